// SPDX-License-Identifier: Apache-2.0
package dev.headroom.cli.dump;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClientSettingsTest {
    @Test
    void takesTheNamesOfTheServiceAndThoseOfTheClient(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("kafka.properties"), """
                kafka.security.protocol=SASL_SSL
                sasl.mechanism = PLAIN
                kafka.bootstrap.servers=elsewhere:9092
                enable.auto.commit=true
                group.id=in-use
                """);

        assertThat(ClientSettings.of("here:9092", Optional.of(file)))
                .containsEntry("security.protocol", "SASL_SSL")
                .containsEntry("sasl.mechanism", "PLAIN")
                .containsEntry("bootstrap.servers", "here:9092")
                .containsEntry("enable.auto.commit", false)
                .doesNotContainKey("group.id");
    }
}
