// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.cycle;

import dev.headroom.scaler.capacity.ProfileListener;
import dev.headroom.scaler.capacity.ProfileSource;
import dev.headroom.scaler.history.Histories;
import dev.headroom.scaler.supply.ReplicaSource;
import dev.headroom.scaler.supply.StuckListener;
import dev.headroom.scaler.supply.SurroundingsSource;
import dev.headroom.telemetry.snapshot.Snapshots;

/**
 * Where a turn looks.
 *
 * @param snapshots at telemetry
 * @param histories at earlier days
 * @param profiles at what people measured
 * @param currentReplicas at the scale target
 * @param replicas at its pods and their nodes
 * @param stuck told of starts that are stuck
 * @param surroundings at what the cluster allows and was told
 * @param profileListener told of profiles that differ from what runs
 */
public record PlanningInputs(
        Snapshots snapshots,
        Histories histories,
        ProfileSource profiles,
        CurrentReplicas currentReplicas,
        ReplicaSource replicas,
        StuckListener stuck,
        SurroundingsSource surroundings,
        ProfileListener profileListener) {
    /** Where nobody is told of profiles that differ from what runs. */
    public PlanningInputs(
            Snapshots snapshots,
            Histories histories,
            ProfileSource profiles,
            CurrentReplicas currentReplicas,
            ReplicaSource replicas,
            StuckListener stuck,
            SurroundingsSource surroundings) {
        this(snapshots, histories, profiles, currentReplicas, replicas, stuck, surroundings, ProfileListener.NOBODY);
    }

    /** Where nothing is seen around the replicas. */
    public PlanningInputs(
            Snapshots snapshots,
            Histories histories,
            ProfileSource profiles,
            CurrentReplicas currentReplicas,
            ReplicaSource replicas,
            StuckListener stuck) {
        this(snapshots, histories, profiles, currentReplicas, replicas, stuck, SurroundingsSource.UNKNOWN);
    }
}
