// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.headroom;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.lab.bound.Promises;
import dev.headroom.lab.bound.TokenMix;
import dev.headroom.lab.engine.InventedRequests;
import dev.headroom.lab.engine.ServedRequest;
import dev.headroom.lab.episode.Outcome;
import dev.headroom.lab.fleet.FleetSight;
import dev.headroom.lab.fleet.PodIdentity;
import dev.headroom.lab.policy.ScalingPolicy;
import dev.headroom.lab.traffic.Arrival;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A producer that may write lies for ten minutes: as many requests again, of a hundred pods that there are not. */
class PoisonedLearningTest {
    private static final int FROM = 3600;
    private static final int UNTIL = 4200;
    private static final int END = 6900;
    private static final int BACK_WITHIN = 1200;
    private static final double RATE = 20;
    private static final int MOST_TIMES = 3;
    private static final int LYING_PODS = 100;

    /** The policy, told of requests that were never there. */
    private static final class LiedTo implements ScalingPolicy {
        private final ScalingPolicy policy;
        private final double lasting;
        private double told = FROM;

        LiedTo(ScalingPolicy policy, double lasting) {
            this.policy = policy;
            this.lasting = lasting;
        }

        @Override
        public void admitted(ServedRequest request) {
            policy.admitted(request);
        }

        @Override
        public void ended(PodIdentity pod, ServedRequest request) {
            policy.ended(pod, request);
        }

        @Override
        public OptionalInt advanceTo(double now, FleetSight fleet) {
            for (; told < Math.min(now, UNTIL); told += 1 / RATE) {
                String pod = "invented-" + (int) (told * RATE) % LYING_PODS;
                policy.ended(
                        new PodIdentity("lab", "workload", pod, pod),
                        InventedRequests.ended(new Arrival(told - lasting, 1000, 200), told - lasting / 3, told));
            }
            return policy.advanceTo(now, fleet);
        }

        @Override
        public String because() {
            return policy.because();
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {90, 0.1})
    void theAnswerIsBoundedAndBackWithinTwentyMinutes(double lasting) {
        List<Arrival> arrivals = NewlyInstalled.arrivals(at -> RATE, END);
        NewlyInstalled workload = new NewlyInstalled(
                arrivals,
                Promises.forMix(NewlyInstalled.ENGINE, TokenMix.of(arrivals)),
                NewlyInstalled.cluster("warm", 1, 40, 4),
                900);

        Outcome outcome = workload.run(setUp -> new LiedTo(workload.policy(5), lasting));

        int before = most(outcome, FROM - 600, FROM);
        assertThat(most(outcome, FROM, UNTIL)).as("while it lies").isLessThanOrEqualTo(MOST_TIMES * before);
        assertThat(most(outcome, UNTIL + BACK_WITHIN, END)).as("afterwards").isLessThanOrEqualTo(before + 1);
        assertThat(outcome.attainment().all()).as("kept by users' own measure").isGreaterThan(0.95);
    }

    private static int most(Outcome outcome, int from, int until) {
        return NewlyInstalled.wanted(outcome, from, until).max().orElseThrow();
    }
}
