// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.scaler.slo.EveryKey;
import dev.headroom.scaler.slo.SloPolicy;
import dev.headroom.scaler.slo.SloPolicyReader;
import java.time.Duration;
import java.util.List;

/** The SLO policy of a workload. */
public final class PolicyTarget extends DocumentTarget<SloPolicy> {
    private static final String REPEATED = """
            apiVersion: headroom.dev/v1
            workload: &w { models: ["llama", 'llama'] }
            concurrency: { perReplica: &n 64 }
            replicas: { min: 1, max: *n }
            """;

    /** As the fuzzer makes it. */
    public PolicyTarget() {
        super(
                SloPolicyReader::read,
                List.of(shipped("slo-policy.yaml", "policy.yaml"), EveryKey.OF_A_POLICY, REPEATED));
    }

    @Override
    void judgeValue(SloPolicy policy) {
        assertThat(policy.replicas().min()).isBetween(0, policy.replicas().max());
        assertThat(policy.replicas().max()).isBetween(1, 100_000);
        assertThat(policy.objectives().isEmpty()
                        && policy.concurrencyPerReplica().isEmpty())
                .as("neither an objective nor a ceiling")
                .isFalse();
        assertThat(policy.objectives()).allSatisfy(objective -> {
            assertThat(objective.percentile()).isBetween(1.0, 99.99);
            assertThat(objective.atMost()).isBetween(Duration.ofNanos(100_000), Duration.ofDays(1));
        });
    }
}
