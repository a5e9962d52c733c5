// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.headroom.scaler.learn.CapacityEstimate.Source;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Loads are tokens/s booked on a replica. */
class CapacityLearnerTest {
    private static final Duration TEN_MINUTES = Duration.ofMinutes(10);
    private static final Duration AN_HOUR = Duration.ofHours(1);

    /** What it grows by at most from one look to the next: 5 % in half a minute. */
    private static final double MOST_GROWTH = Math.pow(1.05, 1 / 3.0);

    private final CapacityObservations looks = new CapacityObservations();

    @Test
    void believesWhatItBeganWithUntilALoadWasLived() {
        CapacityLearner learner = new CapacityLearner(1200, Source.PROFILE);

        looks.booking(1000).missing(0).show(learner, Duration.ofSeconds(60));

        assertThat(learner.believed().shown()).isEqualTo(1200);
        assertThat(learner.believed().source()).isEqualTo(Source.PROFILE);
    }

    @Test
    void takesInWhatStandsWhileNothingSpeaksAgainstIt() {
        CapacityLearner learner = new CapacityLearner(1200, Source.STANDING);

        learner.stand(1500, looks.now());
        assertThat(learner.believed().shown()).isEqualTo(1500);

        learner.stand(40_000, looks.now());
        assertThat(learner.believed().shown()).as("a load from nothing").isEqualTo(40_000);
    }

    @Test
    void takesInWhatStandsAsFarAsAPercentileLeavesRoom() {
        CapacityLearner learner = new CapacityLearner(100, Source.STANDING);
        // 1,000 arrive of the 1,250 that are booked, and a percentile is at half of its limit: at 1,800 at 0.9 of it.
        looks.booking(1250).closeTo(0.5).show(learner, Duration.ofSeconds(10));

        learner.stand(2500, looks.now());
        assertThat(learner.believed().shown()).isCloseTo(1800, within(1.0));

        learner.stand(2600, looks.now());
        assertThat(learner.believed().shown()).as("until the next look").isEqualTo(2600);
    }

    @Test
    void nothingThatArrivesAndNoLimitThatIsKnownLeaveWhatIsBelieved() {
        CapacityLearner learner = new CapacityLearner(1000, Source.STANDING);
        looks.booking(0, 0).closeTo(0).show(learner, Duration.ofSeconds(30));
        assertThat(learner.believed().shown()).isEqualTo(1000);
    }

    @Test
    void aLoadThatWasNearlyLivedIsJudgedByWhatWasLived() {
        CapacityLearner learner = new CapacityLearner(1000, Source.STANDING);
        looks.booking(1000).closeTo(0.25).show(learner, AN_HOUR);
        double before = learner.believed().shown();

        learner.stand(1900, looks.now());
        assertThat(learner.believed().shown()).isEqualTo(before);

        // More than twice what was lived: nothing is known of it, but that users get what was promised.
        looks.booking(40_000, 20_000).closeTo(0.5).show(learner, CapacityLearner.EVERY);
        assertThat(learner.believed().shown()).isCloseTo(20_000 * 0.9 / 0.5, within(1.0));
    }

    @Test
    void whatStoodIsBelievedWhenReplicasCome() {
        CapacityLearner learner = new CapacityLearner(100, Source.STANDING);
        looks.booking(1250).closeTo(0.5).show(learner, Duration.ofSeconds(10));

        // Three more have come; a quarter of the load was never lived by one.
        looks.on(4).closeTo(0.1).show(learner, Duration.ofMinutes(1));

        assertThat(learner.believed().shown()).isEqualTo(1250);
    }

    @Test
    void whatStandsIsNotTakenInWhileAPromiseIsBroken() {
        CapacityLearner learner = new CapacityLearner(1000, Source.STANDING);
        looks.booking(1000).missing(2).show(learner, Duration.ofSeconds(20));

        looks.booking(3000).show(learner, Duration.ofMinutes(2));

        assertThat(learner.believed().workPerSecond()).isLessThan(1000);
    }

