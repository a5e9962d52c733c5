// SPDX-License-Identifier: Apache-2.0
package dev.headroom.sidecar.observe;

/** The subject of an event. */
public enum ExchangePhase {
    /** The request arrived. */
    ADMITTED,
    /** It was answered. */
    COMPLETED,
    /** The client went away before the end of the answer. */
    ABORTED,
    /** The server could not answer, or not to the end. */
    FAILED
}
