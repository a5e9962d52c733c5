// SPDX-License-Identifier: Apache-2.0
package dev.headroom.benchmarks.answers;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Keeps so many calls in flight: each answer begins the next call. What ends after the end does not count. */
final class ClosedLoop {
    private static final long PATIENCE_SECONDS = 30;

    private final Caller caller;
    private final LoopResult result;
    private final CountDownLatch chains;
    private final AtomicInteger number = new AtomicInteger();
    private final long end;

    private ClosedLoop(Caller caller, int inFlight, Duration lasts) {
        this.caller = caller;
        this.result = new LoopResult(lasts.toMillis() / 1e3);
        this.chains = new CountDownLatch(inFlight);
        this.end = System.nanoTime() + lasts.toNanos();
    }

    static LoopResult run(Caller caller, int inFlight, Duration lasts) throws InterruptedException {
        ClosedLoop loop = new ClosedLoop(caller, inFlight, lasts);
        for (int chain = 0; chain < inFlight; chain++) {
            loop.next();
        }
        if (!loop.chains.await(lasts.toSeconds() + PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new IllegalStateException(
                    loop.chains.getCount() + " calls were not answered within " + PATIENCE_SECONDS + " s of the end");
        }
        return loop.result;
    }

    private void next() {
        long begun = System.nanoTime();
        caller.call(number.getAndIncrement(), failure -> {
            long now = System.nanoTime();
            if (now < end) {
                result.ended(now - begun, failure);
                next();
            } else {
                chains.countDown();
            }
        });
    }
}
