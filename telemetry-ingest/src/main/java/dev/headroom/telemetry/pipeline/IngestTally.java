// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.pipeline;

import dev.headroom.telemetry.attribute.Attributed;
import dev.headroom.telemetry.decode.SkipReason;
import dev.headroom.telemetry.validate.Rejection;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Counts outcomes of records and observations since the start. Only the pipeline counts; any thread may read. Every observation that was
 * read is absorbed, rejected or unattributed.
 */
public final class IngestTally {
    private final AtomicLong records = new AtomicLong();
    private final AtomicLong absorbed = new AtomicLong();
    private final AtomicLong readings = new AtomicLong();
    private final AtomicLong clamped = new AtomicLong();
    private final AtomicLong defects = new AtomicLong();
    private volatile @Nullable RuntimeException lastDefect;
    private final Map<SkipReason, AtomicLong> skipped = counters(SkipReason.class);
    private final Map<Rejection, AtomicLong> rejected = counters(Rejection.class);
    private final Map<Attributed.Reason, AtomicLong> unattributed = counters(Attributed.Reason.class);

    IngestTally() {}

    /** Records read, whatever they held. */
    public long records() {
        return records.get();
    }

    /** Observations that reached a window. */
    public long absorbed() {
        return absorbed.get();
    }

    /** Readings of servers that reached a window. */
    public long readings() {
        return readings.get();
    }

    /** The part of {@link #absorbed} with a duration that was off within the clocks' tolerance and was set right. */
    public long clamped() {
        return clamped.get();
    }

    /** Things in records that did not become an observation. */
    public long skipped(SkipReason reason) {
        return valueOf(skipped, reason);
    }

    /** Observations that validation rejected. */
    public long rejected(Rejection reason) {
        return valueOf(rejected, reason);
    }

    /** Observations that could not be attributed. */
    public long unattributed(Attributed.Reason reason) {
        return valueOf(unattributed, reason);
    }

    /** Records that met a defect of ours and were given up. */
    public long defects() {
        return defects.get();
    }

    /** The newest such defect, for the log. */
    public Optional<RuntimeException> lastDefect() {
        return Optional.ofNullable(lastDefect);
    }

    void countRecord() {
        add(records, 1);
    }

    void countSkipped(SkipReason reason, int times) {
        add(counterOf(skipped, reason), times);
    }

    void countRejected(Rejection reason) {
        add(counterOf(rejected, reason), 1);
    }

    void countUnattributed(Attributed.Reason reason) {
        add(counterOf(unattributed, reason), 1);
    }

    void countAbsorbed(boolean wasClamped) {
        add(absorbed, 1);
        if (wasClamped) {
            add(clamped, 1);
        }
    }

    void countReading() {
        readings.incrementAndGet();
    }

    void countDefect(RuntimeException defect) {
        add(defects, 1);
        lastDefect = defect;
    }

    /** One thread counts, so nothing can come between; an atomic addition would make it wait for memory each time. */
    private static void add(AtomicLong counter, int times) {
        counter.lazySet(counter.get() + times);
    }

    private static <R extends Enum<R>> Map<R, AtomicLong> counters(Class<R> reasons) {
        Map<R, AtomicLong> counters = new EnumMap<>(reasons);
        for (R reason : reasons.getEnumConstants()) {
            counters.put(reason, new AtomicLong());
        }
        return counters;
    }

    private static <R extends Enum<R>> long valueOf(Map<R, AtomicLong> counters, R reason) {
        return counterOf(counters, reason).get();
    }

    private static <R extends Enum<R>> AtomicLong counterOf(Map<R, AtomicLong> counters, R reason) {
        AtomicLong counter = counters.get(reason);
        if (counter == null) {
            throw new IllegalStateException("no counter for " + reason);
        }
        return counter;
    }
}
