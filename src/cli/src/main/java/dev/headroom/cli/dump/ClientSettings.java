// SPDX-License-Identifier: Apache-2.0
package dev.headroom.cli.dump;

import dev.headroom.lab.file.BadInputException;
import dev.headroom.lab.file.InputFile;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;

/** Settings of the Kafka client: the user's for the connection, ours for what is read. */
final class ClientSettings {
    /** The names in {@code src/docs/kafka.md} stand behind it; here they may. */
    private static final String SERVICE_PREFIX = "kafka.";

    private ClientSettings() {}

    /**
     * All settings of a consumer.
     *
     * @param properties a file of the client's own settings, for TLS and SASL; they count less than ours
     * @throws BadInputException when the file cannot be read
     */
    static Map<String, Object> of(String bootstrapServers, Optional<Path> properties) {
        Map<String, Object> settings = new HashMap<>();
        properties.ifPresent(file -> settings.putAll(read(file)));
        settings.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        // What is deleted while we read is gone; go on with what is left.
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        // A group would need rights on it, and could disturb one that is in use.
        settings.remove(ConsumerConfig.GROUP_ID_CONFIG);
        return settings;
    }

    private static Map<String, Object> read(Path file) {
        Properties properties = new Properties();
        try (StringReader text = new StringReader(InputFile.text("--kafka-properties", file))) {
            properties.load(text);
        } catch (IOException | IllegalArgumentException malformed) {
            throw new BadInputException(
                    "--kafka-properties '" + file + "' is malformed: " + malformed.getMessage(), malformed);
        }
        Map<String, Object> settings = new HashMap<>();
        for (String name : properties.stringPropertyNames()) {
            String own = name.startsWith(SERVICE_PREFIX) ? name.substring(SERVICE_PREFIX.length()) : name;
            settings.put(own, properties.getProperty(name));
        }
        return settings;
    }
}
