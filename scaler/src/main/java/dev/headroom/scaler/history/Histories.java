// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.history;

import dev.headroom.telemetry.WorkloadKey;
import dev.headroom.telemetry.snapshot.ArrivalRate;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The history of every workload, and the part of it that has not been shared yet. Shared history counts more than one's own observation, so
 * all readers of the same topic have the same history. Safe from any thread.
 */
public final class Histories {
    private final Map<WorkloadKey, RateHistory> histories = new TreeMap<>();
    private final Set<Entry> untold = new LinkedHashSet<>();

    /**
     * One day of one workload.
     *
     * @param workload whose
     * @param day in UTC
     */
    public record Entry(WorkloadKey workload, LocalDate day) {}

    /** The known history of a workload. */
    public synchronized RateHistory of(WorkloadKey workload) {
        return histories.getOrDefault(workload, RateHistory.NOTHING);
    }

    /** Takes a rate that was observed here. */
    public synchronized void observed(WorkloadKey workload, ArrivalRate rate) {
        RateHistory before = of(workload);
        RateHistory after = before.observing(rate);
        if (!after.equals(before)) {
            histories.put(workload, after);
            RateHistory.minuteOf(rate)
                    .ifPresent(minute -> untold.add(new Entry(workload, LocalDate.ofInstant(minute, ZoneOffset.UTC))));
        }
    }

    /** Takes a day that was kept elsewhere. */
    public synchronized void told(WorkloadKey workload, DayOfRates day) {
        RateHistory joined = of(workload).joined(day);
        histories.put(workload, joined);
        if (joined.day(day.day()).filter(day::equals).isPresent()) {
            untold.remove(new Entry(workload, day.day()));
        }
    }

    /** Forgets a day. */
    public synchronized void forget(Entry entry) {
        untold.remove(entry);
        histories.computeIfPresent(entry.workload(), (workload, history) -> {
            RateHistory rest = history.without(entry.day());
            return rest.days().isEmpty() ? null : rest;
        });
    }

    /** Days with more known minutes here than were shared. */
    public synchronized List<Entry> untold() {
        return List.copyOf(untold);
    }

    /** Days too old to be kept. */
    public synchronized List<Entry> overdue(Instant now) {
        List<Entry> overdue = new ArrayList<>();
        histories.forEach((workload, history) -> history.days().stream()
                .map(DayOfRates::day)
                .filter(day -> RateHistory.isOver(day, now))
                .forEach(day -> overdue.add(new Entry(workload, day))));
        return overdue;
    }
}
