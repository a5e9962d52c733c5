// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.decision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.scaler.slo.DocumentName;
import dev.headroom.scaler.slo.Mode;
import dev.headroom.scaler.slo.Posture;
import dev.headroom.scaler.slo.ReplicaLimits;
import dev.headroom.scaler.slo.SloPolicy;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PolicyFingerprintTest {
    /**
     * Written down, because it must be the same in every process, today and after the next start. A key more of the policy changes
     * it: then the new one goes here. While replicas of both versions run, they say that their policies differ.
     */
    @Test
    void isTheSameInEveryProcess() {
        assertThat(PolicyFingerprint.of(policy(40, "b", "a", "c"))).isEqualTo("527ac6bbff8ae2649fbeb41272af602a");
        assertThat(PolicyFingerprint.of(policy(40, "c", "a", "b"))).isEqualTo("527ac6bbff8ae2649fbeb41272af602a");
    }

    @Test
    void differsWithWhatThePolicySays() {
        assertThat(PolicyFingerprint.of(policy(41, "a"))).isNotEqualTo(PolicyFingerprint.of(policy(40, "a")));
        assertThat(PolicyFingerprint.of(policy(40, "b"))).isNotEqualTo(PolicyFingerprint.of(policy(40, "a")));
    }

    @Test
    void differsWithAStepLimitAndWithAForecastThatIsOnlyShown() {
        SloPolicy plain = policy(40, "a");

        SloPolicy limited =
                with(plain, new ReplicaLimits(1, 40, OptionalInt.of(2), ReplicaLimits.WhenDark.HOLD), false);
        SloPolicy shown = with(plain, plain.replicas(), true);

        assertThat(Set.of(PolicyFingerprint.of(plain), PolicyFingerprint.of(limited), PolicyFingerprint.of(shown)))
                .hasSize(3);
    }

    private static SloPolicy with(SloPolicy policy, ReplicaLimits limits, boolean forecastOnly) {
        SloPolicy.Terms terms = policy.terms();
        return new SloPolicy(
                policy.name(),
                policy.workload(),
                policy.objectives(),
                policy.concurrencyPerReplica(),
                policy.profile(),
                limits,
                new SloPolicy.Terms(
                        terms.posture(),
                        terms.cost(),
                        terms.mode(),
                        terms.missed(),
                        terms.errorBudget(),
                        forecastOnly));
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
