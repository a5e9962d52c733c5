// SPDX-License-Identifier: Apache-2.0
package dev.headroom.benchmarks.answers;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Calls when they are due, whether or not those before have been answered, and counts each latency from the moment the call was
 * due: a server that stalls pays for every call that had to wait, and a client that is late never flatters it.
 */
final class OpenLoop {
    private static final long PATIENCE_SECONDS = 30;

    private OpenLoop() {}

    static LoopResult run(Caller caller, Schedule schedule) throws InterruptedException {
        LoopResult result = new LoopResult(schedule.lasts().toMillis() / 1e3);
        CountDownLatch open = new CountDownLatch(schedule.calls());
        long start = System.nanoTime();
        for (int call = 0; call < schedule.calls(); call++) {
            long due = start + schedule.dueNanos(call);
            parkUntil(due);
            caller.call(call, failure -> {
                result.ended(System.nanoTime() - due, failure);
                open.countDown();
            });
        }
        if (!open.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new IllegalStateException(
                    open.getCount() + " calls were not answered within " + PATIENCE_SECONDS + " s of the last");
        }
        return result;
    }

    private static void parkUntil(long due) throws InterruptedException {
        for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
            LockSupport.parkNanos(left);
            if (Thread.interrupted()) {
                throw new InterruptedException("open loop");
            }
        }
    }
}
