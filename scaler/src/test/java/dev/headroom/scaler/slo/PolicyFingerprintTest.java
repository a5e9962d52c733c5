// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.slo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PolicyFingerprintTest {
    /** Written down, because it must be the same in every process, today and after the next start. */
    @Test
    void isTheSameInEveryProcess() {
        assertThat(PolicyFingerprint.of(policy(40, "b", "a", "c"))).isEqualTo("489048c6edc5cfecf64381208c3b745e");
        assertThat(PolicyFingerprint.of(policy(40, "c", "a", "b"))).isEqualTo("489048c6edc5cfecf64381208c3b745e");
    }

    @Test
    void differsWithWhatThePolicySays() {
        assertThat(PolicyFingerprint.of(policy(41, "a"))).isNotEqualTo(PolicyFingerprint.of(policy(40, "a")));
        assertThat(PolicyFingerprint.of(policy(40, "b"))).isNotEqualTo(PolicyFingerprint.of(policy(40, "a")));
    }

    private static SloPolicy policy(int max, String... models) {
        return new SloPolicy(
                new DocumentName("llm", "chat"),
                new SloPolicy.WorkloadSelector(Set.of(models), Optional.empty()),
                List.of(),
                OptionalInt.of(64),
                Optional.empty(),
                new ReplicaLimits(1, max, ReplicaLimits.WhenDark.HOLD),
                new SloPolicy.Terms(Posture.BALANCED, Optional.empty(), Mode.ENFORCE));
    }
}