    @Test
    void followsWhatARequestIsFoundToNeedUntilSomethingIsShown() {
        CapacityLearner learner = new CapacityLearner(1000, Source.PROFILE);
        learner.follow(100);
        assertThat(learner.believed().shown()).isEqualTo(1000);

        learner.follow(150);

        // As many requests as before, each half as much again.
        assertThat(learner.believed().shown()).isCloseTo(1500, within(1e-9));
        looks.on(5).booking(5000).missing(0).show(learner, AN_HOUR);
        double shown = learner.believed().shown();

        learner.follow(300);

        assertThat(learner.believed().shown()).isEqualTo(shown);
    }

    @Test
    void goesNoFurtherWhereAPercentileIsAtItsLimit() {
        CapacityLearner learner = new CapacityLearner(500, Source.STANDING);

        looks.on(5).booking(5000).missing(0).closeTo(1).show(learner, AN_HOUR);

        assertThat(learner.believed().shown()).isBetween(999.0, 1051.0);
    }

    @Test
    void goesFurtherTheFurtherAPercentileIsBelowItsLimit() {
        assertThat(afterAnHour(0.9)).isLessThan(afterAnHour(0.8)).isGreaterThan(999);
        assertThat(afterAnHour(0.8)).isLessThan(afterAnHour(2 / 3.0));
        assertThat(afterAnHour(2 / 3.0)).isLessThanOrEqualTo(afterAnHour(0.1));
    }

    @Test
    void goesBeyondACleanLoadByAThird() {
        CapacityLearner learner = new CapacityLearner(500, Source.STANDING);

        looks.on(5).booking(5000).missing(0).closeTo(2 / 3.0).show(learner, AN_HOUR);

        // Within a bin of 5 % above the 1,000 that each was booked with.
        assertThat(learner.believed().source()).isEqualTo(Source.SHOWN);
        assertThat(learner.believed().shown()).isBetween(1000 * 4 / 3.0, 1050 * 4 / 3.0);
    }

    @Test
    void goesLessFarTheMoreIsMissed() {
        CapacityLearner learner = new CapacityLearner(500, Source.STANDING);

        // 3 - 2 · 0.5 / 0.7 = 1.57 may be missed, and 0.5 are: two thirds of the way is gone.
        looks.on(5).booking(5000).missing(0.5).closeTo(2 / 3.0).show(learner, AN_HOUR.multipliedBy(3));

        double may = learner.believed().mayMiss();
        assertThat(may).isBetween(0.5, 2.0);
        double clean = Math.max(0, 1 - 2 * 0.5 / may);
        assertThat(learner.believed().shown()).isBetween(999 * (1 + clean / 3), 1051 * (1 + clean / 3));
    }

    @Property(tries = 100)
    void beyondWhatWasAssumedItGrowsByAtMostFivePercentInHalfAMinute(@ForAll long seed) {
        SplittableRandom chance = new SplittableRandom(seed);
        double assumed = 100 + 1000 * chance.nextDouble();
        CapacityLearner learner = new CapacityLearner(assumed, Source.STANDING);
        CapacityObservations seen = new CapacityObservations();
        for (int step = 0; step < 600; step++) {
            if (step % 30 == 0) {
                seen.on(1 + chance.nextInt(8))
                        .booking(5000 * chance.nextDouble())
                        .closeTo(1)
                        .missing(chance.nextInt(4) == 0 ? 5 * chance.nextDouble() : 0);
            }
            double before = learner.believed().shown();
            CapacityObservation look = seen.next();
            learner.observe(look);
            // At the limit now, a percentile is taken to have been at 0.9 of it with 0.9 of what arrives.
            assumed = Math.max(assumed, 0.9 * look.arriving() / look.ready());

            assertThat(learner.believed().shown())
                    .as("seed %d, step %d: from %f to %s", seed, step, before, learner.believed())
                    .isLessThanOrEqualTo(Math.max(before * MOST_GROWTH, assumed) * (1 + 1e-9));
        }
    }

    @Test
    void whatWasOnlyAssumedTakesNoReplicaAway() {
        CapacityLearner learner = new CapacityLearner(5000, Source.PROFILE);

        looks.on(5).booking(5000).missing(0).show(learner, AN_HOUR);

        // Half beyond the 1,000 of each replica that were lived, not the 5,000 of the profile.
        assertThat(learner.believed().shown()).isBetween(1000.0, 1051 * 1.5);
    }

