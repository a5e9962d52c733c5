// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.cycle;

import static dev.headroom.scaler.cycle.CycleFixture.NOW;
import static dev.headroom.scaler.cycle.CycleFixture.policy;
import static dev.headroom.scaler.cycle.CycleFixture.workload;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.headroom.scaler.capacity.BoundedProfile;
import dev.headroom.scaler.capacity.Infeasible;
import dev.headroom.scaler.capacity.ServingProfile;
import dev.headroom.scaler.forecast.Demand;
import dev.headroom.scaler.forecast.TrafficShape;
import dev.headroom.scaler.learn.CapacityEstimate;
import dev.headroom.scaler.learn.CapacityEstimate.Source;
import dev.headroom.scaler.learn.CapacityLearner;
import dev.headroom.scaler.learn.RollingMaximum.Peak;
import dev.headroom.scaler.plan.CapacityFacts;
import dev.headroom.scaler.slo.Objective;
import dev.headroom.scaler.slo.Signal;
import dev.headroom.scaler.slo.SloPolicy;
import dev.headroom.scaler.supply.StatedLimits;
import dev.headroom.telemetry.WorkloadKey;
import dev.headroom.telemetry.fixture.ReadingFixture;
import dev.headroom.telemetry.snapshot.ArrivalRate;
import dev.headroom.telemetry.snapshot.Reading;
import dev.headroom.telemetry.snapshot.ServerStatus;
import dev.headroom.telemetry.snapshot.Snapshots;
import dev.headroom.telemetry.snapshot.TelemetryState;
import dev.headroom.telemetry.snapshot.UnfinishedRequests;
import dev.headroom.telemetry.snapshot.WorkloadSnapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** Requests of 5,000 tokens in and 500 out take 1,000 tokens of work; the profile's replica carries 11.5 requests/s within 5 s. */
class CapacityKnowledgeTest {
    private static final double WORK = 1000;
    private static final TrafficShape SHAPE = new TrafficShape(5000, 500, TrafficShape.Arrivals.POISSON);

    private final CapacityKnowledge knowledge = new CapacityKnowledge();
    private Instant now = NOW;
    private TelemetryState state = new TelemetryState.Fresh("events arrive", NOW);
    private SloPolicy policy = policy("chat");
    private Optional<ServingProfile> profile = SeenWorkload.PROFILE;
    private Optional<Demand> demand = asked(20);
    private OptionalInt ready = OptionalInt.of(1);
    private ServerStatus.Load load =
            new ServerStatus.Load(OptionalLong.empty(), OptionalLong.empty(), OptionalDouble.empty());
    private double endToEnd = 4;

    @Test
    void nothingIsBelievedBeforeAnythingIsAsked() {
        demand = Optional.empty();

        CapacityFacts facts = look();

        assertThat(facts.believed()).isEmpty();
        assertThat(facts.gpus()).as("the profile says it").hasValue(1);
        assertThat(knowledge.memory()).isEmpty();
    }

    @Test
    void nothingIsBelievedWithoutProfileAndReplicas() {
        profile = Optional.empty();
        ready = OptionalInt.of(0);

        assertThat(look().believed()).isEmpty();
    }

    @Test
    void whatStandsIsBelieved() {
        profile = Optional.empty();
        ready = OptionalInt.of(2);

        CapacityEstimate believed = look().believed().orElseThrow();

        // Two stand ready for 20 requests/s and a rise of 4.
        assertThat(believed.source()).isEqualTo(Source.STANDING);
        assertThat(believed.shown()).isCloseTo((20 + 4) * WORK / 2, within(1e-9));
    }

    @Test
    void aShareOfWhatTheProfileSaysIsBelievedWhereThatIsMore() {
        ready = OptionalInt.of(20);

        CapacityEstimate believed = look().believed().orElseThrow();

        assertThat(believed.source()).isEqualTo(Source.PROFILE);
        assertThat(believed.shown()).isBetween(0.7 * 11.5 * WORK, 0.9 * 11.5 * WORK);
    }

