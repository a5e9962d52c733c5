// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.kubernetes;

import static dev.headroom.scaler.edge.kubernetes.Kinds.object;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.scaler.slo.Posture;
import dev.headroom.telemetry.ScaleTarget;
import dev.headroom.telemetry.WorkloadKey;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Whose postures count: of ScaledObjects that are there, and ask for this workload. */
class ScaledObjectsTest {
    private static final WorkloadKey CHAT = new WorkloadKey("llm", "chat");
    private static final ScaleTarget TARGET = new ScaleTarget("llm", "Deployment", "chat");

    private final ScaledObjects known = new ScaledObjects(() -> true);

    @Test
    void theTriggersThatNameAPolicyStateItsPosture() {
        put("one", "chat", "{ policy: chat, posture: safe }");
        put("two", "other", "{ policy: chat }");
        put("three", "chat", "{ policy: batch, posture: lean }");

        assertThat(postures()).containsExactlyInAnyOrder(Optional.of(Posture.SAFE), Optional.empty());
    }

    @Test
    void aTriggerThatNamesNoPolicySpeaksForWhatItScales() {
        put("one", "chat", "{ posture: lean }");

        assertThat(postures()).containsExactly(Optional.of(Posture.LEAN));
        assertThat(known.posturesOf(CHAT, Optional.empty())).isEmpty();
    }

    @Test
    void aWordThatIsNoPostureIsNone() {
        put("one", "chat", "{ policy: chat, posture: bold }");

        assertThat(postures()).containsExactly(Optional.empty());
    }

    @Test
    void thePostureGoesWithItsScaledObject() {
        put("one", "chat", "{ policy: chat, posture: safe }");

        known.remove(new SlimStore.Name("llm", "one"));

        assertThat(postures()).isEmpty();
    }

    private List<Optional<Posture>> postures() {
        return known.posturesOf(CHAT, Optional.of(TARGET));
    }

    private void put(String name, String target, String metadata) {
        known.put(object("ScaledObject", name, """
                spec:
                  scaleTargetRef: { name: %s }
                  triggers:
                    - { type: external, metadata: %s }
                """.formatted(target, metadata)));
    }
}
