// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.cycle;

import static dev.headroom.scaler.cycle.CycleFixture.NOW;
import static dev.headroom.scaler.cycle.CycleFixture.policy;
import static dev.headroom.scaler.cycle.CycleFixture.snapshot;
import static dev.headroom.scaler.cycle.CycleFixture.workload;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.scaler.history.Histories;
import dev.headroom.scaler.plan.PlanSettings;
import dev.headroom.scaler.plan.Planner;
import dev.headroom.scaler.plan.Reason;
import dev.headroom.scaler.plan.ReasonCode;
import dev.headroom.scaler.plan.ReplicaPlan;
import dev.headroom.scaler.slo.SloPolicy;
import dev.headroom.scaler.supply.StuckListener;
import dev.headroom.scaler.supply.Surroundings.Pause;
import dev.headroom.scaler.supply.Surroundings.Room;
import dev.headroom.scaler.supply.Surroundings.Scaling;
import dev.headroom.scaler.supply.SurroundingsSource;
import dev.headroom.telemetry.ScaleTarget;
import dev.headroom.telemetry.WorkloadKey;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** What surrounds a workload is looked at in its turn. */
class SurroundingsTest {
    private static final ScaleTarget SCALED = new ScaleTarget("llm", "Deployment", "scaled-by-keda");

    private final Cluster cluster = new Cluster();
    private final PlanningCycle cycle = new PlanningCycle(
            new PlanningInputs(
                    (workload, now) -> snapshot(workload, 20),
                    new Histories(),
                    new CycleFixture.OneProfile(),
                    target -> target.equals(SCALED) ? OptionalInt.of(1) : OptionalInt.empty(),
                    target -> target.equals(SCALED) ? Optional.of(List.of()) : Optional.empty(),
                    StuckListener.NOBODY,
                    cluster),
            new LearnedStates(Duration.ofMinutes(2), new SavedStates()),
            new Planner(PlanSettings.DEFAULTS),
            new LatestPlans());

    @Test
    void theScaleTargetIsTheScaledObjectsWhereThePolicyNamesNone() {
        cluster.room = Optional.of(new Room(1, List.of("gpu"), "nvidia.com/gpu", 1));

        ReplicaPlan plan = cycle.turn(workload("chat"), withoutTarget(policy("chat")), NOW);

        assertThat(plan.desired())
                .as("held where the ScaledObject's target has room")
                .isEqualTo(1);
        assertThat(plan.reasons()).extracting(Reason::code).contains(ReasonCode.CLUSTER_ROOM);
    }

    @Test
    void aPauseIsSaid() {
        cluster.pause = Optional.of(new Pause(true, "autoscaling.keda.sh/paused: \"true\""));

        assertThat(cycle.turn(workload("chat"), policy("chat"), NOW).because()).contains("KEDA changes nothing");
    }

    private static SloPolicy withoutTarget(SloPolicy policy) {
        return new SloPolicy(
                policy.name(),
                new SloPolicy.WorkloadSelector(policy.workload().models(), Optional.empty()),
                policy.objectives(),
                policy.concurrencyPerReplica(),
                policy.profile(),
                policy.replicas(),
                policy.terms());
    }

    private static final class Cluster implements SurroundingsSource {
        private Optional<Room> room = Optional.empty();
        private Optional<Pause> pause = Optional.empty();

        @Override
        public Optional<Room> roomFor(ScaleTarget target) {
            return target.equals(SCALED) ? room : Optional.empty();
        }

        @Override
        public Optional<Scaling> scalingOf(WorkloadKey workload, Optional<ScaleTarget> target) {
            return Optional.of(new Scaling(
                    "chat",
                    target.or(() -> Optional.of(SCALED)),
                    0,
                    100,
                    pause,
                    OptionalDouble.empty(),
                    OptionalDouble.empty()));
        }
    }
}
