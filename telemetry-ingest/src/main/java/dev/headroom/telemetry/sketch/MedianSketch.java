// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.sketch;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * The median of a few to many values, where hundreds of medians must be kept. It has counts in logarithmic bins 5 % wide, as
 * {@link QuantileSketch} has them 2 % wide, of 16 bits each, over only the range of its values. Within 3 % of the exact one between 1 ms
 * and 260 s (those limits beyond them); 60 bytes to 560. Its content does not depend on the order of adding. One thread.
 */
public final class MedianSketch {
    private static final double LEAST_SECONDS = 1e-3;

    /** Of the upper end of a bin to its lower. */
    private static final double LOG_OF_WIDTH = Math.log(1.05);

    /** 1 ms · 1.05^256 = 266 s. */
    private static final int BINS = 256;

    private static final int STEP = 8;

    private char[] counts = new char[0];
    private int first;
    private long count;

    /** Adds a value, in seconds; 0 or more. */
    public void add(double seconds) {
        add(binOf(seconds), 1);
    }

    /**
     * A sketch again, equal to the one whose figures these are.
     *
     * @param first index of the bin of the first count
     * @param counts how many values lie in it and in each bin above it, each 0 to 65,535
     * @throws IllegalArgumentException when these are no figures of a sketch
     */
    public static MedianSketch of(int first, List<Integer> counts) {
        boolean fits = first >= 0 && (long) first + counts.size() <= BINS;
        if (!fits || counts.stream().anyMatch(times -> times < 0 || times > Character.MAX_VALUE)) {
            throw new IllegalArgumentException("a sketch for a median has counts of 0 to " + (int) Character.MAX_VALUE
                    + " in bins 0 to " + (BINS - 1) + "; the first bin was " + first + ", the counts " + counts);
        }
        MedianSketch sketch = new MedianSketch();
        for (int place = 0; place < counts.size(); place++) {
            sketch.add(first + place, counts.get(place));
        }
        return sketch;
    }

    /** Adds all values of another sketch. */
    public void addAll(MedianSketch other) {
        for (int place = 0; place < other.counts.length; place++) {
            add(other.first + place, other.counts[place]);
        }
    }

    /** Index of the bin of the first of {@link #binCounts}. */
    public int firstBin() {
        return first;
    }

    /** How many values lie in each bin of the range that was met; none before any. */
    public List<Integer> binCounts() {
        List<Integer> bins = new ArrayList<>(counts.length);
        for (char times : counts) {
            bins.add((int) times);
        }
        return bins;
    }

    /** How many values there are. */
    public long count() {
        return count;
    }

    /** Half of the values are below it, in seconds; empty without values. */
    public OptionalDouble median() {
        if (count == 0) {
            return OptionalDouble.empty();
        }
        double half = (double) count / 2;
        double below = 0;
        int bin = 0;
        while (below + counts[bin] < half) {
            below += counts[bin++];
        }
        double within = (half - below) / counts[bin];
        return OptionalDouble.of(LEAST_SECONDS * Math.exp(((double) (first + bin) + within) * LOG_OF_WIDTH));
    }

    /** Its memory, in bytes, objects' headers included. */
    public long bytes() {
        return 32 + 16 + (long) counts.length * Character.BYTES;
    }

    /** A count ends at the largest that a bin can hold: such a bin is the median, whatever the others hold. */
    private void add(int bin, int times) {
        if (times == 0) {
            return;
        }
        if (bin < first || bin >= first + counts.length) {
            makeRoomFor(bin);
        }
        int sum = Math.min(counts[bin - first] + times, Character.MAX_VALUE);
        count += sum - counts[bin - first];
        counts[bin - first] = (char) sum;
    }

    private static int binOf(double seconds) {
        double bins = Math.log(Math.max(seconds, LEAST_SECONDS) / LEAST_SECONDS) / LOG_OF_WIDTH;
        return (int) Math.min(bins, BINS - 1);
    }

    private void makeRoomFor(int bin) {
        boolean isFirst = counts.length == 0;
        int low = (isFirst ? bin : Math.min(bin, first)) / STEP * STEP;
        int high = isFirst ? bin + 1 : Math.max(bin + 1, first + counts.length);
        char[] room = new char[(high - low + STEP - 1) / STEP * STEP];
        System.arraycopy(counts, 0, room, isFirst ? 0 : first - low, counts.length);
        counts = room;
        first = low;
    }
}
