// SPDX-License-Identifier: Apache-2.0
package dev.headroom.cli.loadtest;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * What a tool says about one latency, in seconds: its mean and some percentiles, or each request's value.
 *
 * @param mean of all requests; empty when not stated
 * @param percentiles seconds by percentile, above 0 and at most 100; no percentile is below a lower one's
 * @param samples each request's value, ascending; empty when not stated
 */
public record Figures(OptionalDouble mean, NavigableMap<Double, Double> percentiles, List<Double> samples) {
    private static final double WHOLE = 100;
    private static final Figures NONE = new Figures(OptionalDouble.empty(), new TreeMap<>(), List.of());

    public Figures {
        percentiles = Collections.unmodifiableNavigableMap(new TreeMap<>(percentiles));
        samples = List.copyOf(samples);
    }

    /** A figure, and the percentile that it truly is. */
    public record Read(double percentile, double seconds) {}

    /** The tool says nothing about this latency. */
    public static Figures none() {
        return NONE;
    }

    /** Mean and percentiles, as a tool states them. */
    public static Figures stated(OptionalDouble mean, Map<Double, Double> percentiles) {
        return new Figures(mean, new TreeMap<>(percentiles), List.of());
    }

    /** Each request's value, in any order. */
    public static Figures ofSamples(List<Double> values) {
        if (values.isEmpty()) {
            return NONE;
        }
        List<Double> sorted = new ArrayList<>(values);
        Collections.sort(sorted);
        OptionalDouble mean = sorted.stream().mapToDouble(Double::doubleValue).average();
        return new Figures(mean, new TreeMap<>(), sorted);
    }

    /** Whether the tool says anything. */
    public boolean present() {
        return mean.isPresent() || !percentiles.isEmpty();
    }

    /**
     * The figure at a percentile, else at the next higher one that is stated: that errs on the side of the promise.
     *
     * @param percentile above 0 and below 100
     */
    public Optional<Read> at(double percentile) {
        if (!samples.isEmpty()) {
            return Optional.of(new Read(percentile, ofSorted(percentile)));
        }
        return Optional.ofNullable(percentiles.ceilingEntry(percentile))
                .filter(stated -> stated.getKey() < WHOLE)
                .map(stated -> new Read(stated.getKey(), stated.getValue()));
    }

    /** Interpolated between neighbours, as the tools themselves do. */
    private double ofSorted(double percentile) {
        double place = percentile / WHOLE * (samples.size() - 1);
        int below = (int) Math.floor(place);
        int above = Math.min(below + 1, samples.size() - 1);
        double from = samples.get(below);
        return from + (samples.get(above) - from) * (place - below);
    }
}
