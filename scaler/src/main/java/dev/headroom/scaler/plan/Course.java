// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.plan;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * When a workload's number last moved: what was asked for within one lead time has not come yet, and what has just come was dear.
 *
 * @param raisedAt when it was last raised; empty where that was never seen
 * @param loweredAt when it was last lowered; empty where that was never seen
 * @param queuedSince since when requests have been queueing; empty while none do
 * @param serving how many replicas took requests; 0 where that is not known
 * @param servingSince since when so many did; empty where that is not known
 */
public record Course(
        Optional<Instant> raisedAt,
        Optional<Instant> loweredAt,
        Optional<Instant> queuedSince,
        int serving,
        Optional<Instant> servingSince) {
    /** Nothing has moved yet. */
    public static final Course UNMOVED =
            new Course(Optional.empty(), Optional.empty(), Optional.empty(), 0, Optional.empty());

    Course movedTo(int desired, OptionalInt before, Instant now) {
        if (before.isEmpty() || desired == before.getAsInt()) {
            return this;
        }
        return desired > before.getAsInt()
                ? new Course(Optional.of(now), loweredAt, queuedSince, serving, servingSince)
                : new Course(raisedAt, Optional.of(now), queuedSince, serving, servingSince);
    }

    Course queueing(boolean queues, Instant now) {
        Optional<Instant> since = queues ? queuedSince.or(() -> Optional.of(now)) : Optional.empty();
        return new Course(raisedAt, loweredAt, since, serving, servingSince);
    }

    Course served(OptionalDouble by, Instant now) {
        int replicas = (int) by.orElse(0);
        return replicas == serving ? this : new Course(raisedAt, loweredAt, queuedSince, replicas, Optional.of(now));
    }

    /** For how long as many replicas have taken requests as do now. */
    Duration servedFor(Instant now) {
        return servingSince.map(since -> Duration.between(since, now)).orElse(Duration.ZERO);
    }

    /** For how long requests have been queueing. */
    Duration queuedFor(Instant now) {
        return queuedSince.map(since -> Duration.between(since, now)).orElse(Duration.ZERO);
    }

    /** Whether the number was raised within {@code span} before {@code now}. */
    boolean raisedWithin(Duration span, Instant now) {
        return isWithin(raisedAt, span, now);
    }

    /** Whether the number was lowered within {@code span} before {@code now}. */
    boolean loweredWithin(Duration span, Instant now) {
        return isWithin(loweredAt, span, now);
    }

    private static boolean isWithin(Optional<Instant> moment, Duration span, Instant now) {
        return moment.filter(at -> Duration.between(at, now).compareTo(span) < 0)
                .isPresent();
    }
}
