/**
 * Turns the shape of demand into the capacity of one replica. In: shape, objectives, serving profile. Out:
 * {@link dev.headroom.scaler.capacity.ReplicaCapacity} or {@link dev.headroom.scaler.capacity.Infeasible}. Never: Kubernetes, time.
 */
@NullMarked
package dev.headroom.scaler.capacity;

import org.jspecify.annotations.NullMarked;
