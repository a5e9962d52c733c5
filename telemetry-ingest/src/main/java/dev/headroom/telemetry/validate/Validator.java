// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.validate;

import dev.headroom.telemetry.EventId;
import dev.headroom.telemetry.RequestObservation;
import dev.headroom.telemetry.RequestTimings;
import dev.headroom.telemetry.ServerReading;
import dev.headroom.telemetry.TokenCounts;
import dev.headroom.telemetry.WorkloadKey;
import dev.headroom.telemetry.validate.Verdict.Accepted;
import dev.headroom.telemetry.validate.Verdict.Rejected;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.LongStream;

/**
 * Judges observations one by one and remembers the accepted ones, to know their copies. One thread.
 *
 * <p>Absent fields are fine: they add nothing to their measures. Durations come from wall clocks, which may be set while a request runs;
 * within {@link ValidationSettings#clockTolerance} they are clamped, beyond it rejected.
 */
public final class Validator {
    /** Ten times the limit of any server; one event must not weigh like a day's traffic. */
    private static final int MOST_SEQUENCES = 1_000;

    /** Servers round a full cache up a little. */
    private static final double KV_USAGE_TOLERANCE = 0.01;

    /** Odd, so that different workloads stay different. */
    private static final long SPREAD = 0x9E3779B97F4A7C15L;

    private final ValidationSettings settings;
    private final Duration shortest;
    private final RememberedEvents accepted;

    public Validator(ValidationSettings settings) {
        this.settings = settings;
        this.shortest = settings.clockTolerance().negated();
        this.accepted = new RememberedEvents(settings.rememberedEvents());
    }

    /**
     * Whether an event of a workload was taken before; else it is remembered. Workloads are separate, so that no workload's ids, guessed or
     * chosen, can keep another's events out.
     *
     * @param workload of the event
     * @param id the event's
     */
    public boolean isCopy(WorkloadKey workload, EventId id) {
        long own = (long) workload.namespace().hashCode() << Integer.SIZE
                ^ workload.name().hashCode();
        return !accepted.add(new EventId(id.high() ^ own * SPREAD, id.low()));
    }

    /** A mark to come back to with {@link #forgetSince}. */
    public long mark() {
        return accepted.added();
    }

    /**
     * Forgets the events that were remembered since a mark: their results are void, and their records will be read again.
     *
     * @param mark the newest requested mark that was not given up
     */
    public void forgetSince(long mark) {
        accepted.forgetSince(mark);
    }

    /** Judges one observation at the instant {@code now}, but for whether it is a copy: that is asked of its owner. */
    public Verdict judge(RequestObservation observation, Instant now) {
        if (!arePossible(observation.tokens())) {
            return new Rejected(Rejection.IMPOSSIBLE_TOKENS);
        } else if (!isPossibleInTime(observation)) {
            return new Rejected(Rejection.IMPOSSIBLE_TIMES);
        } else if (isFuture(observation, now)) {
            return new Rejected(Rejection.FUTURE);
        } else if (observation.eventTime().isBefore(now.minus(settings.oldestEvent()))) {
            return new Rejected(Rejection.LATE);
        }
        return isConsistent(observation) ? new Accepted(observation, false) : new Accepted(clamped(observation), true);
    }

    /**
     * Judges one reading of a server; copies do not matter, because a repeated reading changes nothing.
     *
     * @return why it cannot be used; empty when it can
     */
    public Optional<Rejection> judge(ServerReading reading, Instant now) {
        if (reading.at().isAfter(now.plus(settings.clockSkew()))) {
            return Optional.of(Rejection.FUTURE);
        } else if (reading.at().isBefore(now.minus(settings.oldestEvent()))) {
            return Optional.of(Rejection.LATE);
        }
        return arePossible(reading) ? Optional.empty() : Optional.of(Rejection.IMPOSSIBLE_GAUGES);
    }

    private static boolean arePossible(ServerReading reading) {
        double kvUsage = reading.gauges().kvUsage().orElse(0);
        return LongStream.of(
                                reading.gauges().running().orElse(0),
                                reading.gauges().waiting().orElse(0),
                                reading.counters().finished().orElse(0),
                                reading.counters().firstTokens().orElse(0),
                                reading.counters().computedPromptTokens().orElse(0),
                                reading.counters().cachedPromptTokens().orElse(0))
                        .allMatch(count -> count >= 0)
                && kvUsage >= 0
                && kvUsage <= 1 + KV_USAGE_TOLERANCE;
    }

    private boolean arePossible(TokenCounts tokens) {
        return isPossible(tokens.input())
                && isPossible(tokens.output())
                && isPossible(tokens.cachedInput())
                && tokens.sequences().orElse(1) >= 1
                && tokens.sequences().orElse(1) <= MOST_SEQUENCES
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

    /** Whether nothing needs correction, as for almost all observations: they are passed on as they are. */
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
                consistent,
                observation.attempt(),
                observation.observer());
    }

    private static Duration within(Duration part, Optional<Duration> whole) {
        Duration positive = later(part, Duration.ZERO);
        return whole.filter(limit -> limit.compareTo(positive) < 0).orElse(positive);
    }

    private static Duration later(Duration one, Duration other) {
        return one.compareTo(other) >= 0 ? one : other;
    }
}
