// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.sketch;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Counts by bin index, over a bounded range: once the range is full, everything below the highest {@link #MOST} indices is
 * counted in the lowest of them. Large values matter most, and the result does not depend on the order of adding.
 */
final class Bins {
    /** At 1 % accuracy, 512 bins distinguish values over a factor of 28,000: 10 ms from 280 s. */
    static final int MOST = 512;

    /** Arrays grow in steps, so that a growing range is not copied for every new bin. */
    private static final int STEP = 32;

    private int[] counts = new int[0];
    /** Index of {@code counts[0]}. */
    private int first;

    private int lowest = Integer.MAX_VALUE;
    private int highest = Integer.MIN_VALUE;
    private long count;

    void add(int index, int times) {
        if (index < first || index >= first + counts.length) {
            makeRoomFor(index);
        }
        int kept = Math.max(index, first);
        counts[kept - first] += times;
        lowest = Math.min(lowest, kept);
        highest = Math.max(highest, kept);
        count += times;
    }

    /** Makes room for the outermost bins first; then every bin between them has its place. */
    void addAll(Bins other) {
        if (other.count == 0) {
            return;
        }
        if (count == 0) {
            copy(other);
            return;
        }
        long before = count;
        coverBoth(other);
        add(other.highest, other.countAt(other.highest));
        if (other.lowest < other.highest) {
            add(other.lowest, other.countAt(other.lowest));
        }
        // Values below the range are counted in its lowest bin; the rest is the sum of two arrays.
        int within = Math.max(other.lowest + 1, Math.min(first, other.highest));
        for (int index = other.lowest + 1; index < within; index++) {
            counts[0] += other.countAt(index);
        }
        int place = within - first;
        for (int at = within - other.first; at < other.highest - other.first; at++) {
            counts[place++] += other.counts[at];
        }
        count = before + other.count;
    }

    /** Grows once for bins beyond either end, and by a step at the lower one, where the next bins will reach beyond, too. */
    private void coverBoth(Bins other) {
        int high = Math.max(highest, other.highest);
        int low = Math.max(Math.min(lowest, other.lowest), high - MOST + 1);
        if (low < first || high >= first + counts.length) {
            int length = Math.min(MOST, roundedUp(high - low + 1) + STEP);
            moveTo(new int[length], Math.max(high - length + 1, low - STEP));
        }
    }

    private void copy(Bins other) {
        counts = other.counts.clone();
        first = other.first;
        lowest = other.lowest;
        highest = other.highest;
        count = other.count;
    }

    long count() {
        return count;
    }

    /** The bin in which the value of a rank lies; ranks count from 0 in ascending order. */
    int indexOfRank(long rank) {
        long below = 0;
        for (int index = lowest; index < highest; index++) {
            below += counts[index - first];
            if (below > rank) {
                return index;
            }
        }
        return highest;
    }

    /** How many values lie in the bins up to {@code index}. */
    long countUpTo(int index) {
        long upTo = 0;
        for (int at = lowest; at <= Math.min(index, highest); at++) {
            upTo += counts[at - first];
        }
        return upTo;
    }

    /** Index of the lowest bin that holds a value; only where there is one. */
    int lowest() {
        return lowest;
    }

    /** How many values lie in the bins up to each, from the lowest to the highest. */
    long[] cumulative() {
        if (count == 0) {
            return new long[0];
        }
        long[] upTo = new long[highest - lowest + 1];
        long sum = 0;
        for (int index = lowest; index <= highest; index++) {
            sum += counts[index - first];
            upTo[index - lowest] = sum;
        }
        return upTo;
    }

    /** How many values lie in each bin, from the lowest to the highest. */
    List<Integer> counts() {
        return count == 0
                ? List.of()
                : Arrays.stream(counts, lowest - first, highest - first + 1)
                        .boxed()
                        .toList();
    }

    long bytes() {
        return 40 + 16 + (long) counts.length * Integer.BYTES;
    }

    private int countAt(int index) {
        return counts[index - first];
    }

    private void makeRoomFor(int index) {
        int high = Math.max(index, highest);
        int low = Math.max(Math.min(index, lowest), high - MOST + 1);
        int length = Math.min(MOST, roundedUp(high - low + 1));
        if (length == counts.length && first == high - length + 1) {
            return;
        }
        int newFirst = index < first ? high - length + 1 : low;
        moveTo(new int[length], newFirst);
    }

    private void moveTo(int[] room, int newFirst) {
        for (int index = lowest; index <= highest; index++) {
            room[Math.max(index, newFirst) - newFirst] += counts[index - first];
        }
        if (count > 0) {
            lowest = Math.max(lowest, newFirst);
            highest = Math.max(highest, newFirst);
        }
        counts = room;
        first = newFirst;
    }

    private static int roundedUp(int bins) {
        return (bins + STEP - 1) / STEP * STEP;
    }

    @Override
    public boolean equals(@Nullable Object object) {
        return object instanceof Bins other
                && count == other.count
                && (count == 0
                        || (lowest == other.lowest
                                && highest == other.highest
                                && Arrays.equals(
                                        counts,
                                        lowest - first,
                                        highest - first + 1,
                                        other.counts,
                                        lowest - other.first,
                                        highest - other.first + 1)));
    }

    @Override
    public int hashCode() {
        int hash = Long.hashCode(count);
        for (int index = lowest; index <= highest && count > 0; index++) {
            hash = 31 * hash + counts[index - first];
        }
        return hash;
    }
}
