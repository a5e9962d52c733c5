// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.publish;

import java.time.Duration;
import java.util.function.LongSupplier;

/** Decides when a pause is over. */
final class Pacer {
    private final long everyNanos;
    private final LongSupplier nanoTime;
    private long restartedNanos;

    Pacer(Duration every, LongSupplier nanoTime) {
        this.everyNanos = every.toNanos();
        this.nanoTime = nanoTime;
        this.restartedNanos = nanoTime.getAsLong();
    }

    /** Over now. */
    void hurry() {
        restartedNanos = nanoTime.getAsLong() - everyNanos;
    }

    boolean isDue() {
        return nanoTime.getAsLong() - restartedNanos >= everyNanos;
    }

    void restart() {
        restartedNanos = nanoTime.getAsLong();
    }
}
