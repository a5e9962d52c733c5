// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.it;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Traffic that flows until it is stopped: requests that ended one by one at even distances, each sent when its end has come.
 * A broker that is away does not stop it; the producer keeps what it cannot send.
 */
final class LiveTraffic implements AutoCloseable {
    private static final Duration TICK = Duration.ofMillis(20);

    private final Traffic traffic;
    private final Instant start;
    private final Duration gap;
    private final Duration endToEnd;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final AtomicInteger sent = new AtomicInteger();

    private LiveTraffic(Traffic traffic, Instant start, Duration gap, Duration endToEnd) {
        this.traffic = traffic;
        this.start = start;
        this.gap = gap;
        this.endToEnd = endToEnd;
    }

    /** Starts at {@code start}, with the first end one gap later. */
    static LiveTraffic from(Instant start, Traffic traffic, double perSecond, Duration endToEnd) {
        Duration gap = Duration.ofNanos(Math.round(1e9 / perSecond));
        LiveTraffic live = new LiveTraffic(traffic, start, gap, endToEnd);
        var unused = live.timer.scheduleAtFixedRate(live::sendDue, 0, TICK.toMillis(), TimeUnit.MILLISECONDS);
        return live;
    }

    /** No more requests end. Returns how many did, each of which has been sent or waits in the producer. */
    int stop() throws InterruptedException {
        timer.shutdown();
        if (!timer.awaitTermination(30, TimeUnit.SECONDS)) {
            throw new AssertionError("sending hangs after " + sent + " requests");
        }
        return sent.get();
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }

    private void sendDue() {
        Instant now = Instant.now();
        for (Instant end = endOfNext(); !end.isAfter(now) && !timer.isShutdown(); end = endOfNext()) {
            traffic.send(traffic.completed(end.minus(endToEnd), endToEnd).build());
            sent.incrementAndGet();
        }
    }

    private Instant endOfNext() {
        return start.plus(gap.multipliedBy(sent.get() + 1L));
    }
}
