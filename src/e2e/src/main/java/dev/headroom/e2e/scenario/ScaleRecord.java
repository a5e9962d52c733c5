// SPDX-License-Identifier: Apache-2.0
package dev.headroom.e2e.scenario;

import java.util.ArrayList;
import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;
import java.util.stream.Collectors;

/** How many replicas were wanted and ready, second by second. Safe for use by several threads. */
final class ScaleRecord implements AutoCloseable {
    private final List<Seen> seen = new ArrayList<>();
    private final ScheduledFuture<?> looking;

    /**
     * One look.
     *
     * @param at seconds since the run's start
     * @param wanted by KEDA and the HPA
     * @param ready pods
     */
    record Seen(double at, int wanted, int ready) {}

    ScaleRecord(DeployedWorkload workload, DoubleSupplier clock, ScheduledExecutorService timer) {
        looking = timer.scheduleWithFixedDelay(() -> look(workload, clock), 0, 1, TimeUnit.SECONDS);
    }

    private void look(DeployedWorkload workload, DoubleSupplier clock) {
        try {
            Seen now = new Seen(clock.getAsDouble(), workload.wanted(), workload.ready());
            synchronized (this) {
                seen.add(now);
            }
        } catch (RuntimeException apiServerIsAway) {
            // A look that fails is a look that is missing.
        }
    }

    synchronized List<Seen> seen() {
        return List.copyOf(seen);
    }

    /** What was wanted from a moment on; needs a look since then. */
    IntSummaryStatistics wantedSince(double from) {
        return seen().stream()
                .filter(one -> one.at() >= from)
                .mapToInt(Seen::wanted)
                .summaryStatistics();
    }

    /** Changes of direction of what was wanted. */
    int reversals() {
        int reversals = 0;
        int direction = 0;
        List<Seen> all = seen();
        for (int index = 1; index < all.size(); index++) {
            int change =
                    Integer.signum(all.get(index).wanted() - all.get(index - 1).wanted());
            if (change != 0) {
                reversals += direction != 0 && change != direction ? 1 : 0;
                direction = change;
            }
        }
        return reversals;
    }

    /** What was wanted, each change with its second. */
    String changes() {
        List<Seen> all = seen();
        List<Seen> changes = new ArrayList<>();
        for (Seen one : all) {
            if (changes.isEmpty() || changes.get(changes.size() - 1).wanted() != one.wanted()) {
                changes.add(one);
            }
        }
        return changes.stream()
                .map(one -> one.wanted() + " at " + Math.round(one.at()) + " s")
                .collect(Collectors.joining(", "));
    }

    @Override
    public void close() {
        looking.cancel(true);
    }
}
