// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.learn;

import static dev.headroom.scaler.learn.Stretches.CHAT;
import static dev.headroom.scaler.learn.Stretches.CODE;
import static dev.headroom.scaler.learn.Stretches.H100;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.headroom.scaler.capacity.CapacityBelief.OfHardware;
import dev.headroom.scaler.capacity.CapacityBelief.Trust;
import dev.headroom.scaler.capacity.Performance;
import dev.headroom.scaler.capacity.ServingProfile;
import dev.headroom.scaler.forecast.TrafficShape;
import dev.headroom.scaler.slo.DocumentName;
import dev.headroom.telemetry.snapshot.ReplicaLoad;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.Function;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class LearntCapacityTest {
    private static final Percentage FIVE_PERCENT = Percentage.withPercentage(5);

    private final Stretches engine = new Stretches(H100, 1);
    private final LearntCapacity learnt = new LearntCapacity(Priors.NONE);

    @Test
    void findsTheEngineWhereLoadAndLengthsVary() {
        for (int i = 0; i < 200; i++) {
            see(i % 2 == 0 ? CHAT : CODE, i % 2 == 0 ? engine.between(5, 90) : engine.between(1, 12));
        }

        assertThat(tokenMillis(believed(CHAT, 60), CHAT, 60)).isCloseTo(engine.tokenMillis(CHAT, 60), FIVE_PERCENT);
        assertThat(tokenMillis(believed(CODE, 8), CODE, 8)).isCloseTo(engine.tokenMillis(CODE, 8), FIVE_PERCENT);
        assertThat(believed(CHAT, 60).trust()).isEqualTo(Trust.LEARNT);
    }

    @Test
    void knowsTheLatencyOfOneKindOfRequestThoughNotWhatMakesIt() {
        for (int i = 0; i < 60; i++) {
            see(CHAT, engine.between(10, 50));
        }

        assertThat(tokenMillis(believed(CHAT, 60), CHAT, 60)).isCloseTo(engine.tokenMillis(CHAT, 60), FIVE_PERCENT);
        assertThat(quality(CHAT, 60).knownDirections()).isLessThan(4);
        assertThat(quality(CODE, 60).error())
                .isGreaterThan(2 * quality(CHAT, 60).error());
    }

    @Test
    void saysThatOneLoadTellsLittleOfAnother() {
        for (int i = 0; i < 60; i++) {
            see(CHAT, 6);
        }

        assertThat(believed(CHAT, 6).error()).isLessThan(believed(CHAT, 100).error());
        assertThat(believed(CHAT, 100).trust()).isEqualTo(Trust.PRIOR);
        assertThat(believed(CHAT, 100).error()).isGreaterThan(LearntEngine.MOST_ERROR);
    }

    @Test
    void followsAnEngineThatBecameTwiceAsSlow() {
        for (int i = 0; i < 60; i++) {
            see(CHAT, engine.between(10, 50));
        }
        Stretches slow = engine.slower(2);

        for (int i = 0; i < 40; i++) {
            learnt.observe(List.of(slow.next("a", CHAT, slow.between(10, 50))), LearntCapacityTest::anywhere);
        }

        assertThat(tokenMillis(believed(CHAT, 40), CHAT, 40)).isCloseTo(slow.tokenMillis(CHAT, 40), FIVE_PERCENT);
        assertThat(believed(CHAT, 40).trust()).isEqualTo(Trust.LEARNT);
    }

    @Test
    void isNotMovedByAFewThatAreFarOff() {
        for (int i = 0; i < 100; i++) {
            double inFlight = engine.between(10, 50);
            ReplicaLoad load = engine.next("a", CHAT, inFlight);
            learnt.observe(List.of(i % 10 == 9 ? slowed(load, 4) : load), LearntCapacityTest::anywhere);
        }

        assertThat(tokenMillis(believed(CHAT, 40), CHAT, 40)).isCloseTo(engine.tokenMillis(CHAT, 40), FIVE_PERCENT);
    }

    @Test
    void correctsAProfileThatIsWrong() {
        Priors wrong = new Priors(Optional.of(profile(Stretches.slower(H100, 0.6))), Optional.empty());
        LearntCapacity corrected = new LearntCapacity(wrong);
        List<ReplicaLoad> loads = loads(20, CHAT);

        OfHardware before = corrected.belief(new Point(CHAT, 40)).next().orElseThrow();
        corrected.observe(loads, LearntCapacityTest::anywhere);
        OfHardware after = corrected.belief(new Point(CHAT, 40)).next().orElseThrow();

        assertThat(before.trust()).isEqualTo(Trust.PROFILE);
        assertThat(before.profile()).isEqualTo(wrong.profile().orElseThrow());
        assertThat(after.trust()).isEqualTo(Trust.LEARNT);
        assertThat(tokenMillis(after, CHAT, 40)).isCloseTo(engine.tokenMillis(CHAT, 40), FIVE_PERCENT);
    }

    @Test
    void beginsAtATableThatSomebodyMeasured() {
        List<Performance.Point> points = new ArrayList<>();
        for (int inFlight : new int[] {1, 8, 16, 32, 64}) {
            points.add(new Performance.Point(
                    inFlight,
                    OptionalDouble.empty(),
                    OptionalDouble.of(engine.tokenMillis(CHAT, inFlight) / 1000),
                    OptionalDouble.of(1)));
        }
        Performance table = new Performance.MeasuredTable(650, 190, true, points);

        Prior prior = new Priors(Optional.of(profile(table)), Optional.empty()).of(Optional.empty());

        OfHardware belief = new OfHardware(Optional.empty(), profile(prior.coefficients()), Trust.PROFILE, 0);
        assertThat(tokenMillis(belief, CHAT, 48)).isCloseTo(engine.tokenMillis(CHAT, 48), FIVE_PERCENT);
    }

    @Test
    void tellsClassesOfHardwareApart() {
        Stretches other = new Stretches(Stretches.slower(H100, 2), 2);
        Function<String, Optional<String>> hardware = replica -> Optional.of("a".equals(replica) ? "l40s" : "h100");
        for (int i = 0; i < 60; i++) {
            learnt.observe(
                    List.of(
                            other.next("a", CHAT, other.between(10, 50)),
                            engine.next(i % 2 == 0 ? "b" : "c", CHAT, engine.between(10, 50))),
                    hardware);
        }

        List<OfHardware> classes = learnt.belief(new Point(CHAT, 40)).classes();

        assertThat(classes).extracting(OfHardware::hardware).containsExactly(Optional.of("h100"), Optional.of("l40s"));
        assertThat(tokenMillis(classes.get(0), CHAT, 40)).isCloseTo(engine.tokenMillis(CHAT, 40), FIVE_PERCENT);
        assertThat(tokenMillis(classes.get(1), CHAT, 40)).isCloseTo(other.tokenMillis(CHAT, 40), FIVE_PERCENT);
    }

    @Test
    void leavesOutTheFirstRequestsOfAReplicaAndStretchesItTookBefore() {
        ReplicaLoad cold = slowed(engine.next("a", CHAT, 20), 20);
        ReplicaLoad stillCold = slowed(engine.next("a", CHAT, 20), 20);
        ReplicaLoad warm = engine.next("a", CHAT, 20);

        learnt.observe(List.of(cold, stillCold, warm), LearntCapacityTest::anywhere);
        LearntMemory once = learnt.memory();
        learnt.observe(List.of(cold, stillCold, warm), LearntCapacityTest::anywhere);

        assertThat(learnt.stretches()).isEqualTo(1);
        assertThat(learnt.memory()).isEqualTo(once);
    }

    @Test
    void goesOnFromItsMemoryAsIfNothingHadHappened() {
        learnt.observe(loads(50, CHAT), LearntCapacityTest::anywhere);

        LearntCapacity restored = new LearntCapacity(Priors.NONE, learnt.memory());

        List<ReplicaLoad> more = loads(20, CODE);
        learnt.observe(more, LearntCapacityTest::anywhere);
        restored.observe(more, LearntCapacityTest::anywhere);
        OfHardware one = believed(CODE, 10);
        OfHardware other = restored.belief(new Point(CODE, 10)).next().orElseThrow();
        assertThat(other.trust()).isEqualTo(one.trust());
        assertThat(other.error()).isCloseTo(one.error(), within(1e-3));
        assertThat(tokenMillis(other, CODE, 10)).isCloseTo(tokenMillis(one, CODE, 10), within(1e-2));
    }

    @Test
    void learnsWhatTheCacheHoldsAndHowManyMayRun() {
        learnt.observe(loads(20, CHAT), LearntCapacityTest::anywhere);
        assertThat(believed(CHAT, 40).profile().engine().kvTokens().orElseThrow())
                .isCloseTo(200_000, Percentage.withPercentage(1));
        for (int i = 0; i < 3; i++) {
            learnt.observe(List.of(waiting(engine.next("a", CHAT, 64))), LearntCapacityTest::anywhere);
        }

        assertThat(believed(CHAT, 40).profile().engine().maxSequences()).isEqualTo(64);
    }

    @Test
    void withoutTelemetryOrProfileItAnswersWhatIsUsual() {
        OfHardware belief = believed(CHAT, 40);

        assertThat(belief.trust()).isEqualTo(Trust.PRIOR);
        assertThat(belief.error()).isGreaterThan(0.5);
    }

    @Property(tries = 50)
    void coefficientsStayPositiveAndMoveByABoundedFactor(
            @ForAll @Size(30) List<@DoubleRange(min = 0.2, max = 400) Double> inFlight,
            @ForAll @DoubleRange(min = 0.1, max = 10) double slowness) {
        Stretches strange = new Stretches(Stretches.slower(H100, slowness), 3);
        LearntCapacity some = new LearntCapacity(Priors.NONE);
        List<Double> before = List.of(0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0);
        for (double n : inFlight) {
            some.observe(List.of(strange.next("a", CHAT, n)), LearntCapacityTest::anywhere);
            List<Double> now = some.memory().classes().get(0).engine().answered();
            for (int i = 0; i < now.size(); i++) {
                assertThat(Math.abs(now.get(i) - before.get(i))).isLessThanOrEqualTo(0.15 + 1e-12);
            }
            before = now;
            Performance.StepTime coefficients = (Performance.StepTime)
                    some.belief(CHAT).next().orElseThrow().profile().performance();
            assertThat(coefficients.base()).isPositive().isFinite();
            assertThat(coefficients.perPrefillToken()).isPositive().isFinite();
        }
    }

    /** Nobody knows where a replica runs. */
    private static Optional<String> anywhere(String replica) {
        return Optional.empty();
    }

    private void see(TrafficShape shape, double inFlight) {
        learnt.observe(List.of(engine.next("a", shape, inFlight)), LearntCapacityTest::anywhere);
    }

    private List<ReplicaLoad> loads(int count, TrafficShape shape) {
        List<ReplicaLoad> loads = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            loads.add(engine.next("a", shape, engine.between(10, 50)));
        }
        return loads;
    }

    private OfHardware believed(TrafficShape shape, double inFlight) {
        return learnt.belief(new Point(shape, inFlight)).next().orElseThrow();
    }

    private LearntCapacity.Quality quality(TrafficShape shape, double inFlight) {
        return learnt.qualityOf(Optional.empty(), shape, inFlight).orElseThrow();
    }

    private static double tokenMillis(OfHardware belief, TrafficShape shape, double inFlight) {
        return new Stretches((Performance.StepTime) belief.profile().performance(), 0).tokenMillis(shape, inFlight);
    }

    private static ReplicaLoad slowed(ReplicaLoad load, double factor) {
        return new ReplicaLoad(
                load.replica(),
                load.interval(),
                load.requests(),
                new ReplicaLoad.Latency(
                        OptionalDouble.of(
                                factor * load.latency().timeToFirstToken().orElseThrow()),
                        OptionalDouble.of(
                                factor * load.latency().interTokenLatency().orElseThrow())),
                load.occupancy());
    }

    private static ReplicaLoad waiting(ReplicaLoad load) {
        ReplicaLoad.Occupancy full = new ReplicaLoad.Occupancy(
                load.occupancy().running(),
                OptionalDouble.of(5),
                load.occupancy().kvUsage());
        return new ReplicaLoad(load.replica(), load.interval(), load.requests(), load.latency(), full);
    }

    private static ServingProfile profile(Performance performance) {
        return new ServingProfile(
                new DocumentName("llm", "profile"),
                "h100",
                1,
                new ServingProfile.EngineLimits(1, 128, OptionalLong.of(400_000), 2048),
                performance);
    }
}
