// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.validate;

import dev.headroom.telemetry.RequestObservation;
import dev.headroom.telemetry.RequestTimings;
import dev.headroom.telemetry.TokenCounts;
import dev.headroom.telemetry.validate.Verdict.Accepted;
import dev.headroom.telemetry.validate.Verdict.Rejected;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Judges observations one by one and remembers the accepted ones, to know their copies. One thread.
 *
 * <p>Absent fields are fine: they add nothing to what they would have measured. Durations come from wall clocks, which may
 * be set while a request runs; within {@link ValidationSettings#clockTolerance} they are clamped, beyond it rejected.
 */
public final class Validator {
    private final ValidationSettings settings;
    private final Duration shortest;
    private final RememberedEvents accepted;

    public Validator(ValidationSettings settings) {
        this.settings = settings;
        this.shortest = settings.clockTolerance().negated();
        this.accepted = new RememberedEvents(settings.rememberedEvents());
    }

    /** Judges one observation at the instant {@code now}. */
    public Verdict judge(RequestObservation observation, Instant now) {
        if (!arePossible(observation.tokens())) {
            return new Rejected(Rejection.IMPOSSIBLE_TOKENS);
        } else if (!isPossibleInTime(observation)) {
            return new Rejected(Rejection.IMPOSSIBLE_TIMES);
        } else if (isFuture(observation, now)) {
            return new Rejected(Rejection.FUTURE);
        } else if (observation.eventTime().isBefore(now.minus(settings.oldestEvent()))) {
            return new Rejected(Rejection.LATE);
        } else if (!accepted.add(observation.id())) {
            return new Rejected(Rejection.DUPLICATE);
        }
        return isConsistent(observation) ? new Accepted(observation, false) : new Accepted(clamped(observation), true);
    }

    private boolean arePossible(TokenCounts tokens) {
        return isPossible(tokens.input())
                && isPossible(tokens.output())
                && isPossible(tokens.cachedInput())
                && tokens.cachedInput().orElse(0) <= tokens.input().orElse(settings.mostTokens());
    }

    private boolean isPossible(OptionalInt count) {
        return count.isEmpty() || (count.getAsInt() >= 0 && count.getAsInt() <= settings.mostTokens());
    }

    private boolean isPossibleInTime(RequestObservation observation) {
        RequestTimings timings = observation.timings();
        Duration whole = timings.endToEnd().orElse(settings.longestRequest());
        return isPossible(Duration.between(observation.arrival(), observation.eventTime()))
                && isPossible(whole)
                && isPartOf(whole, timings.timeToFirstToken())
                && isPartOf(whole, timings.queue());
    }

    private boolean isPartOf(Duration whole, Optional<Duration> part) {
        return part.isEmpty()
                || (isPossible(part.get())
                        && (part.get().compareTo(whole) <= 0
                                || part.get().compareTo(whole.plus(settings.clockTolerance())) <= 0));
    }

    private boolean isPossible(Duration duration) {
        return duration.compareTo(shortest) >= 0 && duration.compareTo(settings.longestRequest()) <= 0;
    }

    private boolean isFuture(RequestObservation observation, Instant now) {
        Instant latest = now.plus(settings.clockSkew());
        return observation.eventTime().isAfter(latest) || observation.arrival().isAfter(latest);
    }

    /** Whether nothing is to be set right, which is so for almost all: they are passed on as they are. */
    private static boolean isConsistent(RequestObservation observation) {
        RequestTimings timings = observation.timings();
        Optional<Duration> whole = timings.endToEnd();
        return !observation.eventTime().isBefore(observation.arrival())
                && isWithin(whole, whole)
                && isWithin(timings.timeToFirstToken(), whole)
                && isWithin(timings.queue(), whole);
    }

    private static boolean isWithin(Optional<Duration> part, Optional<Duration> whole) {
        return part.isEmpty()
                || (!part.get().isNegative() && (whole.isEmpty() || part.get().compareTo(whole.get()) <= 0));
    }

    private static RequestObservation clamped(RequestObservation observation) {
        RequestTimings timings = observation.timings();
        Optional<Duration> whole = timings.endToEnd().map(duration -> later(duration, Duration.ZERO));
        RequestTimings consistent = new RequestTimings(
                timings.timeToFirstToken().map(part -> within(part, whole)),
                whole,
                timings.queue().map(part -> within(part, whole)));
        boolean endsBeforeArrival = observation.eventTime().isBefore(observation.arrival());
        return new RequestObservation(
                observation.id(),
                observation.origin(),
                observation.phase(),
                observation.arrival(),
                endsBeforeArrival ? observation.arrival() : observation.eventTime(),
                observation.tokens(),
                consistent);
    }

    private static Duration within(Duration part, Optional<Duration> whole) {
        Duration positive = later(part, Duration.ZERO);
        return whole.filter(limit -> limit.compareTo(positive) < 0).orElse(positive);
    }

    private static Duration later(Duration one, Duration other) {
        return one.compareTo(other) >= 0 ? one : other;
    }
}
