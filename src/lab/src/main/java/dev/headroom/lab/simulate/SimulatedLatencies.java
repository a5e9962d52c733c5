// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.simulate;

import dev.headroom.lab.engine.ServedRequest;
import java.util.Arrays;
import java.util.Collection;
import java.util.function.ToDoubleFunction;

/**
 * Percentiles by nearest rank: the least figure that so many percent of all do not exceed; a figure that occurred, never one
 * in between.
 */
public final class SimulatedLatencies {
    private static final double PERCENT = 100;

    private final double[] ascending;

    private SimulatedLatencies(double[] ascending) {
        this.ascending = ascending;
    }

    /** Of figures in any order; NaNs, the mark of what never happened, are passed over. */
    public static SimulatedLatencies of(double... figures) {
        return new SimulatedLatencies(Arrays.stream(figures)
                .filter(figure -> !Double.isNaN(figure))
                .sorted()
                .toArray());
    }

    /** Of one latency of requests; those without it are passed over. */
    public static SimulatedLatencies of(Collection<ServedRequest> requests, ToDoubleFunction<ServedRequest> latency) {
        return of(requests.stream().mapToDouble(latency).toArray());
    }

    /** NaN when there are no figures. */
    public double percentile(double percent) {
        if (ascending.length == 0) {
            return Double.NaN;
        }
        int rank = (int) Math.ceil(percent / PERCENT * ascending.length);
        return ascending[Math.max(1, rank) - 1];
    }
}
