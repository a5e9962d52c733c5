// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.headroom;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.lab.episode.Outcome;
import dev.headroom.lab.fleet.Promise;
import dev.headroom.lab.traffic.Arrival;
import dev.headroom.scaler.slo.Signal;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * One request in five seconds, and a promise of 99 % that the longest answers miss however many replicas run, though not more of them than
 * may. A slow answer now and then is chance: where each was taken for a limit, the fleet grew to 9 replicas, with other lengths to 60.
 */
class FewRequestsTest {
    private static final double RATE = 0.2;
    private static final int END = 6 * 3600;
    private static final int MOST = 5;
    private static final int MOST_IN_VAIN = 12;
    private static final double KEPT = 0.992;

    /** About what the engine takes for a token where it has nothing else to do. */
    private static final double SECONDS_A_TOKEN = 0.009;

    @Test
    void aSlowAnswerNowAndThenIsNoLimit() {
        List<Arrival> arrivals = NewlyInstalled.arrivals(at -> RATE, END);
        NewlyInstalled workload = new NewlyInstalled(
                arrivals,
                new Promise(2, 0.05, SECONDS_A_TOKEN * longest(arrivals)),
                NewlyInstalled.cluster("warm", 1, 60, 1),
                900);

        Outcome outcome = workload.run(setUp -> workload.policy(5));

        assertThat(NewlyInstalled.wanted(outcome, 0, END).max().orElseThrow())
                .as("most replicas asked for")
                .isLessThanOrEqualTo(MOST);
        assertThat(outcome.attainment().of(Signal.E2E)).isGreaterThan(0.98);
    }

    /** A third of the answers take longer on a server of their own: 60 replicas were asked for, the most that may run. */
    @Test
    void aPromiseThatNoFleetKeepsBuysFewReplicas() {
        NewlyInstalled workload = new NewlyInstalled(
                NewlyInstalled.arrivals(at -> RATE, END),
                new Promise(2, 0.05, 2),
                NewlyInstalled.cluster("warm", 1, 60, 1),
                900);

        Outcome outcome = workload.run(setUp -> workload.policy(5));

        assertThat(outcome.attainment().of(Signal.E2E)).isBetween(0.5, 0.8);
        assertThat(NewlyInstalled.wanted(outcome, 0, END).max().orElseThrow())
                .as("most replicas asked for")
                .isLessThanOrEqualTo(MOST_IN_VAIN);
    }

    private static int longest(List<Arrival> arrivals) {
        return arrivals.stream()
                .mapToInt(Arrival::outputTokens)
                .sorted()
                .skip(Math.round(KEPT * arrivals.size()))
                .findFirst()
                .orElseThrow();
    }
}
