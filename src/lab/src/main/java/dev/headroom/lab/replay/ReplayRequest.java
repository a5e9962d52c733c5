// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.replay;

import dev.headroom.lab.bound.Effort;
import dev.headroom.lab.engine.EngineModel;
import dev.headroom.lab.fleet.LeadTimeProfile;
import dev.headroom.lab.fleet.Routing;
import dev.headroom.lab.policy.PolicyVariant;
import dev.headroom.scaler.slo.SloPolicy;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * All that a replay needs, read and checked.
 *
 * @param traffic what comes
 * @param policy the promise
 * @param engine the truth
 * @param around the engines
 * @param contenders first the policy itself, then whatever runs beside it
 * @param effort of the search for the bound; empty leaves it out
 * @param seed of all chance
 */
record ReplayRequest(
        ReplayedTraffic traffic,
        SloPolicy policy,
        EngineModel engine,
        Around around,
        List<PolicyVariant> contenders,
        Optional<Effort> effort,
        long seed) {
    ReplayRequest {
        contenders = List.copyOf(contenders);
    }

    /**
     * What stands around engines.
     *
     * @param leadTime of new pods
     * @param routing in front of them
     * @param startReplicas empty takes what the first minutes need
     */
    record Around(LeadTimeProfile leadTime, Routing routing, OptionalInt startReplicas) {}
}
