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
 * The inputs of a turn.
 *
 * @param snapshots telemetry
 * @param histories earlier days
 * @param profiles figures that people measured
 * @param currentReplicas replicas of the scale target
 * @param replicas its pods and their nodes
 * @param stuck called with starts that are stuck
 * @param surroundings limits of the cluster and of KEDA
 * @param profileListener called with profiles that differ from the running servers
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
    /** Without a listener for profiles that differ from the running servers. */
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