    @Test
    void anotherProfileIsBelievedWhereNothingWasShown() {
        ready = OptionalInt.of(20);
        double before = look().believed().orElseThrow().shown();
        ServingProfile known = profile.orElseThrow();
        profile = Optional.of(new ServingProfile(
                known.name(),
                known.hardware(),
                known.gpus(),
                new ServingProfile.EngineLimits(1, 16, OptionalLong.empty(), 2048),
                known.performance()));

        assertThat(look().believed().orElseThrow().shown()).isLessThan(before / 2);
    }

    @Test
    void aBrokenPromiseIsSeenInThreeLooks() {
        endToEnd = 9;
        assertThat(look().believed().orElseThrow().breach()).isEmpty();
        assertThat(look().believed().orElseThrow().breach()).isEmpty();

        CapacityEstimate believed = look().believed().orElseThrow();

        assertThat(believed.breach()).contains(new CapacityEstimate.Breach(now, false));
        assertThat(believed.workPerSecond()).isLessThanOrEqualTo(1.2 * 20 * WORK);
    }

    @Test
    void looksOnceInFiveSeconds() {
        endToEnd = 9;
        look();
        look();
        for (int second = 0; second < 4; second++) {
            now = now.plusSeconds(1);
            assertThat(turn().believed().orElseThrow().breach()).isEmpty();
        }
    }

    @Test
    void requestsThatWaitOnFullReplicasAreAQueue() {
        load = new ServerStatus.Load(OptionalLong.of(32), OptionalLong.of(25), OptionalDouble.empty());

        look();
        look();
        CapacityEstimate believed = look().believed().orElseThrow();

        assertThat(believed.breach()).contains(new CapacityEstimate.Breach(now, true));
        // A queue whose promise is kept proves that little more is carried than the 20 requests/s that come.
        assertThat(believed.workPerSecond()).isLessThanOrEqualTo(1.2 * 20 * WORK);
    }

    @Test
    void requestsThatWaitForTheFirstReplicaToWakeAreNone() {
        ready = OptionalInt.of(0);
        turn();
        now = now.plusSeconds(30);
        turn();
        ready = OptionalInt.of(1);
        load = new ServerStatus.Load(OptionalLong.of(32), OptionalLong.of(25), OptionalDouble.empty());

        for (int i = 0; i < 10; i++) {
            assertThat(look().believed().orElseThrow().breach()).isEmpty();
        }
    }

    @Test
    void aFewRequestsThatWaitForAMomentAreNone() {
        load = new ServerStatus.Load(OptionalLong.of(32), OptionalLong.of(3), OptionalDouble.empty());

        look();
        look();

        assertThat(look().believed().orElseThrow().breach()).isEmpty();
    }

    @Test
    void learnsNothingFromTelemetryThatIsNotFresh() {
        state = new TelemetryState.Lagging("records wait", NOW);
        endToEnd = 9;

        look();
        look();

        assertThat(look().believed().orElseThrow().breach()).isEmpty();
        assertThat(knowledge.memory().orElseThrow().learner().bins()).isEmpty();
    }

    @Test
    void namesWhatTheProfileSaysThatNoNumberKeepsUntilUsersGotIt() {
        Objective fast = new Objective(Signal.E2E, 95, Duration.ofSeconds(2));
        policy = promising(fast);

        assertThat(look().infeasible()).extracting(Infeasible::objective).containsExactly(fast);

        endToEnd = 1.5;
        look();

        assertThat(look().infeasible())
                .as("the profile never outvotes what users got")
                .isEmpty();
    }

    @Test
    void asksTheProfileAgainWhenThePromiseIsAnother() {
        Objective fast = new Objective(Signal.E2E, 95, Duration.ofSeconds(2));
        Objective faster = new Objective(Signal.E2E, 95, Duration.ofSeconds(1));
        policy = promising(fast);
        look();

        policy = promising(new Objective(Signal.E2E, 95, Duration.ofSeconds(20)));
        assertThat(look().infeasible()).as("what is not promised any more").isEmpty();

        policy = promising(faster);
        assertThat(look().infeasible()).extracting(Infeasible::objective).containsExactly(faster);
    }

    @Test
    void anotherPromiseIsNoOtherReplica() {
        double before = look().believed().orElseThrow().workPerSecond();

        policy = promising(new Objective(Signal.E2E, 95, Duration.ofSeconds(3)));

        assertThat(turn().believed().orElseThrow().workPerSecond()).isEqualTo(before);
    }

