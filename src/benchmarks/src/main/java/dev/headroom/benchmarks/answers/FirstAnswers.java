// SPDX-License-Identifier: Apache-2.0
package dev.headroom.benchmarks.answers;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Waits until a service that has just started has a number for every workload. */
final class FirstAnswers {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long GLANCE_MILLIS = 100;

    private FirstAnswers() {}

    static void await(Caller caller, int workloads) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        for (int workload = 0; workload < workloads; ) {
            Throwable failure = failureOf(caller, workload);
            if (failure == null) {
                workload++;
            } else if (System.nanoTime() > deadline) {
                throw new IllegalStateException(
                        "workload " + workload + " has no answer after " + PATIENCE.toSeconds() + " s: "
                                + failure.getMessage(),
                        failure);
            } else {
                Thread.sleep(GLANCE_MILLIS);
            }
        }
    }

    private static @Nullable Throwable failureOf(Caller caller, int workload) throws InterruptedException {
        AtomicReference<@Nullable Throwable> outcome = new AtomicReference<>();
        CountDownLatch ended = new CountDownLatch(1);
        caller.call(workload, failure -> {
            outcome.set(failure);
            ended.countDown();
        });
        return ended.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                ? outcome.get()
                : new IllegalStateException("no answer within " + PATIENCE.toSeconds() + " s");
    }
}
