// SPDX-License-Identifier: Apache-2.0
/**
 * Capacity of a replica, learned from the replicas' own history. In: {@link dev.headroom.telemetry.snapshot.ReplicaLoad} and a prior. Out:
 * coefficients for {@link dev.headroom.scaler.capacity.CapacityBelief}, with their quality. Never: clocks, demand, the number of replicas.
 */
@NullMarked
package dev.headroom.scaler.learn;

import org.jspecify.annotations.NullMarked;
