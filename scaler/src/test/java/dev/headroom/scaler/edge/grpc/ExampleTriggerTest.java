// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The metadata of the shipped ScaledObject is what the service takes. */
class ExampleTriggerTest {
    private static final Path EXAMPLE = Path.of("../deploy/examples/scaledobject.yaml");

    @Test
    void theExamplesMetadataIsTaken() throws Exception {
        TriggerMetadata metadata = TriggerMetadata.parse(metadata());

        assertThat(metadata.policy()).contains("llama-3-8b");
    }

    @Test
    void aTypingErrorInItIsNot() throws IOException {
        Map<String, String> metadata = metadata();
        metadata.put("polcy", metadata.remove("policy"));

        assertThatThrownBy(() -> TriggerMetadata.parse(metadata)).hasMessageContaining("polcy is unknown");
    }

    @SuppressWarnings("unchecked")
    private static Map<String, String> metadata() throws IOException {
        Map<String, Object> document = (Map<String, Object>)
                new Load(LoadSettings.builder().build()).loadFromString(Files.readString(EXAMPLE));
        Map<String, Object> spec = (Map<String, Object>) document.get("spec");
        Map<String, Object> trigger = ((List<Map<String, Object>>) spec.get("triggers")).get(0);
        return new HashMap<>((Map<String, String>) trigger.get("metadata"));
    }
}
