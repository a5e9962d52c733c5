// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.pane;

import java.time.Duration;
import java.time.Instant;

/**
 * The time of another process' record by this process' clock, because the other clock may be off. A record beyond a known end of the topic
 * was written after that end was seen, and no record is written after it is read. So the other clock's error is known to within the pause
 * between two looks at the end.
 *
 * @param at when it was read
 * @param writtenAfter an instant before it was written; {@link Instant#MIN} where none is known
 */
public record Received(Instant at, Instant writtenAfter) {
    /** When it was written, by our clock: as it says, as far as that can be. */
    public Instant writtenAt(Writer writer) {
        Instant said = writer.writtenAt();
        Instant possible = said.isBefore(writtenAfter) ? writtenAfter : said;
        return possible.isAfter(at) ? at : possible;
    }

    /** How much the writer's clock must be set forward at least to be possible; negative where it is ahead. */
    public Duration correction(Writer writer) {
        return Duration.between(writer.writtenAt(), writtenAt(writer));
    }
}
