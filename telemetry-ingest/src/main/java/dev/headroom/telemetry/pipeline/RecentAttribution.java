// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.pipeline;

import dev.headroom.telemetry.attribute.Attributed.Reason;
import dev.headroom.telemetry.validate.Rejection;
import dev.headroom.telemetry.window.WorkloadWindow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.Map;

/**
 * How much telemetry of the last quarter of an hour reached a workload, and how much did not, by reason: the counts of an {@link
 * IngestTally} less those at the beginning of that time. The pipeline notes its counts at most once in ten seconds. Any thread may read.
 */
public final class RecentAttribution {
    /** That of the windows: older telemetry counts in no plan. */
    public static final Duration SPAN = WorkloadWindow.SPAN;

    private static final Duration EVERY = Duration.ofSeconds(10);

    private final IngestTally tally;
    private final Deque<Note> notes = new ArrayDeque<>();
    /** Of the pipeline's thread. */
    private Instant next = Instant.MIN;

    RecentAttribution(IngestTally tally) {
        this.tally = tally;
    }

    private record Note(Instant at, Counts counts) {}

    /**
     * Observations of requests, and readings of servers.
     *
     * @param attributed those that reached a workload's window
     * @param future observations that were rejected because they lie in the future
     * @param unattributed those that reached none, by reason; reasons without any are absent
     */
    public record Counts(long attributed, long future, Map<Reason, Long> unattributed) {
        public Counts {
            unattributed = Map.copyOf(unattributed);
        }

        private Counts less(Counts before) {
            Map<Reason, Long> since = new EnumMap<>(Reason.class);
            unattributed.forEach((reason, count) -> {
                long more = count - before.unattributed.getOrDefault(reason, 0L);
                if (more > 0) {
                    since.put(reason, more);
                }
            });
            return new Counts(attributed - before.attributed, future - before.future, since);
        }
    }

    /** A record is about to be taken in. */
    void note(Instant now) {
        // A clock that was set back by more than a pause must not end the notes.
        boolean early = now.isBefore(next) && !now.isBefore(next.minus(EVERY));
        if (early) {
            return;
        }
        next = now.plus(EVERY);
        synchronized (notes) {
            notes.removeIf(note -> note.at().isAfter(now) || note.at().isBefore(now.minus(SPAN)));
            notes.addLast(new Note(now, counts()));
        }
    }

    /** The counts of the last {@link #SPAN}, to within ten seconds. */
    public Counts until(Instant now) {
        Instant from = now.minus(SPAN);
        Counts all = counts();
        synchronized (notes) {
            return notes.stream()
                    .filter(note -> !note.at().isBefore(from))
                    .findFirst()
                    .map(note -> all.less(note.counts()))
                    .orElseGet(() -> all.less(all));
        }
    }

    private Counts counts() {
        Map<Reason, Long> unattributed = new EnumMap<>(Reason.class);
        for (Reason reason : Reason.values()) {
            unattributed.put(reason, tally.unattributed(reason));
        }
        return new Counts(tally.absorbed() + tally.readings(), tally.rejected(Rejection.FUTURE), unattributed);
    }
}
