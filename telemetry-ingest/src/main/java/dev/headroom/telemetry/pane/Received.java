// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.pane;

import java.time.Duration;
import java.time.Instant;

/**
 * What our own clock says of a record that another process wrote, whose clock may be off. A record that came after the topic was seen
 * to end before it was written since then, and none is written after it is read: so the other clock's error is known to within the pause
 * between two looks at the end.
 *
 * @param at when it was read
 * @param writtenAfter before it was written; {@link Instant#MIN} where nothing is known of that
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
