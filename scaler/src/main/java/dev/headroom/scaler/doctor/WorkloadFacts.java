// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.doctor;

import dev.headroom.scaler.plan.ReplicaPlan;
import dev.headroom.scaler.slo.SloPolicy;
import dev.headroom.scaler.supply.Surroundings.Room;
import dev.headroom.scaler.supply.Surroundings.Scaling;
import dev.headroom.telemetry.ScaleTarget;
import dev.headroom.telemetry.WorkloadKey;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Known facts of a workload.
 *
 * @param policy in force
 * @param plan the latest; empty before the first
 * @param ready Ready replicas; empty where pods cannot be seen
 * @param scaling KEDA's settings; empty where no ScaledObject is seen
 * @param room most replicas that can ever run; empty where that is not certain
 * @param difference the difference from the policy of the replica that plans, in a sentence; empty where they agree
 */
public record WorkloadFacts(
        SloPolicy policy,
        Optional<ReplicaPlan> plan,
        OptionalInt ready,
        Optional<Scaling> scaling,
        Optional<Room> room,
        Optional<String> difference) {
    /** Its name. */
    WorkloadKey workload() {
        return new WorkloadKey(policy.name().namespace(), policy.name().name());
    }

    /** As the policy names it, else as the ScaledObject does. */
    Optional<ScaleTarget> target() {
        return policy.workload().scaleTarget().or(() -> scaling.flatMap(Scaling::target));
    }
}
