// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.capacity;

import java.util.function.Function;

/** The capacity of one replica under one objective, or that no number of replicas keeps the objective. */
public sealed interface CapacityVerdict permits ReplicaCapacity, Infeasible {
    /** Decides between the two outcomes. */
    default <R> R fold(Function<ReplicaCapacity, R> feasible, Function<Infeasible, R> infeasible) {
        return this instanceof ReplicaCapacity capacity
                ? feasible.apply(capacity)
                : infeasible.apply((Infeasible) this);
    }
}
