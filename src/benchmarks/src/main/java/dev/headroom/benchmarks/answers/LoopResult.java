// SPDX-License-Identifier: Apache-2.0
package dev.headroom.benchmarks.answers;

import dev.headroom.benchmarks.report.Latencies;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** What became of the calls of a loop. Safe from any thread. */
final class LoopResult {
    private static final double MEDIAN = 50;
    private static final double TAIL = 99;

    private final Latencies latencies = new Latencies();
    private final AtomicInteger failures = new AtomicInteger();
    private final AtomicReference<@Nullable Throwable> firstFailure = new AtomicReference<>();
    private final double seconds;

    /** Nothing yet of a loop that lasts so many seconds. */
    LoopResult(double seconds) {
        this.seconds = seconds;
    }

    void ended(long latencyNanos, @Nullable Throwable failure) {
        if (failure == null) {
            latencies.add(latencyNanos);
        } else {
            failures.incrementAndGet();
            firstFailure.compareAndSet(null, failure);
        }
    }

    int answered() {
        return latencies.count();
    }

    double perSecond() {
        return latencies.count() / seconds;
    }

    OptionalDouble p50Millis() {
        return latencies.millisAt(MEDIAN);
    }

    OptionalDouble p99Millis() {
        return latencies.millisAt(TAIL);
    }

    /** How many calls failed and why the first did; empty when none did. */
    Optional<String> failure() {
        Throwable first = firstFailure.get();
        return first == null
                ? Optional.empty()
                : Optional.of(failures.get() + " calls failed, the first with " + first.getMessage());
    }
}
