// SPDX-License-Identifier: Apache-2.0
package dev.headroom.benchmarks.traffic;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * The records of a plan, one after another. The requests ended within the minute before the given instant, so that none is too
 * old for the windows, and none lies in the future. One thread.
 */
public final class RecordStream {
    private static final long SPREAD_NANOS = Duration.ofMinutes(1).toNanos();
    private static final long NANOS_PER_SECOND = 1_000_000_000L;
    private static final long NANOS_PER_MILLI = 1_000_000L;

    private final TrafficPlan plan;
    private final Requests requests;
    private final VllmSpanWriter spans;
    private final long firstEndNanos;
    private int written;
    private long timestampMillis;

    public RecordStream(TrafficPlan plan, Instant now) {
        SplittableRandom chance = new SplittableRandom(plan.seed());
        this.plan = plan;
        this.requests = new Requests(plan.fleet(), chance.split());
        this.spans = new VllmSpanWriter(plan.fleet(), chance.split());
        this.firstEndNanos = now.getEpochSecond() * NANOS_PER_SECOND + now.getNano() - SPREAD_NANOS;
    }

    /** Whether there is another record. */
    public boolean hasNext() {
        return written < plan.requests();
    }

    /** The value of the next record. */
    public byte[] next() {
        int count = Math.min(plan.inRecord(), plan.requests() - written);
        List<DrawnRequest> drawn = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            drawn.add(nextRequest());
        }
        timestampMillis = drawn.get(count - 1).endNanos() / NANOS_PER_MILLI;
        return plan.format() == Format.SPANS
                ? spans.batchOf(drawn)
                : NativeEventWriter.eventOf(drawn.get(0), plan.fleet());
    }

    /** Unix time at which the newest request of the record last given ended. */
    public long timestampMillis() {
        return timestampMillis;
    }

    /** In turn while there is not one for each workload, then by chance: so none is without. */
    private DrawnRequest nextRequest() {
        long end = firstEndNanos + Math.round((double) SPREAD_NANOS * written / plan.requests());
        int number = written++;
        return number < plan.fleet().workloads() ? requests.drawn(number, end) : requests.drawn(end);
    }
}
