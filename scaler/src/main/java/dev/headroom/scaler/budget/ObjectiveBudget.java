// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.budget;

import dev.headroom.scaler.slo.Objective;
import dev.headroom.telemetry.snapshot.Interval;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** Requests counted against one objective: the last hour by minutes, the window of the SLO by hours. One thread. */
final class ObjectiveBudget {
    /** Below it, one request more or less moves the share by a percent. */
    static final double LEAST_REQUESTS = 100;

    /**
     * Both windows must burn before the budget counts as burning, and both be calm before it counts as calm. 1 h says that it matters, and
     * 5 min that it still lasts. They are the pair for the highest severity (Google, The Site Reliability Workbook, chapter 5,
     * "Multiwindow, Multi-Burn-Rate Alerts").
     */
    static final Duration LONG = Duration.ofHours(1);

    static final Duration SHORT = Duration.ofMinutes(5);

    private static final long MINUTE = 60;
    private static final long HOUR = 3_600;
    private static final double PERCENT = 100;

    private final Objective objective;
    private final Instant since;
    private final TallyRing minutes = new TallyRing(MINUTE, LONG);
    private final TallyRing hours;

    /** With nothing counted. */
    ObjectiveBudget(Objective objective, Duration window, Instant since) {
        this.objective = objective;
        this.since = since;
        this.hours = new TallyRing(HOUR, window);
    }

    static ObjectiveBudget remembering(BudgetMemory.Spending memory, Duration window) {
        ObjectiveBudget budget = new ObjectiveBudget(memory.objective(), window, memory.since());
        memory.minutes().forEach(minute -> budget.minutes.add(minute.from(), minute.tally()));
        memory.hours().forEach(hour -> budget.hours.add(hour.from(), hour.tally()));
        return budget;
    }

    BudgetMemory.Spending memory() {
        return new BudgetMemory.Spending(objective, since, minutes.buckets(), hours.buckets());
    }

    /** Shares a tally out evenly among the minutes of the interval in which its requests ended. */
    void add(Interval interval, Tally tally) {
        double length = secondsBetween(interval.from(), interval.to());
        Instant minute = interval.from().truncatedTo(ChronoUnit.MINUTES);
        for (; minute.isBefore(interval.to()); minute = minute.plusSeconds(MINUTE)) {
            Instant from = minute.isBefore(interval.from()) ? interval.from() : minute;
            Instant next = minute.plusSeconds(MINUTE);
            Instant to = next.isAfter(interval.to()) ? interval.to() : next;
            Tally part = tally.times(secondsBetween(from, to) / length);
            minutes.add(minute, part);
            hours.add(minute, part);
        }
    }

    /** Empty while too few requests have ended within the window. */
    Optional<BudgetStanding> standing(Duration window, Instant now) {
        Tally all = hours.within(window, now);
        if (all.counted() < LEAST_REQUESTS) {
            return Optional.empty();
        }
        double covered = secondsBetween(since, now) / secondsBetween(now, now.plus(window));
        return Optional.of(new BudgetStanding(
                all.counted(),
                allowed(),
                Math.min(1, all.missed() / all.counted()),
                burning(now),
                Math.max(0, Math.min(1, covered))));
    }

    private double allowed() {
        return 1 - objective.percentile() / PERCENT;
    }

    /** The one in the middle of both windows' rates and 1: above 1 when both are, below 1 when both are, else 1. */
    private double burning(Instant now) {
        double one = rate(minutes.within(LONG, now));
        double other = rate(minutes.within(SHORT, now));
        return Math.max(Math.min(one, other), Math.min(1, Math.max(one, other)));
    }

    /**
     * Misses over allowed misses. Where hardly any is expected, few requests prove nothing. One expected miss that occurred is assumed for
     * the unknown part (the posterior mean of a Poisson rate whose prior has mean 1 and shape 1).
     */
    private double rate(Tally tally) {
        return (tally.missed() + 1) / (allowed() * tally.counted() + 1);
    }

    private static double secondsBetween(Instant from, Instant to) {
        return (double) Duration.between(from, to).toMillis() / 1e3;
    }
}
