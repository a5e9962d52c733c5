// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.cycle;

import static dev.headroom.scaler.cycle.CycleFixture.NOW;
import static dev.headroom.scaler.cycle.CycleFixture.policy;
import static dev.headroom.scaler.cycle.CycleFixture.snapshot;
import static dev.headroom.scaler.cycle.CycleFixture.workload;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.scaler.history.Histories;
import dev.headroom.scaler.ownership.LeaderRole;
import dev.headroom.scaler.plan.Answer;
import dev.headroom.scaler.plan.PlanSettings;
import dev.headroom.scaler.plan.Planner;
import dev.headroom.scaler.plan.Reason;
import dev.headroom.scaler.plan.ReasonCode;
import dev.headroom.scaler.plan.ReplicaPlan;
import dev.headroom.scaler.slo.PolicyStatus;
import dev.headroom.scaler.slo.SloPolicy;
import dev.headroom.scaler.supply.ReplicaSource;
import dev.headroom.scaler.supply.StuckListener;
import dev.headroom.telemetry.WorkloadKey;
import dev.headroom.telemetry.snapshot.ArrivalRate;
import dev.headroom.telemetry.snapshot.Snapshots;
import dev.headroom.telemetry.snapshot.WorkloadSnapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class PlanningRoundTest {
    private final Rates rates = new Rates();
    private final CycleFixture.Policies policies = new CycleFixture.Policies();
    private final LatestPlans board = new LatestPlans();
    private final PlanningCycle cycle = new PlanningCycle(
            new PlanningInputs(
                    rates,
                    new Histories(),
                    new CycleFixture.OneProfile(),
                    target -> OptionalInt.of(1),
                    ReplicaSource.UNKNOWN,
                    StuckListener.NOBODY),
            new LearnedStates(Duration.ofMinutes(2), new SavedStates()),
            new Planner(PlanSettings.DEFAULTS),
            board);
    private final PlanningRound round = new PlanningRound(policies, cycle, board, TriggerPostures.NONE);

    /** A round of a thousand takes long; who is woken meanwhile is planned between two turns, and nobody is asked anew who plans. */
    @Test
    void plansWhoIsWokenBetweenTwoTurnsOfARound() {
        policies.with(policy("first"), policy("last"));
        rates.perSecond.put(workload("first"), 20.0);
        rates.perSecond.put(workload("last"), 20.0);
        List<String> seen = new ArrayList<>();
        PlanOutlet outlet = new PlanOutlet() {
            @Override
            public LeaderRole duty() {
                seen.add("duty");
                return LeaderRole.KEEP;
            }

            @Override
            public TurnOutcome.Planned take(ReplicaPlan plan, SloPolicy policy) {
                seen.add(plan.workload().name());
                return board.put(plan);
            }

            @Override
            public void keepOnly(Set<WorkloadKey> workloads) {
                seen.add("over");
            }
        };
        AtomicReference<Runnable> meanwhile = new AtomicReference<>(() -> {});
        PlanningRound thousand = new PlanningRound(
                policies,
                cycle,
                outlet,
                TriggerPostures.NONE,
                () -> meanwhile.getAndSet(() -> {}).run());
        meanwhile.set(() -> assertThat(thousand.wake(workload("last"), NOW)).isPresent());

        var unused = thousand.at(NOW);

        assertThat(seen).containsExactly("duty", "first", "last", "last", "over");
    }

    @Test
    void saysThatAPolicyNamesAProfileThatIsNotThere() {
        SloPolicy known = policy("chat");
        policies.with(new SloPolicy(
                known.name(),
                known.workload(),
                known.objectives(),
                known.concurrencyPerReplica(),
                Optional.of("h1000"),
                known.replicas(),
                known.terms()));
        rates.perSecond.put(workload("chat"), 20.0);

        round.at(NOW);

        assertThat(board.latest(workload("chat")).orElseThrow().reasons())
                .filteredOn(reason -> reason.code() == ReasonCode.PROFILE_ABSENT)
                .extracting(Reason::sentence)
                .containsExactly("the policy names profile h1000, which does not exist in namespace llm");
    }

    @Test
    void turnsASnapshotIntoAPlanOnTheBoard() {
        policies.with(policy("chat"));
        rates.perSecond.put(workload("chat"), 20.0);

        List<TurnOutcome> outcomes = round.at(NOW);

        // Of the 11.53 requests/s that the profile says 0.8 are believed, 9.22; 20 and the rise, 23, need 2.5. Pods
        // cannot be seen.
        ReplicaPlan plan = board.latest(workload("chat")).orElseThrow();
        assertThat(plan.answer()).isEqualTo(new Answer.Replicas(3));
        assertThat(plan.madeAt()).isEqualTo(NOW);
        assertThat(outcomes).hasSize(1);
    }

    @Test
    void holdsWhatWasNeededAMomentAgo() {
        policies.with(policy("chat"));
        rates.perSecond.put(workload("chat"), 20.0);
        round.at(NOW);
        rates.perSecond.put(workload("chat"), 50.0);
        round.at(NOW.plus(ArrivalRate.NEWEST));
        rates.perSecond.put(workload("chat"), 20.0);

        round.at(NOW.plus(ArrivalRate.NEWEST.multipliedBy(2)));

        // At 9.22 each 50 and the rise, 57.5, need 6.2.
        ReplicaPlan plan = board.latest(workload("chat")).orElseThrow();
        assertThat(plan.desired()).isEqualTo(7);
        assertThat(plan.because()).contains("held at 7 until ");
    }

    @Test
    void endsOnlyTheTurnOfTheWorkloadWhoseStepThrows() {
        policies.with(policy("broken"), policy("chat"));
        rates.perSecond.put(workload("chat"), 20.0);

        List<TurnOutcome> outcomes = round.at(NOW);

        assertThat(outcomes.get(0)).isInstanceOfSatisfying(TurnOutcome.Failed.class, failed -> {
            assertThat(failed.workload()).isEqualTo(workload("broken"));
            assertThat(failed.cause()).hasMessage("no rate for llm/broken");
        });
        assertThat(board.latest(workload("chat"))).isPresent();
    }

    @Test
    void keepsThePlanBeforeWhenAStepThrows() {
        policies.with(policy("chat"));
        rates.perSecond.put(workload("chat"), 20.0);
        round.at(NOW);
        rates.perSecond.clear();

        round.at(NOW.plusSeconds(5));

        assertThat(board.latest(workload("chat")).orElseThrow().madeAt()).isEqualTo(NOW);
    }

    @Test
    void forgetsThePlanOfAPolicyThatIsGone() {
        policies.with(policy("chat"));
        rates.perSecond.put(workload("chat"), 20.0);
        round.at(NOW);
        policies.statuses.clear();

        round.at(NOW.plusSeconds(5));

        assertThat(board.all()).isEmpty();
    }

    @Test
    void keepsThePlanOfAPolicyThatIsBrokenSinceTheStart() {
        policies.with(policy("chat"));
        rates.perSecond.put(workload("chat"), 20.0);
        round.at(NOW);
        policies.statuses.set(
                0, new PolicyStatus(policy("chat").name(), Optional.empty(), Optional.of("replicas must be a map")));

        assertThat(round.at(NOW.plusSeconds(5))).isEmpty();
        assertThat(board.latest(workload("chat"))).isPresent();
    }

    @Test
    void tellsWhetherAPlanSaysAnythingNew() {
        policies.with(policy("chat"));
        rates.perSecond.put(workload("chat"), 20.0);

        boolean first = changed(round.at(NOW));
        boolean second = changed(round.at(NOW.plusSeconds(5)));
        rates.perSecond.put(workload("chat"), 90.0);
        boolean third = changed(round.at(NOW.plus(ArrivalRate.NEWEST)));

        assertThat(List.of(first, second, third)).containsExactly(true, false, true);
    }

    @Test
    void makesNoPlanWhileAnotherReplicaPlans() {
        policies.with(policy("chat"));
        rates.perSecond.put(workload("chat"), 20.0);
        PlanOutlet following = new PlanOutlet() {
            @Override
            public LeaderRole duty() {
                return LeaderRole.FOLLOW;
            }

            @Override
            public TurnOutcome.Planned take(ReplicaPlan plan, SloPolicy policy) {
                throw new AssertionError("a plan was made: " + plan);
            }

            @Override
            public void keepOnly(Set<WorkloadKey> workloads) {
                throw new AssertionError("plans of others were touched");
            }
        };

        assertThat(new PlanningRound(policies, cycle, following, TriggerPostures.NONE).at(NOW))
                .isEmpty();
    }

    /** Of one rise, one replica of the service has read more than the other; before, they answered 7 and 3, and KEDA asks them in turn. */
    @Test
    void answersTheLastSharedPlanWhileThePlansAreOutOfReach() {
        policies.with(policy("chat"));
        rates.perSecond.put(workload("chat"), 20.0);
        round.at(NOW);
        PlanOutlet lost = new PlanOutlet() {
            @Override
            public LeaderRole duty() {
                return LeaderRole.HOLD;
            }

            @Override
            public Optional<Duration> unreachableFor() {
                return Optional.of(Duration.ofSeconds(6));
            }

            @Override
            public TurnOutcome.Planned take(ReplicaPlan plan, SloPolicy policy) {
                return board.put(plan);
            }

            @Override
            public void keepOnly(Set<WorkloadKey> workloads) {
                board.keepOnly(workloads);
            }
        };
        rates.perSecond.put(workload("chat"), 50.0);

        new PlanningRound(policies, cycle, lost, TriggerPostures.NONE).at(NOW.plus(ArrivalRate.NEWEST));
        ReplicaPlan held = board.latest(workload("chat")).orElseThrow();
        round.at(NOW.plus(ArrivalRate.NEWEST.multipliedBy(2)));

        assertThat(held.desired()).isEqualTo(3);
        assertThat(held.because()).startsWith("the shared plans have been unreachable for 6 s");
        assertThat(board.latest(workload("chat")).orElseThrow().desired())
                .as("back, or alone")
                .isEqualTo(7);
    }

    private static boolean changed(List<TurnOutcome> outcomes) {
        return outcomes.get(0).fold(TurnOutcome.Planned::changed, failed -> false);
    }

    /** Snapshots by rate; a workload without one throws. */
    private static final class Rates implements Snapshots {
        private final Map<WorkloadKey, Double> perSecond = new HashMap<>();

        @Override
        public WorkloadSnapshot readAt(WorkloadKey workload, Instant now) {
            Double rate = perSecond.get(workload);
            if (rate == null) {
                throw new IllegalStateException("no rate for " + workload);
            }
            WorkloadSnapshot snapshot = snapshot(workload, rate);
            return new WorkloadSnapshot(
                    workload,
                    now,
                    snapshot.state(),
                    Optional.of(new ArrivalRate(rate, Math.round(rate * 10), now.minusSeconds(10), now)),
                    snapshot.arrivalsBefore(),
                    snapshot.now(),
                    snapshot.recent(),
                    snapshot.servers(),
                    snapshot.unfinished());
        }
    }
}
