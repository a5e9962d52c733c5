// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.forecast;

import java.util.Arrays;
import java.util.List;

/**
 * A replica's work for one request, on average, and how far requests differ.
 *
 * @param inputTokens mean prompt tokens, prefix-cache hits included: they still count as context; 0 or more
 * @param tokensToCompute the part of them that must be computed, prefix-cache hits taken away; 0 to {@code inputTokens}
 * @param outputTokens mean generated tokens; above 0
 * @param arrivals how requests are spread over time
 * @param spread how far requests differ from that mean one, and from arriving independently
 */
public record TrafficShape(
        double inputTokens, double tokensToCompute, double outputTokens, Arrivals arrivals, Spread spread) {
    /** Requests that are all alike. */
    public TrafficShape(double inputTokens, double tokensToCompute, double outputTokens, Arrivals arrivals) {
        this(inputTokens, tokensToCompute, outputTokens, arrivals, Spread.NONE);
    }

    /** Requests that are all alike and find nothing in a prefix cache. */
    public TrafficShape(double inputTokens, double outputTokens, Arrivals arrivals) {
        this(inputTokens, inputTokens, outputTokens, arrivals);
    }

    public TrafficShape {
        if (!(inputTokens >= 0) || !(outputTokens > 0)) {
            throw new IllegalArgumentException("a request needs 0 or more input and more than 0 output tokens, had "
                    + inputTokens + " and " + outputTokens);
        }
        if (!(tokensToCompute >= 0) || tokensToCompute > inputTokens) {
            throw new IllegalArgumentException(
                    "tokens to compute are 0 to " + inputTokens + ", were " + tokensToCompute);
        }
    }

    /** Tokens that the mean request holds in a cache while it runs, on average: its prompt, and half of its answer. */
    public double meanContext() {
        return inputTokens + outputTokens / 2;
    }

    /** The same requests, differing so far. */
    public TrafficShape with(Spread differences) {
        return new TrafficShape(inputTokens, tokensToCompute, outputTokens, arrivals, differences);
    }

    /** How requests are spread over time. */
    public enum Arrivals {
        /** Evenly: the number in flight hardly varies. */
        STEADY,
        /** Independently of each other, as many users' requests are. */
        POISSON
    }

    /**
     * How far requests differ.
     *
     * @param prompt lengths of prompts
     * @param output lengths of answers
     * @param burstSeconds how bursty arrivals are: the variance over the mean of their number in {@link #COUNTED_SECONDS}, less 1,
     *     over their rate. 0 where they come independently, more in bursts, below 0 where they are spaced. Whatever share of them a
     *     replica receives by chance, at λ per second its variance over mean is 1 + λ · burstSeconds. Says nothing where arrivals
     *     are steady
     */
    public record Spread(Lengths prompt, Lengths output, double burstSeconds) {
        /** Seconds in which arrivals are counted. */
        public static final double COUNTED_SECONDS = 5;

        /** Requests are all alike, and arrive independently where they are not steady. */
        public static final Spread NONE = new Spread(Lengths.EQUAL, Lengths.EQUAL, 0);

        public Spread {
            if (Double.isNaN(burstSeconds) || Double.isInfinite(burstSeconds)) {
                throw new IllegalArgumentException("burstSeconds must be finite, was " + burstSeconds);
            }
        }
    }

    /**
     * A distribution of lengths over their mean, by its quantiles at {@link #PERCENTILES}; straight lines between them.
     *
     * @param overMean length at each percentile over the mean length; ascending, 0 or more
     * @param variation coefficient of variation: standard deviation over mean; 0 or more
     */
    public record Lengths(List<Double> overMean, double variation) {
        /** The percentiles, ascending: closer where lengths grow faster. */
        public static final List<Double> PERCENTILES =
                List.of(0.0, 5.0, 15.0, 25.0, 35.0, 50.0, 65.0, 75.0, 85.0, 90.0, 95.0, 98.0, 99.0, 99.5, 100.0);

        /** All lengths are the mean one. */
        public static final Lengths EQUAL =
                new Lengths(PERCENTILES.stream().map(any -> 1.0).toList(), 0);

        private static final double[] LEVELS =
                PERCENTILES.stream().mapToDouble(Double::doubleValue).toArray();

        public Lengths {
            overMean = List.copyOf(overMean);
            if (overMean.size() != PERCENTILES.size()) {
                throw new IllegalArgumentException(
                        "lengths need " + PERCENTILES.size() + " quantiles, had " + overMean.size());
            }
            double before = 0;
            for (double length : overMean) {
                if (!(length >= before) || Double.isInfinite(length)) {
                    throw new IllegalArgumentException(
                            "quantiles of a length must be finite, not negative and ascend, were " + overMean);
                }
                before = length;
            }
            if (!(variation >= 0) || Double.isInfinite(variation)) {
                throw new IllegalArgumentException("variation must be finite and not negative, was " + variation);
            }
        }

        /** Lengths by their quantiles only: the variation is that of the straight lines between them. */
        public static Lengths of(List<Double> overMean) {
            double variance = 0;
            for (int above = 1; above < LEVELS.length; above++) {
                double share = (LEVELS[above] - LEVELS[above - 1]) / 100;
                double from = overMean.get(above - 1) - 1;
                double to = overMean.get(above) - 1;
                variance += share * (from * from + from * to + to * to) / 3;
            }
            return new Lengths(overMean, Math.sqrt(variance));
        }

        /**
         * The length that {@code percentile} percent of requests stay within, over the mean length.
         *
         * @param percentile 0 to 100
         */
        public double at(double percentile) {
            int found = Arrays.binarySearch(LEVELS, percentile);
            if (found >= 0) {
                return overMean.get(found);
            }
            int above = Math.min(Math.max(-found - 1, 1), LEVELS.length - 1);
            double share = (percentile - LEVELS[above - 1]) / (LEVELS[above] - LEVELS[above - 1]);
            return overMean.get(above - 1) + share * (overMean.get(above) - overMean.get(above - 1));
        }
    }
}
