// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.capacity;

import dev.headroom.scaler.slo.Objective;
import dev.headroom.telemetry.Persisted;

/**
 * No number of replicas keeps the objective: even a request that is alone on a replica exceeds it.
 *
 * @param objective the objective
 * @param sentence why, with the best value that can be had
 */
@Persisted("infeasible")
public record Infeasible(Objective objective, String sentence) implements CapacityVerdict {}
