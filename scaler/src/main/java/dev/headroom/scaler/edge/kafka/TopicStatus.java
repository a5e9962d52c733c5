// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.kafka;

import dev.headroom.scaler.ownership.LeadershipStatus;
import dev.headroom.scaler.ownership.LeadershipStatus.Log;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** How the shared topic is doing. Written by the thread that reads it; safe to ask from any. */
final class TopicStatus {
    /** Records that producers held while the broker was unavailable arrive within this time. */
    private static final Duration HELD_BACK = Duration.ofSeconds(10);

    private final LongSupplier nanos;
    private final long startedNanos;
    private final CountDownLatch settled = new CountDownLatch(1);
    private volatile Log log = Log.UNREAD;
    private volatile Duration contactAt = Duration.ZERO;
    private volatile Duration newsAt = Duration.ZERO;
    private volatile Duration backAt = Duration.ZERO;

    TopicStatus() {
        this(System::nanoTime);
    }

    /** With another clock. */
    TopicStatus(LongSupplier nanos) {
        this.nanos = nanos;
        this.startedNanos = nanos.getAsLong();
    }

    /** Since this replica began; the only clock here, because the service's own may run fast. */
    Duration uptime() {
        return Duration.ofNanos(nanos.getAsLong() - startedNanos);
    }

    Log log() {
        return log;
    }

    /** Whether a record that is written now can be expected to be read back. */
    boolean reachable() {
        return log == Log.READ && LeadershipStatus.isNear(uptime().minus(contactAt));
    }

    LeadershipStatus situation(boolean owner, boolean newsExpected) {
        Duration now = uptime();
        return new LeadershipStatus(log, owner, now.minus(contactAt), newsExpected ? now.minus(newsAt) : Duration.ZERO);
    }

    /** Whether a record that is read now may have been written before the broker became unavailable. */
    boolean justBack() {
        return uptime().minus(backAt).compareTo(HELD_BACK) < 0;
    }

    void contact() {
        if (!LeadershipStatus.isNear(uptime().minus(contactAt))) {
            backAt = uptime();
            // The group needs a moment to choose; until then the last shared plan is held, and no replica plans alone.
            newsAt = uptime();
        }
        contactAt = uptime();
    }

    void news() {
        newsAt = uptime();
    }

    void readToTheEnd() {
        if (log != Log.READ) {
            newsAt = uptime();
            log = Log.READ;
        }
        settled.countDown();
    }

    /** Once it was read, a missing topic counts as unavailable. */
    void missing() {
        if (log != Log.READ) {
            log = Log.MISSING;
        }
        settled.countDown();
    }

    /** Waits until it has been read to its end, or found missing, for the first time; false when neither is so by then. */
    boolean awaitSettled(Duration atMost) throws InterruptedException {
        return settled.await(atMost.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** A topic that turned up must be read before anything else. */
    void found() {
        if (log == Log.MISSING) {
            log = Log.UNREAD;
        }
    }
}
