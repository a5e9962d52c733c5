// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.sketch;

import com.datadoghq.sketch.ddsketch.mapping.IndexMapping;
import com.datadoghq.sketch.ddsketch.mapping.LogarithmicMapping;
import java.util.List;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * Summary of many values that are not negative: a DDSketch (Masson, Rim, Lee, VLDB 2019) with a relative accuracy of 1 %,
 * an exact count and a mean exact to a millionth. Its content depends only on the values, never on the order in which they
 * were added or merged. Values below a millionth count as 0. One thread.
 *
 * <p>The logarithmic mapping of values to bins is DataDog's; the bins are our own, because theirs count in doubles and so
 * take twice the memory, and a workload holds some two hundred sketches.
 */
public final class QuantileSketch {
    /** A quantile is this close to the exact one, as a share of it. */
    public static final double RELATIVE_ACCURACY = 0.01;

    /** Also the resolution of the sum. */
    private static final double LEAST_VALUE = 1e-6;

    private static final IndexMapping MAPPING = new LogarithmicMapping(RELATIVE_ACCURACY);

    private final Bins bins = new Bins();
    private long zeros;
    private long sumOfMillionths;

    /**
     * A sketch again, equal to the one whose figures these are.
     *
     * @param zeros values that count as 0; 0 or more
     * @param sumOfMillionths the sum of all values
     * @param first index of the lowest bin that holds a value; any where none does
     * @param counts how many values lie in it and in each bin above it; none negative, at most {@value Bins#MOST}
     * @throws IllegalArgumentException when these are no figures of a sketch
     */
    public static QuantileSketch of(long zeros, long sumOfMillionths, int first, List<Integer> counts) {
        boolean ends = counts.isEmpty() || (counts.get(0) > 0 && counts.get(counts.size() - 1) > 0);
        boolean none = counts.stream().anyMatch(times -> times < 0);
        if (zeros < 0 || sumOfMillionths < 0 || none || !ends || counts.size() > Bins.MOST) {
            throw new IllegalArgumentException("counts must be 0 or more, in at most " + Bins.MOST
                    + " bins with a filled first and last one, had zeros " + zeros + ", sum " + sumOfMillionths
                    + ", counts " + counts);
        }
        QuantileSketch sketch = new QuantileSketch();
        sketch.zeros = zeros;
        sketch.sumOfMillionths = sumOfMillionths;
        for (int place = counts.size() - 1; place >= 0; place--) {
            if (counts.get(place) > 0) {
                sketch.bins.add(first + place, counts.get(place));
            }
        }
        return sketch;
    }

    /**
     * Adds one value.
     *
     * @throws IllegalArgumentException when it is negative, infinite or not a number
     */
    public void add(double value) {
        if (!(value >= 0) || Double.isInfinite(value)) {
            throw new IllegalArgumentException("a value must be finite and not negative, was " + value);
        }
        sumOfMillionths += Math.round(value / LEAST_VALUE);
        if (value < LEAST_VALUE) {
            zeros++;
        } else {
            bins.add(MAPPING.index(value), 1);
        }
    }

    /** Adds all values of another sketch. */
    public void addAll(QuantileSketch other) {
        zeros += other.zeros;
        sumOfMillionths += other.sumOfMillionths;
        bins.addAll(other.bins);
    }

    /** Values below a millionth. */
    public long zeros() {
        return zeros;
    }

    /** The sum of all values, each rounded to a millionth. */
    public long sumOfMillionths() {
        return sumOfMillionths;
    }

    /** Index of the lowest bin that holds a value; 0 where none does. */
    public int firstBin() {
        return bins.count() == 0 ? 0 : bins.lowest();
    }

    /** How many values lie in each bin from the lowest to the highest that hold any. */
    public List<Integer> binCounts() {
        return bins.counts();
    }

    /** How many values there are. */
    public long count() {
        return zeros + bins.count();
    }

    /** The arithmetic mean; empty without values. */
    public OptionalDouble mean() {
        return count() == 0
                ? OptionalDouble.empty()
                : OptionalDouble.of(sumOfMillionths * LEAST_VALUE / (double) count());
    }

    /**
     * The value below which {@code percentile} percent of the values lie, interpolated linearly between the two nearest
     * ranks, so that it means the same for few values as for many.
     *
     * @param percentile 0 to 100
     * @return empty without values
     */
    public OptionalDouble valueAt(double percentile) {
        if (!(percentile >= 0 && percentile <= 100)) {
            throw new IllegalArgumentException("percentile must be 0 to 100, was " + percentile);
        }
        if (count() == 0) {
            return OptionalDouble.empty();
        }
        double rank = percentile / 100 * (double) (count() - 1);
        long lowerRank = (long) rank;
        double lower = valueOfRank(lowerRank);
        double upper = lowerRank + 1 < count() ? valueOfRank(lowerRank + 1) : lower;
        return OptionalDouble.of(lower + (rank - (double) lowerRank) * (upper - lower));
    }

    /** How many values are at most {@code value}, which is taken as wide as the accuracy. */
    public long countAtMost(double value) {
        if (value < LEAST_VALUE) {
            return value < 0 ? 0 : zeros;
        }
        return zeros + bins.countUpTo(MAPPING.index(value));
    }

    /** The same as a share, for frequent use; of the present values. */
    public CumulativeShare cumulative() {
        return new CumulativeShare(zeros, bins.lowest(), bins.cumulative());
    }

    static boolean isMapped(double value) {
        return value >= LEAST_VALUE;
    }

    static int indexOf(double value) {
        return MAPPING.index(value);
    }

    /** Its memory, in bytes, objects' headers included. */
    public long bytes() {
        return 40 + bins.bytes();
    }

    private double valueOfRank(long rank) {
        return rank < zeros ? 0 : MAPPING.value(bins.indexOfRank(rank - zeros));
    }

    @Override
    public boolean equals(@Nullable Object object) {
        return object instanceof QuantileSketch other
                && zeros == other.zeros
                && sumOfMillionths == other.sumOfMillionths
                && bins.equals(other.bins);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * Long.hashCode(zeros) + Long.hashCode(sumOfMillionths)) + bins.hashCode();
    }

    @Override
    public String toString() {
        return "QuantileSketch[count=%d, mean=%s, p50=%s, p95=%s]".formatted(count(), mean(), valueAt(50), valueAt(95));
    }
}
