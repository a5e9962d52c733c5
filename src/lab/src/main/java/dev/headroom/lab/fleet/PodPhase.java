// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.fleet;

/** What a pod is doing, in the order of its life. */
public enum PodPhase {
    /** Without a node, launched or promised: costs nothing yet. */
    PENDING,
    /** Its node has been launched and boots: it is paid for. Nodes that stand ready leave this out. */
    PROVISIONING,
    /** Bound to its node, which pulls the image. */
    PULLING,
    /** Its server runs, reading weights. */
    LOADING,
    /** Takes requests. */
    READY,
    /** Told to end: takes no new requests and finishes those it has, while its grace lasts. */
    DRAINING,
    /** Gone, and its node with it. */
    GONE;

    /** What follows in an undisturbed life; the last is followed by itself. */
    PodPhase next() {
        return switch (this) {
            case PENDING -> PROVISIONING;
            case PROVISIONING -> PULLING;
            case PULLING -> LOADING;
            case LOADING -> READY;
            case READY -> DRAINING;
            case DRAINING, GONE -> GONE;
        };
    }
}
