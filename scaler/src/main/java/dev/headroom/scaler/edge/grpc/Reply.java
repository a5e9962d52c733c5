// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.grpc;

import io.grpc.Status;

/** The answer to a caller: a number, or why there is no number. */
sealed interface Reply {
    /** A number of replicas. */
    record Count(int replicas) implements Reply {}

    /** No number; the sentence reaches the ScaledObject's events. */
    record Refusal(Status status) implements Reply {}
}
