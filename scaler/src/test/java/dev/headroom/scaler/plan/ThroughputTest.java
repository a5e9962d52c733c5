// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.plan;

import static dev.headroom.scaler.plan.PlanFixture.NOW;
import static dev.headroom.scaler.plan.PlanFixture.aWorkload;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/** Two replicas before which requests queue: a model says that each serves 10 requests/s at its limit and 8 within the promise. */
class ThroughputTest {
    private static final Need.Rate RATE = new Need.Rate(30, 20, 8, 10, OptionalDouble.of(40), Fleet.alike(8));

    @Test
    void whatServersFinishBeforeAQueueIsTheMostThatTheyCan() {
        // 600 in a minute are 5 each second for either.
        Need.Rate bounded = Throughput.bounded(finishing(600, 90).input(), RATE);

        assertThat(bounded.most()).isCloseTo(5, within(1e-9));
        assertThat(bounded.perReplica()).isCloseTo(4, within(1e-9));
        assertThat(bounded.planned()).isEqualTo(RATE.planned());
        assertThat(bounded.replicas()).isEqualTo(8);
    }

    @Test
    void believesTheModelWhereItIsAboutRight() {
        assertThat(Throughput.bounded(finishing(1_100, 90).input(), RATE)).isEqualTo(RATE);
    }

    @Test
    void doesNotBelieveThatServersDoNextToNothing() {
        Need.Rate bounded = Throughput.bounded(finishing(12, 90).input(), RATE);

        assertThat(bounded.most()).isBetween(0.2 * RATE.most(), 0.6 * RATE.most());
    }

    @Test
    void isNoEvidenceBeforeAQueueHasStoodForAMinuteAndAsLongAsARequestRuns() {
        // A request runs for 30 s.
        assertThat(Throughput.bounded(finishing(600, 89).input(), RATE)).isEqualTo(RATE);
        assertThat(Throughput.bounded(finishing(600, 90).input(), RATE).most()).isLessThan(RATE.most());
        assertThat(Throughput.bounded(finishing(600, 600).measuringE2e(541).input(), RATE))
                .isEqualTo(RATE);
    }

    @Test
    void isNoEvidenceWithoutAQueue() {
        assertThat(Throughput.bounded(
                        finishing(600, 90).serversHolding(2, 100, 0, 600).input(), RATE))
                .isEqualTo(RATE);
    }

    @Test
    void aPlanSaysWhatTheServersDo() {
        PlanFixture workload = aWorkload()
                .promisingE2e(40_000)
                .receiving(25)
                .measuringE2e(30)
                .ready(2)
                .serversHolding(2, 100, 50, 800)
                .after(2, queueingFor(90));

        assertThat(workload.plan().because())
                .contains("before a queue each replica finishes at most 6.67 requests/s, not 12.80: 4");
    }

    private static PlanFixture finishing(long inTheLastMinute, int queueingForSeconds) {
        return aWorkload()
                .promisingE2e(5_000)
                .measuringE2e(30)
                .ready(2)
                .serversHolding(2, 100, 50, inTheLastMinute)
                .after(2, queueingFor(queueingForSeconds));
    }

    private static Course queueingFor(int seconds) {
        Optional<Instant> since = Optional.of(NOW.minus(Duration.ofSeconds(seconds)));
        return new Course(Optional.empty(), Optional.empty(), since, 1, since);
    }
}
