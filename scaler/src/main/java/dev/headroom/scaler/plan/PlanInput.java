// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.plan;

import dev.headroom.scaler.capacity.CapacityModel;
import dev.headroom.scaler.capacity.ServingProfile;
import dev.headroom.scaler.forecast.Demand;
import dev.headroom.scaler.slo.SloPolicy;
import dev.headroom.telemetry.snapshot.WorkloadSnapshot;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Everything a plan is made of.
 *
 * @param snapshot what is known of the workload, and when that was read
 * @param demand what will be asked; empty while nothing is known
 * @param policy the promise
 * @param profile what a replica is; empty when the policy names none or it does not exist
 * @param capacity what a replica can carry; present exactly when {@code profile} is
 * @param currentReplicas replicas of the scale target, from the cluster; empty when that is not known
 * @param knownSince when the workload had its first turn
 * @param previous the plan before this one
 */
public record PlanInput(
        WorkloadSnapshot snapshot,
        Optional<Demand> demand,
        SloPolicy policy,
        Optional<ServingProfile> profile,
        Optional<CapacityModel> capacity,
        OptionalInt currentReplicas,
        Instant knownSince,
        Optional<ReplicaPlan> previous) {}