    @Test
    void whatWasAssumedKeepsWhatStandsFromGrowing() {
        CapacityLearner learner = new CapacityLearner(2500, Source.PROFILE);
        looks.on(5).booking(5000).closeTo(1).show(learner, AN_HOUR);

        looks.booking(12_000).show(learner, Duration.ofSeconds(10));

        assertThat(learner.believed().shown()).isEqualTo(2400);
        looks.booking(20_000).closeTo(1.3).show(learner, Duration.ofSeconds(10));
        assertThat(learner.believed().shown()).isEqualTo(2500);
    }

    @Test
    void neverGrowsIntoALoadThatWasShownBad() {
        CapacityLearner learner = new CapacityLearner(1000, Source.STANDING);
        looks.booking(1000).missing(0).show(learner, TEN_MINUTES);
        looks.booking(1500).missing(30).show(learner, TEN_MINUTES);

        looks.booking(1000).missing(0).show(learner, AN_HOUR.multipliedBy(2));

        // Alone the clean load would allow 1,500 and more.
        assertThat(learner.believed().shown()).isBetween(1000.0, 1500.0);
    }

    @Test
    void fallsAtOnceWhereThePromiseIsBrokenAndComesBackWhenItIsKept() {
        CapacityLearner learner = new CapacityLearner(1000, Source.STANDING);
        looks.on(2).booking(2400, 2000).missing(0).closeTo(1).show(learner, TEN_MINUTES);
        assertThat(learner.believed().workPerSecond()).isGreaterThanOrEqualTo(1200);

        looks.missing(2).show(learner, Duration.ofSeconds(15));

        assertThat(learner.believed().breach()).contains(new CapacityEstimate.Breach(looks.now(), false));
        assertThat(learner.believed().workPerSecond()).isLessThan(1200);

        looks.missing(0).show(learner, Duration.ofSeconds(10));

        assertThat(learner.believed().breach()).isEmpty();
        assertThat(learner.believed().workPerSecond()).isGreaterThanOrEqualTo(1200);
    }

    /** However good the profile says a replica is. */
    @Property(tries = 200)
    void believesNoMoreThanWasCarriedAndAFifthWhileAPromiseIsBroken(
            @ForAll @DoubleRange(min = 1, max = 100) double tooGood,
            @ForAll @DoubleRange(min = 10, max = 10_000) double arriving,
            @ForAll @DoubleRange(min = 0, max = 2) double rise,
            @ForAll @IntRange(min = 1, max = 20) int ready) {
        double carried = arriving / ready;
        CapacityLearner learner = new CapacityLearner(tooGood * carried, Source.PROFILE);
        CapacityObservations seen = new CapacityObservations()
                .on(ready)
                .booking(arriving * (1 + rise), arriving)
                .missing(2);

        seen.show(learner, CapacityLearner.EVERY.multipliedBy(BreachWatch.IN_A_ROW - 1));
        for (int i = 0; i < 12; i++) {
            learner.observe(seen.next());
            assertThat(learner.believed().workPerSecond()).isLessThanOrEqualTo(1.2 * carried * (1 + 1e-9));
        }
    }

    @Test
    void believesLittleMoreThanIsFinishedWhereRequestsWaitOnFullReplicas() {
        CapacityLearner learner = new CapacityLearner(7200, Source.PROFILE);

        looks.on(1).booking(2600, 2500).finishing(2200).queueing(true).endingNothing();
        looks.show(learner, Duration.ofSeconds(20));

        assertThat(learner.believed().workPerSecond()).isCloseTo(BreachWatch.MOST_OVER_CARRIED * 2200, within(1e-6));
    }

    @Test
    void staysWhereABreachPutItWhileEveryLoadMissesTooMuch() {
        CapacityLearner learner = new CapacityLearner(1000, Source.PROFILE);

        looks.booking(1000).missing(3).show(learner, AN_HOUR);
        double after = learner.believed().shown();
        looks.show(learner, Duration.ofHours(40));

        assertThat(after).isBetween(700.0, 1000.0);
        assertThat(learner.believed().shown()).isEqualTo(after);
    }