    @Test
    void whatNoNumberKeepsIsNoBreach() {
        policy = promising(new Objective(Signal.E2E, 95, Duration.ofSeconds(2)));

        look();
        look();

        assertThat(look().believed().orElseThrow().breach()).isEmpty();
    }

    @Test
    void saysWhatServersStateAndWhatIsHeld() {
        Peak held = new Peak(NOW, 7);

        int said = profile.orElseThrow().engine().maxSequences();
        StatedLimits stated = new StatedLimits(
                OptionalInt.of(32),
                OptionalInt.empty(),
                OptionalInt.empty(),
                OptionalInt.empty(),
                OptionalLong.empty());

        CapacityFacts facts = knowledge.after(asTurn(stated), seen(), Optional.of(held));

        assertThat(facts.differences()).containsExactly("the profile says " + said + " slots, the server runs with 32");
        assertThat(facts.slots()).hasValue(32);
        assertThat(facts.held()).contains(held);
    }

    @Test
    void whoGoesOnFromItsMemoryBelievesTheSame() {
        for (int step = 0; step < 60; step++) {
            look();
        }

        CapacityKnowledge next = new CapacityKnowledge(knowledge.memory().orElseThrow());

        assertThat(next.memory()).isEqualTo(knowledge.memory());
        now = now.plusSeconds(10);
        double one = turn().believed().orElseThrow().shown();
        double other = next.after(asTurn(StatedLimits.UNKNOWN), seen(), Optional.empty())
                .believed()
                .orElseThrow()
                .shown();
        assertThat(other).isCloseTo(one, within(1e-9 * one));
    }

    private CapacityFacts look() {
        now = now.plus(CapacityLearner.EVERY);
        return turn();
    }

    private CapacityFacts turn() {
        return knowledge.after(asTurn(StatedLimits.UNKNOWN), seen(), Optional.empty());
    }

    @Test
    void aCacheThatIsStatedHoldsSoManyRequests() {
        StatedLimits stated = StatedLimits.ofKvTokens(OptionalLong.of(52_500));

        // A request holds 5,000 tokens of prompt and half of its 500: 10 of them fit.
        assertThat(knowledge.after(asTurn(stated), seen(), Optional.empty()).slots())
                .hasValue(10);
    }

    private CapacityKnowledge.Turn asTurn(StatedLimits stated) {
        return new CapacityKnowledge.Turn(
                snapshot(),
                demand,
                policy,
                profile.map(named -> BoundedProfile.of(named, stated)),
                stated,
                ready,
                Duration.ofMinutes(2));
    }

    private WorkloadSnapshot snapshot() {
        return new WorkloadSnapshot(
                workload("chat"),
                now,
                state,
                Optional.of(new ArrivalRate(20, 1200, now.minusSeconds(60), now)),
                Optional.empty(),
                reading(),
                reading(),
                new ServerStatus(
                        1,
                        Optional.of(now),
                        1,
                        load,
                        OptionalLong.empty(),
                        OptionalDouble.empty(),
                        OptionalDouble.empty()),
                UnfinishedRequests.none(now));
    }

    private Snapshots seen() {
        return new Snapshots() {
            @Override
            public WorkloadSnapshot readAt(WorkloadKey workload, Instant at) {
                return snapshot();
            }

            @Override
            public Optional<Reading> endedWithin(WorkloadKey workload, Duration least, int requests, Instant at) {
                return Optional.of(reading());
            }
        };
    }

    private Reading reading() {
        return new ReadingFixture(now, 1200, 0, 5000, 500, endToEnd).reading();
    }

    private SloPolicy promising(Objective objective) {
        return new SloPolicy(
                policy.name(),
                policy.workload(),
                List.of(objective),
                policy.concurrencyPerReplica(),
                policy.profile(),
                policy.replicas(),
                policy.terms());
    }

    private static Optional<Demand> asked(double requestsPerSecond) {
        return Optional.of(new Demand(
                requestsPerSecond,
                requestsPerSecond / 5,
                Demand.RiseSource.LAST_HOURS,
                OptionalDouble.empty(),
                WORK,
                SHAPE,
                Duration.ofMinutes(2)));
    }
}
