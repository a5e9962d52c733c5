// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.fleet;

import dev.headroom.lab.engine.ServedRequest;
import dev.headroom.scaler.slo.Signal;
import java.util.ArrayDeque;

/** Latencies of the requests that finished in the last minute. */
public final class RecentLatencies {
    private static final double SECONDS = 60;
    private static final double PERCENT = 100;

    private final ArrayDeque<ServedRequest> recent = new ArrayDeque<>();

    /** Enters a finished request; to be entered in order of time. */
    public void add(ServedRequest finished) {
        recent.add(finished);
    }

    /** Nearest-rank percentiles, in seconds; NaN where nothing was measured. */
    public BySignal<Double> percentile(int percent, double now) {
        while (!recent.isEmpty() && recent.getFirst().finishedAt() < now - SECONDS) {
            recent.removeFirst();
        }
        return BySignal.of(signal -> percentile(percent, signal));
    }

    private double percentile(int percent, Signal signal) {
        double[] sorted = recent.stream()
                .mapToDouble(request -> request.seconds(signal))
                .filter(seconds -> !Double.isNaN(seconds))
                .sorted()
                .toArray();
        return sorted.length == 0 ? Double.NaN : sorted[(int) Math.ceil(sorted.length * percent / PERCENT) - 1];
    }
}
