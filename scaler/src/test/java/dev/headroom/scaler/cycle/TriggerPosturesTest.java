// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.cycle;

import static dev.headroom.scaler.cycle.CycleFixture.policy;
import static dev.headroom.scaler.cycle.CycleFixture.workload;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.scaler.slo.Posture;
import dev.headroom.scaler.slo.SloPolicy;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TriggerPosturesTest {
    private static final SloPolicy CHAT = policy("chat").withPosture(Posture.BALANCED);

    @Test
    void theSafestPostureCounts() {
        assertThat(with(List.of(Optional.of(Posture.LEAN), Optional.of(Posture.SAFE))))
                .isEqualTo(Posture.SAFE);
        assertThat(with(List.of(Optional.of(Posture.LEAN)))).isEqualTo(Posture.LEAN);
    }

    @Test
    void aTriggerWithoutOneAsksForThePolicysOwn() {
        assertThat(with(List.of(Optional.of(Posture.LEAN), Optional.empty()))).isEqualTo(Posture.BALANCED);
    }

    @Test
    void withoutAScaledObjectThePolicyStandsAsItIs() {
        assertThat(TriggerPostures.NONE.applyTo(workload("chat"), CHAT)).isSameAs(CHAT);
    }

    private static Posture with(List<Optional<Posture>> postures) {
        TriggerPostures asked = (workload, target) -> postures;
        return asked.applyTo(workload("chat"), CHAT).terms().posture();
    }
}
