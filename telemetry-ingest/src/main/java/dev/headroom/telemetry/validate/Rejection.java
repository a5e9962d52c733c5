// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.validate;

/** Why an observation cannot be trusted or used. A field that is merely absent is no reason. */
public enum Rejection {
    /** A negative or absurdly large token count, or more cached input tokens than input tokens. */
    IMPOSSIBLE_TOKENS,
    /** A negative or absurdly long duration, a part longer than the whole, or an end before the arrival. */
    IMPOSSIBLE_TIMES,
    /** A server's reading with a negative count, or a cache used beyond its size. */
    IMPOSSIBLE_GAUGES,
    /** The same event was accepted before. */
    DUPLICATE,
    /** It happened before anything that the windows still hold. */
    LATE,
    /** It happens further ahead of now than clocks may differ. */
    FUTURE
}
