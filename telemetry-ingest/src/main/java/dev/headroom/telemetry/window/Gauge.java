// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.window;

/** A gauge of an engine whose means are kept. */
public enum Gauge {
    /** Sequences in its batch. */
    RUNNING,
    /** Sequences that wait for a place in it. */
    WAITING,
    /** Share of its KV cache in use, 0 to 1. */
    KV_USAGE
}
