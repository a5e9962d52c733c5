// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headroom.scaler.slo.ReplicaLimits;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TriggerMetadataTest {
    @Test
    void readsOurKeysBesideThoseOfKeda() throws Exception {
        TriggerMetadata metadata = TriggerMetadata.parse(Map.of(
                "scalerAddress", "headroom:9090",
                "enableTLS", "true",
                "policy", "llama",
                "models", "llama-3-8b, llama-lora",
                "posture", "safe",
                "minReplicas", "2",
                "maxReplicas", "9"));

        assertThat(metadata.policy()).contains("llama");
        assertThat(metadata.models()).containsExactlyInAnyOrder("llama-3-8b", "llama-lora");
        assertThat(metadata.minReplicas()).hasValue(2);
        assertThat(metadata.maxReplicas()).hasValue(9);
    }

    @Test
    void takesAValueThatKedaResolvedFromTheEnvironment() throws Exception {
        assertThat(TriggerMetadata.parse(Map.of("policyFromEnv", "llama")).policy())
                .contains("llama");
    }

    @Test
    void anUnknownKeyIsNamedWithTheKnownOnes() {
        assertThatThrownBy(() -> TriggerMetadata.parse(Map.of("polcy", "llama")))
                .hasMessage(
                        "trigger metadata polcy is unknown, known are policy, models, posture, minReplicas, maxReplicas,"
                                + " was 'llama'");
    }

    @Test
    void metricTypeInTheWrongPlaceIsSentToItsPlace() {
        assertThatThrownBy(() -> TriggerMetadata.parse(Map.of("metricType", "Value")))
                .hasMessage("trigger metadata must not hold metricType, set it on the trigger next to metadata,"
                        + " was 'Value'");
    }

    @Test
    void badNumbersNameKeyValueAndRule() {
        assertThatThrownBy(() -> TriggerMetadata.parse(Map.of("maxReplicas", "many")))
                .hasMessage("trigger metadata maxReplicas must be a whole number of at least 1, was 'many'");
        assertThatThrownBy(() -> TriggerMetadata.parse(Map.of("minReplicas", "-1")))
                .hasMessage("trigger metadata minReplicas must be a whole number of at least 0, was '-1'");
        assertThatThrownBy(() -> TriggerMetadata.parse(Map.of("minReplicas", "5", "maxReplicas", "3")))
                .hasMessage("trigger metadata minReplicas must not exceed maxReplicas, was 5 with maxReplicas 3");
    }

    @Test
    void anUnknownPostureNamesTheKnownOnes() {
        assertThatThrownBy(() -> TriggerMetadata.parse(Map.of("posture", "bold")))
                .hasMessage("trigger metadata posture must be lean, balanced or safe, was 'bold'");
    }

    @Test
    void clampsOnlyWithinItsOwnLimits() throws Exception {
        TriggerMetadata metadata = TriggerMetadata.parse(Map.of("minReplicas", "2", "maxReplicas", "4"));

        assertThat(metadata.clamp(1, limits(0, 40))).isEqualTo(2);
        assertThat(metadata.clamp(3, limits(0, 40))).isEqualTo(3);
        assertThat(metadata.clamp(9, limits(0, 40))).isEqualTo(4);
        assertThat(TriggerMetadata.parse(Map.of()).clamp(0, limits(0, 40))).isZero();
    }

    @Test
    void itsOwnLimitsCountAsFarAsTheyLieWithinThePolicys() throws Exception {
        assertThat(TriggerMetadata.parse(Map.of("minReplicas", "50")).clamp(3, limits(2, 6)))
                .isEqualTo(6);
        assertThat(TriggerMetadata.parse(Map.of("maxReplicas", "1")).clamp(3, limits(2, 6)))
                .isEqualTo(2);
    }

    @Test
    void aValueOfEndlessLengthIsRefused() {
        assertThatThrownBy(() -> TriggerMetadata.parse(Map.of("models", "m".repeat(4097))))
                .hasMessage("trigger metadata models must have at most 4096 characters, was '" + "m".repeat(80)
                        + "'... (4097 characters)");
    }

    private static ReplicaLimits limits(int min, int max) {
        return new ReplicaLimits(min, max, ReplicaLimits.WhenDark.HOLD);
    }
}
