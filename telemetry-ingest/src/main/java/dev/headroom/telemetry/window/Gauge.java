// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.window;

/** What an engine has in its hands, of which means are kept. */
public enum Gauge {
    /** Sequences in its batch. */
    RUNNING,
    /** Sequences that wait for a place in it. */
    WAITING,
    /** Share of its KV cache in use, 0 to 1. */
    KV_USAGE
}
