// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.snapshot;

import dev.headroom.telemetry.sketch.QuantileSketch;
import java.util.OptionalDouble;

/** A measured distribution of one quantity. Immutable; equal when made of the same values, in whatever order they came. */
public interface Distribution {
    /** How many values it was made of; 0 or more. */
    long count();

    /**
     * The value below which {@code percentile} percent of the values lie, within 1 % of the exact one.
     *
     * @param percentile 0 to 100
     * @return empty when there are no values
     * @throws IllegalArgumentException when {@code percentile} is not between 0 and 100
     */
    OptionalDouble valueAt(double percentile);

    /** How many values are at most {@code value}, within 1 % of it. */
    long countAtMost(double value);

    /** The arithmetic mean; empty when there are no values. */
    OptionalDouble mean();

    /** All there is to it, in figures that {@link #of} makes a distribution of again. */
    DistributionFigures figures();

    /**
     * A distribution that answers every question as the one does whose figures these are.
     *
     * @throws IllegalArgumentException when these are no figures of a distribution
     */
    static Distribution of(DistributionFigures figures) {
        return new SketchedDistribution(
                QuantileSketch.of(figures.zeros(), figures.sumOfMillionths(), figures.firstBin(), figures.counts()));
    }
}
