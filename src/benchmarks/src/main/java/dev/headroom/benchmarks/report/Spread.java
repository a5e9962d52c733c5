// SPDX-License-Identifier: Apache-2.0
package dev.headroom.benchmarks.report;

import java.util.List;

/**
 * How the figures of several rounds lie.
 *
 * @param median the middle one, or the mean of the two in the middle
 * @param least the least of them
 * @param most the greatest of them
 */
public record Spread(double median, double least, double most) {
    /** The spread of at least one figure. */
    public static Spread of(List<Double> figures) {
        if (figures.isEmpty()) {
            throw new IllegalArgumentException("a spread needs at least one figure");
        }
        List<Double> sorted = figures.stream().sorted().toList();
        int half = sorted.size() / 2;
        double median = sorted.size() % 2 == 1 ? sorted.get(half) : (sorted.get(half - 1) + sorted.get(half)) / 2;
        return new Spread(median, sorted.get(0), sorted.get(sorted.size() - 1));
    }
}
