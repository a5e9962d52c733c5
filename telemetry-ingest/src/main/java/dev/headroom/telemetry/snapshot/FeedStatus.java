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
 */
public record FeedStatus(
        Instant startedAt,
        Optional<Instant> lastContact,
        boolean caughtUp,
        Optional<Instant> behindSince,
        Optional<Instant> backSince) {
    /** A feed whose broker was never away. */
    public FeedStatus(
            Instant startedAt, Optional<Instant> lastContact, boolean caughtUp, Optional<Instant> behindSince) {
        this(startedAt, lastContact, caughtUp, behindSince, Optional.empty());
    }
}
