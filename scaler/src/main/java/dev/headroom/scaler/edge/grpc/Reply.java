// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.grpc;

import dev.headroom.scaler.plan.ReplicaPlan;
import io.grpc.Status;

/** The answer to a caller: a number, or why there is no number. */
sealed interface Reply {
    /** A number of replicas, and the plan that it is of. */
    record Count(int replicas, ReplicaPlan plan) implements Reply {}

    /** No number; the sentence reaches the ScaledObject's events. */
    record Refusal(Status status) implements Reply {}
}
