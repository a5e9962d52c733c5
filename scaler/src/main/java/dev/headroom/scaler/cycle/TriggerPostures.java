// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.cycle;

import dev.headroom.scaler.slo.Posture;
import dev.headroom.scaler.slo.SloPolicy;
import dev.headroom.telemetry.ScaleTarget;
import dev.headroom.telemetry.WorkloadKey;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Postures that triggers ask for instead of their policies' own, as the ScaledObjects in the cluster state them. A call never sets
 * a posture: any client can make a call, and its name may be made up.
 */
@FunctionalInterface
public interface TriggerPostures {
    /** Without a cluster the policy alone decides. */
    TriggerPostures NONE = (workload, target) -> List.of();

    /**
     * The postures that the ScaledObjects ask for.
     *
     * @param workload the policy that they name
     * @param target the target that they scale, where they name no policy
     * @return one entry per trigger, empty where the trigger leaves the posture to the policy
     */
    List<Optional<Posture>> of(WorkloadKey workload, Optional<ScaleTarget> target);

    /** The policy with the safest posture of its triggers, where a trigger without one asks for the policy's own. */
    default SloPolicy applyTo(WorkloadKey workload, SloPolicy policy) {
        Posture own = policy.terms().posture();
        Posture safest = of(workload, policy.workload().scaleTarget()).stream()
                .map(posture -> posture.orElse(own))
                .max(Comparator.naturalOrder())
                .orElse(own);
        return safest == own ? policy : policy.withPosture(safest);
    }
}
