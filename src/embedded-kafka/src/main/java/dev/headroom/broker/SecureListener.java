// SPDX-License-Identifier: Apache-2.0
package dev.headroom.broker;

import java.nio.file.Path;
import java.util.Properties;

/**
 * A second listener of the embedded broker that asks for TLS and a user name, as brokers in production do.
 *
 * @param keyStore PKCS#12 file with the broker's key and certificate
 * @param keyStorePassword its password
 * @param user the only user
 * @param userPassword the user's password
 */
public record SecureListener(Path keyStore, String keyStorePassword, String user, String userPassword) {
    private static final String PREFIX = "listener.name.secure.";

    void addTo(Properties properties, String address) {
        BrokerSettings.append(properties, "listeners", "SECURE://" + address);
        BrokerSettings.append(properties, "advertised.listeners", "SECURE://" + address);
        BrokerSettings.append(properties, "listener.security.protocol.map", "SECURE:SASL_SSL");
        properties.setProperty(PREFIX + "ssl.keystore.type", "PKCS12");
        properties.setProperty(PREFIX + "ssl.keystore.location", keyStore.toString());
        properties.setProperty(PREFIX + "ssl.keystore.password", keyStorePassword);
        properties.setProperty(PREFIX + "sasl.enabled.mechanisms", "PLAIN");
        properties.setProperty(
                PREFIX + "plain.sasl.jaas.config",
                "org.apache.kafka.common.security.plain.PlainLoginModule required user_%s=\"%s\";"
                        .formatted(user, userPassword));
    }
}
