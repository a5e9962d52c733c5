// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.fleet;

/** What a pod is doing, in the order of its life. */
public enum PodPhase {
    /** Without a node: costs nothing yet. */
    PENDING,
    /** On a node, reading weights. */
    LOADING,
    /** Takes requests. */
    READY,
    /** Told to end: takes no new requests and finishes those it has. */
    DRAINING,
    /** Gone, and its node with it. */
    GONE
}
