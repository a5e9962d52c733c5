// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.snapshot;

import java.time.Instant;
import java.util.Optional;

/**
 * How the feed of records is doing, as the consumer knows it.
 *
 * @param startedAt when the consumer began
 * @param lastContact when the broker last answered; empty while it never has
 * @param caughtUp whether everything that the broker held at the start has been read
 * @param behindSince timestamp of the oldest record known to wait unread; empty when none waits
 * @param backSince when the broker last answered again after it had been away; empty when it never was
 * @param silence what it means that there was no contact, as the beginning of a sentence that a duration ends
 */
public record FeedStatus(
        Instant startedAt,
        Optional<Instant> lastContact,
        boolean caughtUp,
        Optional<Instant> behindSince,
        Optional<Instant> backSince,
        String silence) {
    /** There is only the broker to be silent. */
    private static final String OF_BROKER = "the broker has not answered for";

    /** A feed that is read here. */
    public FeedStatus(
            Instant startedAt,
            Optional<Instant> lastContact,
            boolean caughtUp,
            Optional<Instant> behindSince,
            Optional<Instant> backSince) {
        this(startedAt, lastContact, caughtUp, behindSince, backSince, OF_BROKER);
    }

    /** A feed whose broker was never away. */
    public FeedStatus(
            Instant startedAt, Optional<Instant> lastContact, boolean caughtUp, Optional<Instant> behindSince) {
        this(startedAt, lastContact, caughtUp, behindSince, Optional.empty());
    }
}
