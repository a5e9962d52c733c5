// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.sketch;

import java.util.Collection;
import java.util.List;

/** Keeps and sorts all values: slow and obviously right. Every sketch is tested against it. */
final class SortedQuantiles {
    private final List<Double> sorted;

    SortedQuantiles(Collection<Double> values) {
        this.sorted = values.stream().sorted().toList();
    }

    /** Linear interpolation between the two nearest ranks, as spreadsheets and NumPy do it. */
    double valueAt(double percentile) {
        double rank = percentile / 100 * (sorted.size() - 1);
        int lower = (int) rank;
        int upper = Math.min(lower + 1, sorted.size() - 1);
        return sorted.get(lower) + (rank - lower) * (sorted.get(upper) - sorted.get(lower));
    }

    double mean() {
        return sorted.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
    }
}
