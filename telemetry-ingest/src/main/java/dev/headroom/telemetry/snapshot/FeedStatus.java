// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.snapshot;

import java.time.Duration;
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
 * @param unreadSince since when some part of the feed is not reported, though the broker answers; empty while all of it is
 * @param silence the meaning of the missing contact, as the beginning of a sentence that a duration ends
 */
public record FeedStatus(
        Instant startedAt,
        Optional<Instant> lastContact,
        boolean caughtUp,
        Optional<Instant> behindSince,
        Optional<Instant> backSince,
        Optional<Instant> unreadSince,
        String silence) {
    /** A reader asks the broker every 2 s, and another process reports it within a second: a younger answer is as good as now. */
    private static final Duration PROMPT = Duration.ofSeconds(3);

    /** The usual delay of exports, and a second. */
    private static final Duration PROMPT_FOR_ENDS = Duration.ofSeconds(6);

    /** There is only the broker to be silent. */
    private static final String OF_BROKER = "the broker has not answered for";

    /** A feed that is read here. */
    public FeedStatus(
            Instant startedAt,
            Optional<Instant> lastContact,
            boolean caughtUp,
            Optional<Instant> behindSince,
            Optional<Instant> backSince) {
        this(startedAt, lastContact, caughtUp, behindSince, backSince, Optional.empty(), OF_BROKER);
    }

    /** A feed whose broker was never away. */
    public FeedStatus(
            Instant startedAt, Optional<Instant> lastContact, boolean caughtUp, Optional<Instant> behindSince) {
        this(startedAt, lastContact, caughtUp, behindSince, Optional.empty());
    }

    /**
     * Up to when immediately reported arrivals are known: later ones may be in a silent or unread part of the feed.
     *
     * @param now the instant of the reading
     * @return now, where nothing speaks against it
     */
    Instant readUpTo(Instant now) {
        return readUpTo(now, PROMPT);
    }

    /**
     * The same for requests that have ended: these are reported some seconds later, so a reader that is equally late has missed nothing.
     *
     * @param now the instant of the reading
     * @return now, where nothing speaks against it
     */
    Instant endsReadUpTo(Instant now) {
        return readUpTo(now, PROMPT_FOR_ENDS);
    }

    private Instant readUpTo(Instant now, Duration prompt) {
        Instant contact = lastContact.orElse(startedAt);
        Instant read = behindSince.filter(contact::isAfter).orElse(contact);
        return Duration.between(read, now).compareTo(prompt) > 0 ? read : now;
    }
}
