// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.fleet;

import dev.headroom.lab.engine.ServedRequest;
import java.util.ArrayDeque;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/** The simulation's own truth about what users got: over the whole run, and over the last minute. */
public final class PromiseLedger {
    private static final double RECENT_SECONDS = 60;

    private final Promise promise;
    private final ArrayDeque<ServedRequest> recent = new ArrayDeque<>();
    private long finished;
    private long kept;

    public PromiseLedger(Promise promise) {
        this.promise = promise;
    }

    /** Enters a finished request. */
    public void finished(ServedRequest request) {
        finished++;
        kept += promise.keptBy(request) ? 1 : 0;
        recent.add(request);
    }

    /** Share of the requests finished or overdue at {@code now} that got all they were promised; 1 when there are none. */
    public double attainment(Stream<ServedRequest> unfinished, double now) {
        long overdue =
                unfinished.filter(request -> promise.brokenBy(request, now)).count();
        return finished + overdue == 0 ? 1 : (double) kept / (finished + overdue);
    }

    /** The nearest-rank 95th percentile over the requests finished in the last minute; NaN when there are none. */
    public double recentP95(ToDoubleFunction<ServedRequest> seconds, double now) {
        while (!recent.isEmpty() && recent.getFirst().finishedAt() < now - RECENT_SECONDS) {
            recent.removeFirst();
        }
        double[] sorted = recent.stream()
                .mapToDouble(seconds)
                .filter(value -> !Double.isNaN(value))
                .sorted()
                .toArray();
        return sorted.length == 0 ? Double.NaN : sorted[(int) Math.ceil(0.95 * sorted.length) - 1];
    }
}
