// SPDX-License-Identifier: Apache-2.0
package dev.headroom.sidecar.proxy;

import java.util.concurrent.atomic.AtomicInteger;

/** What all loops of a proxy have in common. Any thread. */
final class ProxyState {
    private final WaitingRoom room;
    private final AtomicInteger inFlight = new AtomicInteger();
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
