// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.plan;

import dev.headroom.scaler.budget.BudgetStanding;
import dev.headroom.scaler.forecast.Demand;
import dev.headroom.scaler.slo.SloPolicy;
import dev.headroom.scaler.supply.Supply;
import dev.headroom.telemetry.snapshot.WorkloadSnapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Everything a plan is made of, in plain figures: the same input gives the same plan, wherever and whenever.
 *
 * @param snapshot all knowledge about the workload, and when that was read
 * @param demand current demand; empty while nothing is known
 * @param policy the promise
 * @param capacity estimated capacity of a replica
 * @param supply present and future replicas
 * @param budget where the error budget stands; empty while too little has been observed
 * @param horizon how long a replica that is asked for now takes until it serves; above 0
 * @param knownSince when the workload had its first turn
 * @param previous the plan before this one
 */
public record PlanInput(
        WorkloadSnapshot snapshot,
        Optional<Demand> demand,
        SloPolicy policy,
        CapacityFacts capacity,
        Supply supply,
        Optional<BudgetStanding> budget,
        Duration horizon,
        Instant knownSince,
        Optional<ReplicaPlan> previous) {
    /** Replicas of the scale target, from the cluster; empty when that is not known. */
    OptionalInt currentReplicas() {
        return supply.wanted();
    }
}
