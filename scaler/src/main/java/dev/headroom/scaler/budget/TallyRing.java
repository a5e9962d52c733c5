// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.budget;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The newest buckets of equal length along time, 16 bytes each; older buckets are dropped. One thread. */
final class TallyRing {
    private static final double MILLIS_PER_SECOND = 1e3;

    private final long bucketSeconds;
    private final double[] counted;
    private final double[] missed;
    private long newest = Long.MIN_VALUE;

    /**
     * Without any buckets yet.
     *
     * @param bucketSeconds length of each; above 0
     * @param span the longest span for {@link #within}
     */
    TallyRing(long bucketSeconds, Duration span) {
        this.bucketSeconds = bucketSeconds;
        // One bucket that is being filled, and one bucket with only a part in the span.
        int buckets = Math.toIntExact(span.toSeconds() / bucketSeconds) + 2;
        this.counted = new double[buckets];
        this.missed = new double[buckets];
    }

    /** Adds to the bucket in which an instant lies, unless it is older than the kept buckets. */
    void add(Instant at, Tally tally) {
        long bucket = bucketOf(at);
        if (newest == Long.MIN_VALUE) {
            newest = bucket;
        }
        for (; newest < bucket; newest++) {
            if (bucket - newest > counted.length) {
                newest = bucket - counted.length;
                Arrays.fill(counted, 0);
                Arrays.fill(missed, 0);
            }
            counted[slotOf(newest + 1)] = 0;
            missed[slotOf(newest + 1)] = 0;
        }
        if (bucket >= oldest()) {
            counted[slotOf(bucket)] += tally.counted();
            missed[slotOf(bucket)] += tally.missed();
        }
    }

    /** The sum over {@code span} before {@code now}; a bucket that lies in it in part counts by that part. */
    Tally within(Duration span, Instant now) {
        if (newest == Long.MIN_VALUE) {
            return new Tally(0, 0);
        }
        Instant from = now.minus(span);
        long first = bucketOf(from);
        double sumCounted = 0;
        double sumMissed = 0;
        for (long bucket = Math.max(first, oldest()); bucket <= newest; bucket++) {
            double share = bucket == first ? shareAfter(from) : 1;
            sumCounted += share * counted[slotOf(bucket)];
            sumMissed += share * missed[slotOf(bucket)];
        }
        return new Tally(sumCounted, sumMissed);
    }

    /** The buckets in which anything was counted, oldest first. */
    List<BudgetMemory.Bucket> buckets() {
        List<BudgetMemory.Bucket> buckets = new ArrayList<>();
        for (long bucket = oldest(); newest != Long.MIN_VALUE && bucket <= newest; bucket++) {
            int slot = slotOf(bucket);
            if (counted[slot] > 0) {
                buckets.add(new BudgetMemory.Bucket(
                        Instant.ofEpochSecond(bucket * bucketSeconds), counted[slot], missed[slot]));
            }
        }
        return buckets;
    }

    private double shareAfter(Instant from) {
        Instant start = Instant.ofEpochSecond(bucketOf(from) * bucketSeconds);
        double passed = (double) Duration.between(start, from).toMillis() / MILLIS_PER_SECOND;
        return 1 - passed / (double) bucketSeconds;
    }

    private long oldest() {
        return newest - counted.length + 1;
    }

    private long bucketOf(Instant at) {
        return Math.floorDiv(at.getEpochSecond(), bucketSeconds);
    }

    private int slotOf(long bucket) {
        return Math.floorMod(bucket, counted.length);
    }
}
