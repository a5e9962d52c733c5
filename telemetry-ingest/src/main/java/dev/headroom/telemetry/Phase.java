// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry;

/** How far a request had come when its event was sent. */
public enum Phase {
    /** It was accepted and is not finished. */
    ADMITTED,
    /** It ended with a complete answer. */
    COMPLETED,
    /** The client gave up waiting. */
    ABORTED,
    /** The server could not answer. */
    FAILED;

    /** Whether nothing more happens to the request. */
    public boolean isTerminal() {
        return this != ADMITTED;
    }
}
