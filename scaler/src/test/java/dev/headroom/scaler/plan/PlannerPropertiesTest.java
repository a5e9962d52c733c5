// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.plan;

import static dev.headroom.scaler.plan.PlanFixture.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.telemetry.snapshot.TelemetryState;
import java.time.Duration;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;

/** What holds for every plan. */
class PlannerPropertiesTest {
    private static final int UNKNOWN = -1;
    private static final double MOST_DEMAND = 400;

    /** A workload in any state; a negative count is an unknown one. */
    record LeadershipStatus(
            TelemetryState state,
            double demand,
            int previous,
            int running,
            int min,
            int max,
            double endToEnd,
            Shape shape) {
        PlanFixture fixture() {
            return fixture(demand);
        }

        PlanFixture fixture(double requestsPerSecond) {
            PlanFixture fixture = PlanFixture.aWorkload()
                    .in(state)
                    .between(min, max)
                    .promisingE2e(5_000)
                    .measuringE2e(endToEnd)
                    .receiving(requestsPerSecond, Math.sqrt(requestsPerSecond));
            if (shape.carried() > 0) {
                fixture.carrying(shape.carried());
            } else {
                fixture.withoutCapacity();
            }
            if (shape.held() > 0) {
                fixture.needed(shape.held(), Duration.ofMinutes(5));
            }
            if (shape.broken()) {
                fixture.breaking(Duration.ofMinutes(1), 8);
            }
            if (shape.perReplica() > 0) {
                fixture.atMostInFlight(shape.perReplica());
            }
            if (shape.holding()) {
                fixture.holdingWhenDark();
            }
            if (previous != UNKNOWN) {
                fixture.plannedBefore(previous);
            }
            return running == UNKNOWN ? fixture : fixture.running(running);
        }
    }

    /** What the policy asks, and what is known of a replica; 0 where nothing is. */
    record Shape(double carried, double held, boolean broken, int perReplica, boolean holding) {}

    @Property(tries = 500)
    void moreDemandNeverMeansFewerReplicas(
            @ForAll("situations") LeadershipStatus situation, @ForAll @DoubleRange(max = MOST_DEMAND) double more) {
        // No demand at all is another matter in state idle: then the servers are known to rest.
        Assume.that(situation.demand() > 0);

        int less = situation.fixture().plan().desired();
        int most = situation.fixture(situation.demand() + more).plan().desired();

        assertThat(most).isGreaterThanOrEqualTo(less);
    }

    @Property(tries = 500)
    void moreCapacityNeverMeansMoreReplicas(
            @ForAll("situations") LeadershipStatus situation, @ForAll @DoubleRange(max = 100) double more) {
        Assume.that(situation.shape().carried() > 0);

        int most = situation.fixture().plan().desired();
        int less = situation
                .fixture()
                .carrying(situation.shape().carried() + more)
                .plan()
                .desired();

        assertThat(less).isLessThanOrEqualTo(most);
    }

    @Property(tries = 500)
    void noFigureHoweverLargeOrSmallThrowsOrMakesUpAZero(
            @ForAll("situations") LeadershipStatus situation,
            @ForAll("extremes") double demand,
            @ForAll("extremes") double carried) {
        PlanFixture fixture = situation.fixture(demand);
        if (carried > 0) {
            fixture.carrying(carried);
        }

        ReplicaPlan plan = fixture.plan();

        assertThat(plan.desired()).isBetween(situation.min(), situation.max());
        boolean planned = situation.state() instanceof TelemetryState.Fresh;
        assertThat(!planned || plan.desired() >= 1).isTrue();
    }

    @Property(tries = 500)
    void everySentenceHasAtMost25Words(@ForAll("situations") LeadershipStatus situation) {
        ReplicaPlan plan = situation.fixture().plan();

        assertThat(plan.reasons())
                .allSatisfy(reason -> assertThat(reason.sentence().split("\\s+").length)
                        .as(reason.sentence())
                        .isLessThanOrEqualTo(25));
    }

    @Provide
    Arbitrary<Double> extremes() {
        return Arbitraries.of(0.0, Double.MIN_NORMAL, 1e-9, 1.0, 1e9, 1e300);
    }

