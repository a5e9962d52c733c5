// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry;

import java.time.Duration;
import java.util.Optional;

/**
 * How long the parts of one request took, each counted from its arrival unless said. Empty is unknown; unjudged.
 *
 * @param timeToFirstToken arrival to first token; empty where the source cannot know it
 * @param endToEnd arrival to last token
 * @param queue arrival to first scheduling on the engine
 */
public record RequestTimings(
        Optional<Duration> timeToFirstToken, Optional<Duration> endToEnd, Optional<Duration> queue) {
    /** No duration is known. */
    public static final RequestTimings UNKNOWN =
            new RequestTimings(Optional.empty(), Optional.empty(), Optional.empty());
}