    @Test
    void theMoreOfTheBudgetIsSpentTheLessMayBeMissed() {
        CapacityLearner frugal = new CapacityLearner(1000, Source.STANDING);
        CapacityLearner lavish = new CapacityLearner(1000, Source.STANDING);

        new CapacityObservations().missing(0.1).show(frugal, AN_HOUR);
        new CapacityObservations().missing(0.6).show(lavish, AN_HOUR);

        assertThat(lavish.believed().budgetBurn())
                .isGreaterThan(frugal.believed().budgetBurn());
        assertThat(lavish.believed().mayMiss())
                .isLessThan(frugal.believed().mayMiss())
                .isGreaterThan(0);
    }

    @Test
    void learnsNothingWhereNothingEnds() {
        CapacityLearner learner = new CapacityLearner(1000, Source.STANDING);

        looks.endingNothing().show(learner, AN_HOUR);

        assertThat(learner.memory().bins()).isEmpty();
        assertThat(learner.believed().shown()).isEqualTo(1000);
    }

    @Test
    void anotherProfileIsBelievedOnlyWhereNothingWasShown() {
        CapacityLearner learner = new CapacityLearner(1000, Source.STANDING);
        learner.assume(2000, Source.PROFILE);
        assertThat(learner.believed().shown()).isEqualTo(2000);
        assertThat(learner.believed().source()).isEqualTo(Source.PROFILE);
        looks.on(5).booking(5000).missing(0).show(learner, TEN_MINUTES);

        learner.assume(9000, Source.PROFILE);

        assertThat(learner.believed().source()).isEqualTo(Source.SHOWN);
        assertThat(learner.believed().shown()).isLessThan(3000);
    }

    @Property(tries = 50)
    void whoGoesOnFromItsMemoryBelievesTheSame(@ForAll long seed) {
        SplittableRandom chance = new SplittableRandom(seed);
        CapacityLearner first = new CapacityLearner(1000, Source.PROFILE);
        CapacityObservations seen = new CapacityObservations();
        for (int part = 0; part < 20; part++) {
            drawn(seen, chance).show(first, Duration.ofMinutes(5));
        }

        CapacityLearner second = new CapacityLearner(first.memory());
        assertThat(second.memory()).isEqualTo(first.memory());

        for (int part = 0; part < 10; part++) {
            drawn(seen, chance);
            for (int step = 0; step < 30; step++) {
                CapacityObservation look = seen.next();
                first.observe(look);
                second.observe(look);
            }
            assertThat(second.believed().shown())
                    .as("seed %d", seed)
                    .isCloseTo(
                            first.believed().shown(),
                            within(1e-6 * first.believed().shown()));
        }
    }

    @Test
    void aMemoryOfNonsenseIsRefused() {
        for (double nonsense : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThatThrownBy(() -> memory(nonsense, 1, 0, 0)).hasMessageContaining("capacities must be finite");
            assertThatThrownBy(() -> memory(1, nonsense, 0, 0)).hasMessageContaining("capacities must be finite");
        }
        for (double nonsense : new double[] {-1, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThatThrownBy(() -> memory(1, 1, nonsense, 0)).hasMessageContaining("counts must be finite");
            assertThatThrownBy(() -> memory(1, 1, 0, nonsense)).hasMessageContaining("counts must be finite");
        }
    }

    private static double afterAnHour(double closeness) {
        CapacityLearner learner = new CapacityLearner(500, Source.STANDING);
        new CapacityObservations()
                .on(5)
                .booking(5000)
                .missing(0)
                .closeTo(closeness)
                .show(learner, AN_HOUR);
        return learner.believed().shown();
    }

    private static CapacityObservations drawn(CapacityObservations seen, SplittableRandom chance) {
        return seen.on(1 + chance.nextInt(5))
                .booking(500 + 3000 * chance.nextDouble())
                .missing(chance.nextDouble());
    }

    private static CapacityLearner.Memory memory(double first, double shown, double missed, double requests) {
        return new CapacityLearner.Memory(
                first, shown, Source.PROFILE, List.of(), missed, requests, List.of(), BreachWatch.Memory.NONE);
    }
}
