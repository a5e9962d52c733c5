// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.grpc;

import io.grpc.Status;

/** What a caller is told: a number, or why there is none. */
sealed interface Reply {
    /** So many replicas. */
    record Count(int replicas) implements Reply {}

    /** No number; the sentence reaches the ScaledObject's events. */
    record Refusal(Status status) implements Reply {}
}
