// SPDX-License-Identifier: Apache-2.0
package dev.headroom.sidecar.proxy;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/** Requests that are held until the server is there. Any thread. */
final class WaitingRoom {
    private static final long FIRST_PAUSE_MILLIS = 100;
    private static final long LONGEST_PAUSE_MILLIS = 1_000;
    /** 100, 200, 400, 800 ms; then a second. */
    private static final int DOUBLINGS = 4;

    private final Duration longest;
    private final int most;
    private final AtomicInteger held = new AtomicInteger();

    WaitingRoom(Duration longest, int most) {
        this.longest = longest;
        this.most = most;
    }

    boolean isOpen() {
        return !longest.isZero();
    }

    /** Whether there was a place; it is given back by {@link #leave()}. */
    boolean enter() {
        if (held.incrementAndGet() > most) {
            held.decrementAndGet();
            return false;
        }
        return true;
    }

    void leave() {
        held.decrementAndGet();
    }

    int held() {
        return held.get();
    }

    long longestNanos() {
        return longest.toNanos();
    }

    /** The pause before the next attempt after {@code failures} failed ones, at least 1. */
    static long pauseMillis(int failures) {
        return failures > DOUBLINGS ? LONGEST_PAUSE_MILLIS : FIRST_PAUSE_MILLIS << (failures - 1);
    }
}
