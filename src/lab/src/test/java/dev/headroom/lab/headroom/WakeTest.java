// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.headroom;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.lab.episode.Outcome;
import dev.headroom.lab.fleet.Promise;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * With {@code replicas.min: 0} the last replica goes when nothing comes, and the first request wakes one. What waited for it says nothing
 * of what a replica carries: the answer once rose to 36 where one serves.
 */
class WakeTest {
    private static final int SILENT_FROM = 1200;
    private static final int SILENT_UNTIL = 4800;
    private static final int END = 7200;
    private static final double RATE = 2;
    private static final int MOST = 3;
    private static final String POLICY = """
            apiVersion: headroom.dev/v1
            workload: { scaleTarget: { kind: Deployment, name: chat }, models: [chat] }
            objectives:
              - { signal: ttft, percentile: 95, atMost: 2s }
              - { signal: itl, percentile: 95, atMost: 50ms }
              - { signal: e2e, percentile: 95, atMost: 30s }
            replicas: { min: 0, max: 10 }
            """;

    @Test
    void wakesAndAsksForNoMoreThanTheBacklogNeeds() {
        NewlyInstalled workload = new NewlyInstalled(
                NewlyInstalled.arrivals(WakeTest::perSecond, END),
                new Promise(2, 0.05, 30),
                NewlyInstalled.cluster("warm", 0, 10, 1),
                SILENT_UNTIL + 900);

        Outcome outcome = workload.run(HeadroomVariants.ofDocuments(POLICY, Optional.empty(), 5, decision -> {})
                .maker()::make);

        assertThat(NewlyInstalled.wanted(outcome, SILENT_FROM + 600, SILENT_UNTIL))
                .as("in the silence")
                .containsOnly(0);
        assertThat(NewlyInstalled.wanted(outcome, SILENT_UNTIL + 10, END))
                .as("after it")
                .allMatch(replicas -> replicas >= 1 && replicas <= MOST);
        assertThat(outcome.attainment().all())
                .as("kept from a quarter of an hour after the wake on")
                .isGreaterThan(0.95);
    }

    private static double perSecond(double at) {
        return at < SILENT_FROM || at >= SILENT_UNTIL ? RATE : 0;
    }
}
