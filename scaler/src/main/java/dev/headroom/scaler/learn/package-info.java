// SPDX-License-Identifier: Apache-2.0
/**
 * What a replica can do, learnt from what replicas did. In: {@link dev.headroom.telemetry.snapshot.ReplicaLoad} and a prior. Out:
 * coefficients for {@link dev.headroom.scaler.capacity.CapacityBelief}, with their quality. Never: clocks, demand, the number of
 * replicas.
 */
@NullMarked
package dev.headroom.scaler.learn;

import org.jspecify.annotations.NullMarked;
