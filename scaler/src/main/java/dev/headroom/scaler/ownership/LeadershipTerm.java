// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.ownership;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * One replica's time as the owner. It begins with the group's choice, and comes into force when the log has been read to its end at that
 * time. It takes the epoch after the highest in the log. A replica that finds a higher stamp than its own in the log stops at once. If the
 * group still chooses it after a while, the other was a late zombie, and the leadership term continues under a higher epoch. Times are
 * counted from any common start. Safe from any thread.
 */
public final class LeadershipTerm {
    private final String owner;
    private final Duration patience;
    private boolean chosen;
    private long number;
    private Optional<FencingToken> stamp = Optional.empty();
    private Optional<Duration> heardAt = Optional.empty();
    private Optional<Duration> surpassedAt = Optional.empty();

    /**
     * Owns nothing.
     *
     * @param owner this replica's name
     * @param patience how long without a sign of the group nothing may be written, and how long a higher stamp is given way to:
     *     the group's own patience with its members
     */
    public LeadershipTerm(String owner, Duration patience) {
        this.owner = owner;
        this.patience = patience;
    }

    /** The group chose this replica. */
    public synchronized void begun() {
        if (!chosen) {
            chosen = true;
            number++;
            stamp = Optional.empty();
            surpassedAt = Optional.empty();
        }
    }

    /** The group chose another, or none. */
    public synchronized void ended() {
        chosen = false;
        stamp = Optional.empty();
        surpassedAt = Optional.empty();
    }

    /** There was a sign of the group. */
    public synchronized void heard(Duration at) {
        heardAt = Optional.of(at);
    }

    /** The number of the leadership term for which the log must be read to its end before it is in force; empty without one. */
    public synchronized OptionalLong waitsForTheEnd() {
        return chosen && stamp.isEmpty() ? OptionalLong.of(number) : OptionalLong.empty();
    }

    /**
     * The log has been read to the end that it had after {@link #waitsForTheEnd()} was asked.
     *
     * @param term the number of the leadership term that it gave; nothing happens if that term is over
     * @param newest highest stamp in the log
     */
    public synchronized void readToTheEnd(long term, Optional<FencingToken> newest) {
        OptionalLong waiting = waitsForTheEnd();
        if (waiting.isPresent() && waiting.getAsLong() == term) {
            stamp = Optional.of(
                    new FencingToken(owner, 1 + newest.map(FencingToken::epoch).orElse(0L)));
        }
    }

    /**
     * The stamp to write under; empty while nothing may be written.
     *
     * @param newest highest stamp that has been read
     * @param at now
     */
    public synchronized Optional<FencingToken> stamp(Optional<FencingToken> newest, Duration at) {
        boolean silent = heardAt.isEmpty() || at.minus(heardAt.get()).compareTo(patience) > 0;
        if (stamp.isEmpty() || silent) {
            return Optional.empty();
        }
        if (newest.filter(other -> other.compareTo(stamp.get()) > 0).isEmpty()) {
            surpassedAt = Optional.empty();
            return stamp;
        }
        if (surpassedAt.isEmpty()) {
            surpassedAt = Optional.of(at);
        }
        if (at.minus(surpassedAt.get()).compareTo(patience) > 0) {
            surpassedAt = Optional.empty();
            stamp = Optional.of(new FencingToken(owner, 1 + newest.get().epoch()));
            return stamp;
        }
        return Optional.empty();
    }
}
