// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.kafka;

import dev.headroom.scaler.plan.ReplicaPlan;
import java.time.Instant;

/**
 * A plan as it is shared.
 *
 * @param plan the plan
 * @param knownSince when the workload had its first turn
 * @param policyHash fingerprint of the policy it was made under
 */
record NotedPlan(ReplicaPlan plan, Instant knownSince, String policyHash) {}
