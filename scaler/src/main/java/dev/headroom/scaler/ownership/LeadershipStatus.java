// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.ownership;

import java.time.Duration;
import java.util.Optional;

/**
 * A replica's knowledge of the shared plans.
 *
 * @param log how far the log of plans is known
 * @param owner whether this replica may write
 * @param sinceContact how long ago the broker last answered about the log; counts once it was read
 * @param sinceNews how long ago the last plan was read that counts, the log's end was reached, or the broker came back; counts once it was
 *     read
 */
public record LeadershipStatus(Log log, boolean owner, Duration sinceContact, Duration sinceNews) {
    /** How far the log of plans is known. */
    public enum Log {
        /** It is not known yet whether there is one, or it has not been read to the end that it had at the start. */
        UNREAD,
        /** It does not exist, or may not be read. */
        MISSING,
        /** It has been read to its end. */
        READ
    }

    /** Shorter hiccups of a broker do not matter; a leader is elected within. */
    static final Duration AWAY_AFTER = Duration.ofSeconds(5);

    /**
     * Twice the time in which another replica takes over, and well before a plan is too old to be an answer: an owner that can be
     * chosen but does not plan, or may not write, must not silence the others.
     */
    static final Duration SILENT_AFTER = Duration.ofSeconds(20);

    /** Whether the broker answered lately enough. */
    public static boolean isNear(Duration sinceContact) {
        return sinceContact.compareTo(AWAY_AFTER) <= 0;
    }

    /** How long the shared plans have been out of reach; empty while they are within reach, or not shared. */
    public Optional<Duration> unreachableFor() {
        return Optional.of(sinceContact).filter(away -> log == Log.READ && !isNear(away));
    }

    /** The role that follows. */
    public LeaderRole duty() {
        return switch (log) {
            case UNREAD -> LeaderRole.WAIT;
            case MISSING -> LeaderRole.KEEP;
            case READ -> {
                if (!isNear(sinceContact)) {
                    yield LeaderRole.HOLD;
                }
                boolean silent = sinceNews.compareTo(SILENT_AFTER) > 0;
                if (owner) {
                    yield silent ? LeaderRole.WRITE_AND_KEEP : LeaderRole.WRITE;
                }
                yield silent ? LeaderRole.KEEP : LeaderRole.FOLLOW;
            }
        };
    }
}
