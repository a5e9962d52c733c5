// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.keda;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HpaBehaviorTest {
    private static final Path EXAMPLE = Path.of("../../deploy/examples/scaledobject.yaml");

    @ParameterizedTest
    @ValueSource(strings = {"scaleUp", "scaleDown"})
    void theRecommendedBehaviorIsThatOfTheExampleScaledObject(String direction) throws IOException {
        JsonNode rules = new YAMLMapper()
                .readTree(EXAMPLE.toFile())
                .at("/spec/advanced/horizontalPodAutoscalerConfig/behavior/" + direction);
        HpaBehavior recommended = HpaBehavior.recommended(0, 1000);

        assertThat(rules.get("tolerance").asDouble()).isEqualTo(recommended.tolerance());
        assertThat(rules.get("stabilizationWindowSeconds").asDouble())
                .isEqualTo(recommended.up().stabilisationSeconds())
                .isEqualTo(recommended.down().stabilisationSeconds());
        // No limit in the lab: in the example one that no fleet within 1,000 replicas meets.
        assertThat(recommended.up().limits()).isEmpty();
        assertThat(recommended.down().limits()).isEmpty();
        assertThat(rules.get("policies"))
                .singleElement()
                .satisfies(policy -> assertThat(policy.get("value").asInt())
                        .isEqualTo(policy.get("type").asText().equals("Pods") ? 1000 : 100));
    }
}
