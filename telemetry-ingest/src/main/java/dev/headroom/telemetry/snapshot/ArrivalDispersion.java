// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.snapshot;

import dev.headroom.telemetry.window.ArrivalPanes;
import dev.headroom.telemetry.window.WorkloadWindow;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalDouble;

/**
 * How bursty arrivals are: the variance over the mean of their counts in 5 s, from the last 5 min.
 *
 * <p>It is read off the differences d of neighbouring counts x and y, so that a rate that changes does not look like bursts: the
 * Allan factor of a point process (Allan 1966; Lowen and Teich, Physical Review E 1996), in its overlapping form, from every second
 * on. Given x + y, x is binomial where arrivals are Poisson, and d² / (x + y) has the mean 1 whatever the rate is. So that one step
 * or one hole is no burstiness, no value counts for more than 4 times the result: D = E min(d² / (x + y), 4 D) / 0.92, the scale
 * that is right where d is normal (Huber, Robust Statistics 1981, §5.2, as Proposal 2). Bursts that are rare, a few in 5 min, count
 * for less than the textbook's figure.
 */
final class ArrivalDispersion {
    private static final int COUNTED_SECONDS = 5;
    private static final Duration SPAN = Duration.ofMinutes(5);

    /** 12 counts: of fewer, a quarter more or less is chance. */
    private static final int LEAST_SECONDS = 60;

    /** As elsewhere, few arrivals show nothing. */
    private static final int ENOUGH = 50;

    private static final double MOST_TIMES = 4;

    /** E min(z², 4) of a standard normal z: P(χ²₃ &lt; 4) + 4·P(χ²₁ &gt; 4) = 0.7385 + 4·0.0455. */
    private static final double EXPECTED = 0.9205;

    /** The result is fixed within a hundredth after these. */
    private static final int ROUNDS = 12;

    private static final double CLOSE = 0.01;

    /** Evenly spaced arrivals do not differ at all; no client will keep that up for ever. */
    private static final double LEAST = 0.05;

    /** Of fewer reported arrivals, chance hides the properties of the rest. */
    private static final double LEAST_SHARE = 0.2;

    private ArrivalDispersion() {}

    /** That of the arrivals before {@code to}; empty while less than a minute of them is known, or fewer than 50. */
    static OptionalDouble upTo(WorkloadWindow window, Instant to) {
        ArrivalPanes arrivals = window.arrivals();
        Instant first = arrivals.first().orElse(Instant.MAX);
        Instant told = window.firstEvent().orElse(Instant.MAX);
        long end = to.getEpochSecond();
        long begin =
                Math.max(to.minus(SPAN).getEpochSecond(), later(first, told).getEpochSecond() + 1);
        if (end - begin < LEAST_SECONDS) {
            return OptionalDouble.empty();
        }
        int[] counts = arrivals.countsBetween(begin, end);
        return sumOf(counts) < ENOUGH ? OptionalDouble.empty() : OptionalDouble.of(of(counts));
    }

    /**
     * The dispersion of all arrivals, where only a random share of them is reported. Thinning brings it nearer to 1 by that share (Cox and
     * Isham, Point Processes 1980, §4.3).
     */
    static OptionalDouble unthinned(OptionalDouble told, double share) {
        if (told.isEmpty() || share >= 1) {
            return told;
        }
        return share < LEAST_SHARE
                ? OptionalDouble.empty()
                : OptionalDouble.of(Math.max(LEAST, 1 + (told.getAsDouble() - 1) / share));
    }

    private static double of(int[] counts) {
        double[] ratios = ratiosOf(counts);
        double dispersion = cappedMean(ratios, Double.MAX_VALUE);
        double before = Double.MAX_VALUE;
        for (int round = 0; round < ROUNDS && before - dispersion > CLOSE * dispersion; round++) {
            before = dispersion;
            dispersion = Math.min(before, cappedMean(ratios, MOST_TIMES * before) / EXPECTED);
        }
        return Math.max(LEAST, dispersion);
    }

    /** d² / (x + y) for two counts next to each other, from each second on; -1 where nothing arrived in either. */
    private static double[] ratiosOf(int[] counts) {
        double[] ratios = new double[counts.length - 2 * COUNTED_SECONDS + 1];
        int earlier = 0;
        int later = 0;
        for (int i = 0; i < COUNTED_SECONDS; i++) {
            earlier += counts[i];
            later += counts[i + COUNTED_SECONDS];
        }
        for (int i = 0; i < ratios.length; i++) {
            double difference = (double) later - earlier;
            ratios[i] = earlier + later == 0 ? -1 : difference * difference / ((double) earlier + later);
            if (i + 1 < ratios.length) {
                earlier += counts[i + COUNTED_SECONDS] - counts[i];
                later += counts[i + 2 * COUNTED_SECONDS] - counts[i + COUNTED_SECONDS];
            }
        }
        return ratios;
    }

    private static double cappedMean(double[] ratios, double most) {
        double sum = 0;
        int known = 0;
        for (double ratio : ratios) {
            if (ratio >= 0) {
                sum += Math.min(ratio, most);
                known++;
            }
        }
        return known == 0 ? 0 : sum / known;
    }

    private static long sumOf(int[] counts) {
        long sum = 0;
        for (int count : counts) {
            sum += count;
        }
        return sum;
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
