// SPDX-License-Identifier: Apache-2.0
package dev.headroom.sidecar.proxy;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** The state that all loops of a proxy share. Any thread. */
final class ProxyState {
    private final WaitingRoom room;
    private final AtomicInteger inFlight = new AtomicInteger();
    private final AtomicLong refused = new AtomicLong();
    private final AtomicLong late = new AtomicLong();
    private volatile boolean draining;
    private volatile int port;

    ProxyState(WaitingRoom room) {
        this.room = room;
    }

    WaitingRoom room() {
        return room;
    }

    void begun() {
        inFlight.incrementAndGet();
    }

    void ended() {
        inFlight.decrementAndGet();
    }

    int inFlight() {
        return inFlight.get();
    }

    /** A client sent an invalid request, or a request that may not be forwarded. */
    void refused() {
        refused.incrementAndGet();
    }

    long refusals() {
        return refused.get();
    }

    /** A client did not send in time what it began. */
    void late() {
        late.incrementAndGet();
    }

    long lates() {
        return late.get();
    }

    void drain() {
        draining = true;
    }

    boolean isDraining() {
        return draining;
    }

    void listensAt(int actual) {
        port = actual;
    }

    int port() {
        return port;
    }
}
