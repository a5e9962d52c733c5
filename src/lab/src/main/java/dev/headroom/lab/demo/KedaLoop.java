// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.demo;

import dev.headroom.lab.clock.VirtualClock;
import dev.headroom.lab.keda.KedaOperator;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;

/** KEDA's polling interval and the HPA's sync period, kept in virtual time until the thread is interrupted. */
final class KedaLoop implements Callable<Void> {
    private static final Duration POLL_EVERY = Duration.ofSeconds(5);
    private static final Duration SYNC_EVERY = Duration.ofSeconds(15);

    private final VirtualClock clock;
    private final KedaOperator operator;
    private volatile String trouble = "";

    KedaLoop(VirtualClock clock, KedaOperator operator) {
        this.clock = clock;
        this.operator = operator;
    }

    /** What went wrong in the last round; empty when nothing did. */
    String trouble() {
        return trouble;
    }

    @Override
    public Void call() throws InterruptedException {
        Instant poll = clock.virtualAt(Instant.now());
        Instant sync = poll;
        while (true) {
            Instant next = poll.isBefore(sync) ? poll : sync;
            Pace.until(clock.realAt(next));
            Instant now = clock.virtualAt(Instant.now());
            if (!poll.isAfter(now)) {
                trouble = operator.poll();
                poll = following(poll, POLL_EVERY, now);
            }
            if (!sync.isAfter(now)) {
                trouble = operator.sync(now);
                sync = following(sync, SYNC_EVERY, now);
            }
        }
    }

    /** Rounds that were missed are not made up for. */
    static Instant following(Instant last, Duration every, Instant now) {
        long rounds = Duration.between(last, now).dividedBy(every) + 1;
        return last.plus(every.multipliedBy(rounds));
    }
}
