// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.headroom.scaler.slo.SloPolicy;
import dev.headroom.scaler.slo.SloSource;
import dev.headroom.scaler.supply.Surroundings;
import dev.headroom.scaler.supply.Surroundings.Pause;
import dev.headroom.scaler.supply.Surroundings.Scaling;
import dev.headroom.scaler.supply.SurroundingsSource;
import dev.headroom.telemetry.ScaleTarget;
import dev.headroom.telemetry.WorkloadKey;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The objects that a workload is about, as JSON. Invisible ones are left out.
 *
 * @param policy place of its policy
 * @param mode of its policy: {@code enforce} or {@code advise}
 * @param profile name of its serving profile
 * @param target kind and name of what is scaled
 * @param scaledObject the ScaledObject that asks for it
 * @param nodePools the room of the NodePools, in a sentence
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ObjectsView(
        String policy,
        @Nullable String mode,
        @Nullable String profile,
        @Nullable String target,
        @Nullable ScaledObjectView scaledObject,
        @Nullable String nodePools) {
    static ObjectsView of(WorkloadKey workload, SloSource policies, SurroundingsSource surroundings) {
        Optional<SloPolicy> policy = policies.policyInForce(workload);
        Optional<ScaleTarget> named = policy.flatMap(known -> known.workload().scaleTarget());
        Optional<Scaling> scaling = surroundings.scalingOf(workload, named);
        Optional<ScaleTarget> target = surroundings.targetOf(workload, named);
        return new ObjectsView(
                switch (policies.place()) {
                    case CONFIG_MAPS -> "ConfigMap " + workload.name();
                    case FILES -> "slo-policies/" + workload + ".yaml";
                },
                policy.map(known -> known.terms().mode().name().toLowerCase(Locale.ROOT))
                        .orElse(null),
                policy.flatMap(SloPolicy::profile).orElse(null),
                target.map(known -> known.kind() + " " + known.name()).orElse(null),
                scaling.map(ScaledObjectView::of).orElse(null),
                target.flatMap(surroundings::roomFor)
                        .map(Surroundings.Room::sentence)
                        .orElse(null));
    }

    /**
     * A ScaledObject.
     *
     * @param pausedBy the annotation that pauses it
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record ScaledObjectView(
            String name, int min, int max, @Nullable String pausedBy) {
        static ScaledObjectView of(Scaling scaling) {
            return new ScaledObjectView(
                    scaling.scaledObject(),
                    scaling.min(),
                    scaling.max(),
                    scaling.pause().map(Pause::annotation).orElse(null));
        }
    }
}
