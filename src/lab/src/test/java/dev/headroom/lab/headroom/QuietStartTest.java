// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.headroom;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.lab.bound.Promises;
import dev.headroom.lab.bound.TokenMix;
import dev.headroom.lab.episode.Outcome;
import dev.headroom.lab.traffic.Arrival;
import dev.headroom.lab.traffic.RateShapes;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Newly installed at a quiet hour, without a profile: what little came says nothing of what a replica can do. When the day begins the
 * answer follows what users get, where it once asked for all 60 that the policy allows.
 */
class QuietStartTest {
    private static final int BEGINS = 1800;
    private static final int END = 5400;

    @ParameterizedTest
    @CsvSource({"0, 5, 3", "0.02, 5, 3", "0.5, 20, 10"})
    void theFirstLoadOfADayIsNoReasonForAllReplicas(double before, double after, int most) {
        List<Arrival> arrivals = NewlyInstalled.arrivals(RateShapes.step(before, after, BEGINS), END);
        NewlyInstalled workload = new NewlyInstalled(
                arrivals,
                Promises.forMix(NewlyInstalled.ENGINE, TokenMix.of(arrivals)),
                NewlyInstalled.cluster("new", 1, 60, 1),
                BEGINS + 1200);

        Outcome outcome = workload.run(setUp -> workload.policy(1));

        assertThat(NewlyInstalled.wanted(outcome, 0, END).max().orElseThrow())
                .as("most replicas asked for")
                .isLessThanOrEqualTo(most);
        assertThat(outcome.attainment().all())
                .as("kept from 20 min after the step on")
                .isGreaterThan(0.99);
    }
}
