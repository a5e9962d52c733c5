// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.cycle;

import dev.headroom.scaler.capacity.ProfileSource;
import dev.headroom.scaler.history.Histories;
import dev.headroom.scaler.supply.ReplicaSight;
import dev.headroom.scaler.supply.StuckListener;
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
 */
public record Sights(
        Snapshots snapshots,
        Histories histories,
        ProfileSource profiles,
        CurrentReplicas currentReplicas,
        ReplicaSight replicas,
        StuckListener stuck) {}
