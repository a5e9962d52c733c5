// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.it;

import dev.headroom.scaler.edge.grpc.tls.SecretFolder;
import io.quarkus.test.junit.QuarkusTestProfile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * mTLS from a folder that is empty at the start, and connections that last for seconds. A profile, so that the class comes after those
 * without: it starts the service anew, and the meter registry outlives that.
 */
public class TlsProfile implements QuarkusTestProfile {
    static final String FOLDER = "tls-it.secret-folder";

    @Override
    public Map<String, String> getConfigOverrides() {
        try {
            Path folder = Files.createTempDirectory("headroom-tls-it");
            SecretFolder secret = new SecretFolder(folder);
            return Map.of(
                    FOLDER,
                    folder.toString(),
                    "headroom.tls.certificate",
                    secret.file(SecretFolder.CERTIFICATE).toString(),
                    "headroom.tls.key",
                    secret.file(SecretFolder.KEY).toString(),
                    "headroom.tls.client-ca",
                    secret.file(SecretFolder.CA).toString(),
                    "headroom.tls.reload-period",
                    "PT0.2S",
                    "headroom.grpc.max-connection-age",
                    "PT2S",
                    "headroom.grpc.max-connection-age-grace",
                    "PT2S");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
