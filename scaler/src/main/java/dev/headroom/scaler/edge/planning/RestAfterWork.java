// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.planning;

import dev.headroom.scaler.cycle.YieldPoint;
import java.time.Duration;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/**
 * Rests as long as it worked, whenever it has worked for a moment: a thousand turns in one piece would hold a core for a quarter
 * of a second, and every answer that needs it would wait. One thread.
 */
public final class RestAfterWork implements YieldPoint {
    /** A fraction of a busy server's 99th percentile, several times the time to wake up. */
    static final Duration SLICE = Duration.ofNanos(400_000);

    /** Work before this is another round's: the pause between rounds is rest enough. */
    private static final Duration LONG_AGO = Duration.ofMillis(100);

    private final LongSupplier nanoTime;
    private final LongConsumer restNanos;
    private long sliceBegan;

    /**
     * Begins at work.
     *
     * @param nanoTime a clock that only goes forward
     * @param restNanos waits for so long, at least about
     */
    public RestAfterWork(LongSupplier nanoTime, LongConsumer restNanos) {
        this.nanoTime = nanoTime;
        this.restNanos = restNanos;
        this.sliceBegan = nanoTime.getAsLong();
    }

    @Override
    public void afterTurn() {
        long worked = nanoTime.getAsLong() - sliceBegan;
        if (worked > LONG_AGO.toNanos()) {
            sliceBegan = nanoTime.getAsLong();
        } else if (worked >= SLICE.toNanos()) {
            restNanos.accept(worked);
            sliceBegan = nanoTime.getAsLong();
        }
    }
}
