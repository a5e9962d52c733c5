// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.timeline;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;

/** The days of one workload, summed up as they pass. One thread at a time. */
final class DaysOfReplicas {
    /** Two weeks: as long as arrivals are kept. */
    static final int DAYS_KEPT = 14;

    /** A moment counts until the next one, but no longer than this: after a pause nothing is known of the time between. */
    private static final Duration COUNTS_FOR = Duration.ofSeconds(30);

    private static final double SECONDS_AN_HOUR = 3600;

    private final Deque<DayOfReplicas> days = new ArrayDeque<>();
    private Instant since = Instant.MAX;
    private DayOfReplicas.Moment before = new DayOfReplicas.Moment(Double.NaN, Double.NaN, 0, false);
    private double replicaUsdPerHour;

    /** Adds the time since the last sample, with that sample's figures. After a clock was set back, the later days are kept. */
    void add(Sample sample) {
        Duration passed = since.isAfter(sample.at()) ? Duration.ZERO : Duration.between(since, sample.at());
        boolean known = !Double.isNaN(before.ready() + before.wanted());
        if (known && !passed.isZero() && passed.compareTo(COUNTS_FOR) <= 0) {
            day(LocalDate.ofInstant(since, ZoneOffset.UTC), passed.toMillis() / 1000.0 / SECONDS_AN_HOUR);
        }
        since = sample.at();
        before = momentOf(sample);
    }

    private void day(LocalDate day, double hours) {
        if (days.isEmpty() || day.isAfter(days.getLast().day())) {
            days.addLast(DayOfReplicas.begin(day));
        }
        days.addLast(days.removeLast().and(hours, before));
        if (days.size() > DAYS_KEPT) {
            days.removeFirst();
        }
    }

    private DayOfReplicas.Moment momentOf(Sample sample) {
        Map<DrawnFigure, Double> figures = sample.figures();
        double wanted = figures.getOrDefault(DrawnFigure.DESIRED, Double.NaN);
        // A plan for no replica costs nothing, and says nothing about the price of one.
        if (wanted > 0) {
            replicaUsdPerHour = figures.getOrDefault(DrawnFigure.USD_PER_HOUR, 0.0) / wanted;
        }
        return new DayOfReplicas.Moment(
                figures.getOrDefault(DrawnFigure.READY, Double.NaN),
                wanted,
                replicaUsdPerHour,
                sample.latencies().entrySet().stream()
                        .anyMatch(one -> one.getValue() > one.getKey().limitSeconds()));
    }

    /** Oldest first. */
    List<DayOfReplicas> all() {
        return List.copyOf(days);
    }
}
