// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.attribute;

import dev.headroom.telemetry.ScaleTarget;
import dev.headroom.telemetry.WorkloadKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Claims by target and model. */
final class ClaimIndex {
    /** A model in the namespace of its claimants. */
    record ModelIn(String namespace, String model) {}

    private final Map<ScaleTarget, List<WorkloadClaim>> byTarget = new HashMap<>();
    private final Map<ModelIn, List<WorkloadClaim>> byModel = new HashMap<>();

    ClaimIndex(Collection<WorkloadClaim> claims) {
        for (WorkloadClaim claim : claims) {
            claim.target()
                    .ifPresent(target -> byTarget.computeIfAbsent(target, absent -> new ArrayList<>())
                            .add(claim));
            String namespace = claim.workload().namespace();
            for (String model : claim.models()) {
                byModel.computeIfAbsent(new ModelIn(namespace, model), absent -> new ArrayList<>())
                        .add(claim);
            }
        }
    }

    List<WorkloadClaim> claiming(ScaleTarget target) {
        return byTarget.getOrDefault(target, List.of());
    }

    List<WorkloadClaim> claiming(ModelIn model) {
        return byModel.getOrDefault(model, List.of());
    }

    /** The claimants of a model, in the order of their names. */
    List<WorkloadKey> claimants(ModelIn model) {
        return claiming(model).stream().map(WorkloadClaim::workload).sorted().toList();
    }
}