    @Property(tries = 500)
    void aPlanIsWithinTheLimits(@ForAll("situations") LeadershipStatus situation) {
        ReplicaPlan plan = situation.fixture().plan();

        assertThat(plan.desired()).isBetween(situation.min(), situation.max());
    }

    @Property(tries = 500)
    void aZeroIsNeverMadeUp(@ForAll("situations") LeadershipStatus situation) {
        boolean mayBeZero = situation.state() instanceof TelemetryState.Idle
                || situation.state() instanceof TelemetryState.New
                || situation.previous() == 0
                || situation.running() == 0;

        ReplicaPlan plan = situation.fixture().plan();

        assertThat(mayBeZero || plan.desired() >= 1).isTrue();
    }

    @Property(tries = 200)
    void equalInputsGiveEqualPlans(@ForAll("situations") LeadershipStatus situation) {
        Planner planner = new Planner(PlanSettings.DEFAULTS);
        PlanInput input = situation.fixture().input();

        assertThat(planner.plan(input)).isEqualTo(planner.plan(input));
    }

    @Property(tries = 500)
    void onlyFreshTelemetryTakesReplicasAway(@ForAll("situations") LeadershipStatus situation) {
        boolean mayFall = situation.state() instanceof TelemetryState.Fresh
                || situation.state() instanceof TelemetryState.Idle
                || situation.state() instanceof TelemetryState.Unobservable
                || situation.previous() == UNKNOWN;

        ReplicaPlan plan = situation.fixture().plan();

        // Fewer than before only where the policy's maximum was lowered.
        assertThat(mayFall || plan.desired() >= Math.min(situation.previous(), situation.max()))
                .isTrue();
    }

    @Property(tries = 500)
    void everyPlanSaysWhy(@ForAll("situations") LeadershipStatus situation) {
        ReplicaPlan plan = situation.fixture().plan();

        assertThat(plan.because()).isNotBlank();
        assertThat(plan.reasons().get(plan.reasons().size() - 1).replicas()).isEqualTo(plan.desired());
    }

    @Provide
    Arbitrary<LeadershipStatus> situations() {
        Arbitrary<Integer> counts = Arbitraries.integers().between(UNKNOWN, 60);
        Arbitrary<Shape> shapes = Combinators.combine(
                        Arbitraries.oneOf(
                                Arbitraries.just(0.0), Arbitraries.doubles().between(0.1, 100)),
                        Arbitraries.oneOf(
                                Arbitraries.just(0.0), Arbitraries.doubles().between(0.1, 60)),
                        Arbitraries.of(true, false),
                        Arbitraries.integers().between(0, 200),
                        Arbitraries.of(true, false))
                .as(Shape::new);
        Arbitrary<int[]> limits = Combinators.combine(
                        Arbitraries.integers().between(0, 5),
                        Arbitraries.integers().between(5, 60))
                .as((min, max) -> new int[] {min, max});
        return Combinators.combine(
                        states(),
                        Arbitraries.doubles().between(0, MOST_DEMAND),
                        counts,
                        counts,
                        limits,
                        Arbitraries.doubles().between(0.1, 20),
                        shapes)
                .as((state, demand, previous, running, limit, endToEnd, shape) ->
                        new LeadershipStatus(state, demand, previous, running, limit[0], limit[1], endToEnd, shape));
    }

    private static Arbitrary<TelemetryState> states() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, 5),
                        Arbitraries.integers().between(0, 1_000))
                .as((kind, seconds) -> switch (kind) {
                    case 0 -> new TelemetryState.Fresh("test", NOW.minusSeconds(seconds));
                    case 1 -> new TelemetryState.Idle("test", NOW.minusSeconds(seconds));
                    case 2 -> new TelemetryState.Unobservable("test", NOW.minusSeconds(seconds));
                    case 3 -> new TelemetryState.Lagging("test", NOW.minusSeconds(seconds));
                    case 4 -> new TelemetryState.Dark("test", NOW.minusSeconds(seconds));
                    default -> new TelemetryState.New("test", NOW.minusSeconds(seconds));
                });
    }
}
