// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.plan;

import static dev.headroom.scaler.plan.PlanFixture.aWorkload;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.OptionalDouble;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Two replicas serve 10 requests/s each at their limit; E2E of 5 s leaves queues 2.5 s, in which they serve 50. */
class BacklogTest {
    private static final Need.Rate RATE = rate(OptionalDouble.empty());
    private static final Duration HORIZON = Duration.ofMinutes(2);

    @Test
    void isNothingWhereServersTellNothing() {
        PlanFixture workload = aWorkload().promisingE2e(5_000).ready(2);

        assertThat(Backlog.of(workload.input(), 100, RATE, HORIZON)).isEqualTo(Backlog.NONE);
    }

    @Test
    void isNothingWhereNobodyKnowsHowManyServe() {
        PlanFixture workload = aWorkload().promisingE2e(5_000).serversHolding(0, 100, 80, 100);

        assertThat(Backlog.of(workload.input(), 100, RATE, HORIZON)).isEqualTo(Backlog.NONE);
    }

    @Test
    void isWhatWaitsBeyondWhatThePromiseLeavesTimeFor() {
        assertThat(now(queue(40))).isZero();
        assertThat(now(queue(80))).isEqualTo(30);
    }

    @Test
    void leavesNoTimeWhereOnlyThePaceOfTokensIsPromised() {
        PlanFixture workload = aWorkload().atMostInFlight(40).ready(2).serversHolding(2, 100, 80, 100);

        assertThat(now(workload)).isEqualTo(80);
    }

    @Test
    void countsHalfOfThoseThatRunBeyondThePromisedBatch() {
        Backlog backlog = Backlog.of(queue(80).input(), 20, rate(OptionalDouble.of(40)), HORIZON);

        // 100 run where 80 should.
        assertThat(backlog.now()).isEqualTo(40);
    }

    @Test
    void countsRequestsThatWereAdmittedAndThatNoServerRuns() {
        assertThat(now(queue(80).admittedAndWaiting(300, Duration.ofSeconds(1))))
                .isEqualTo(150);
    }

    @Test
    void growsByWhatComesBeyondWhatIsServed() {
        assertThat(ahead(queue(80), 20)).isEqualTo(30);
        assertThat(ahead(queue(80), 25)).isEqualTo(30 + 5 * 120);
    }

    @Test
    void isClearedWhereMoreIsServedThanComes() {
        assertThat(ahead(queue(80), 10)).isZero();
    }

    @Test
    void aReplicaThatStartsServesFromWhenItIsExpected() {
        // 5 requests/s too many for a minute, and 5 too few for another.
        assertThat(ahead(queue(80).starting(60, 1), 25)).isEqualTo(30);
    }

    @Test
    void aReplicaThatIsLateCountsAsFarAsItIsBelieved() {
        assertThat(ahead(queue(80).starting(60, 0.5), 25)).isEqualTo(30 + 5 * 60);
        assertThat(ahead(queue(80).starting(60, 0), 25)).isEqualTo(30 + 5 * 120);
    }

    @Test
    void aReplicaThatIsReadyAfterTheHorizonDoesNotCount() {
        assertThat(ahead(queue(80).starting(121, 1), 25)).isEqualTo(30 + 5 * 120);
    }

    @Test
    void theOrderInWhichStartsWereSeenDoesNotMatter() {
        double oneWay = ahead(queue(80).starting(30, 1).starting(90, 1), 35);
        double theOther = ahead(queue(80).starting(90, 1).starting(30, 1), 35);

        // 15 too many for 30 s, 5 for a minute, and 5 too few for 30 s.
        assertThat(oneWay).isEqualTo(30 + 450 + 300 - 150).isEqualTo(theOther);
    }

    @Test
    void rememberedIsTheMostThatWillStandBeforeItIsCleared() {
        Backlog rising = Backlog.of(queue(80).starting(60, 1).input(), 25, RATE, HORIZON);
        Backlog falling = Backlog.of(queue(80).input(), 15, RATE, HORIZON);

        assertThat(rising.most()).isEqualTo(30 + 5 * 60);
        assertThat(rising.ahead()).isEqualTo(30);
        assertThat(falling.most()).isEqualTo(30);
        assertThat(falling.ahead()).isZero();
    }

    @Test
    void serversAreCountedOnForAMeanOfWhatIsPromisedAndTheirLimit() {
        Need.Rate loose = new Need.Rate(20, 20, 8, 10, OptionalDouble.empty(), Fleet.alike(8));

        assertThat(Backlog.of(queue(80).input(), 20, loose, HORIZON).ahead()).isEqualTo(30 + 2 * 120);
    }

    @Test
    void aQueueStandsWhereMoreThanAMomentsWorthWaits() {
        assertThat(Backlog.stands(queue(5).input())).isFalse();
        assertThat(Backlog.stands(queue(6).input())).isTrue();
        assertThat(Backlog.stands(aWorkload().input())).isFalse();
    }

    @Property(tries = 500)
    void moreToComeAndMoreThatWaitNeverMakeItLess(
            @ForAll @DoubleRange(max = 100) double perSecond,
            @ForAll @DoubleRange(max = 100) double more,
            @ForAll @IntRange(max = 2_000) int waiting,
            @ForAll @IntRange(max = 2_000) int longer) {
        double ahead = ahead(queue(waiting).starting(40, 1), perSecond);

        assertThat(ahead).isNotNegative();
        assertThat(ahead(queue(waiting).starting(40, 1), perSecond + more)).isGreaterThanOrEqualTo(ahead);
        assertThat(ahead(queue(waiting + longer).starting(40, 1), perSecond)).isGreaterThanOrEqualTo(ahead);
    }

    private static PlanFixture queue(int waiting) {
        return aWorkload().promisingE2e(5_000).ready(2).serversHolding(2, 100, waiting, 100);
    }

    private static double now(PlanFixture workload) {
        return Backlog.of(workload.input(), 20, RATE, HORIZON).now();
    }

    private static double ahead(PlanFixture workload, double perSecond) {
        return Backlog.of(workload.input(), perSecond, RATE, HORIZON).ahead();
    }

    private static Need.Rate rate(OptionalDouble concurrency) {
        return new Need.Rate(20, 20, 10, 10, concurrency, Fleet.alike(10));
    }
}
