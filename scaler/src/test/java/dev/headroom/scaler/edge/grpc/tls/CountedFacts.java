// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.grpc.tls;

import java.util.concurrent.atomic.AtomicInteger;

/** Counts. */
final class CountedFacts implements TlsFacts {
    final AtomicInteger reloads = new AtomicInteger();
    final AtomicInteger failures = new AtomicInteger();
    final AtomicInteger handshakes = new AtomicInteger();

    @Override
    public void reloaded() {
        reloads.incrementAndGet();
    }

    @Override
    public void reloadFailed() {
        failures.incrementAndGet();
    }

    @Override
    public void handshakeFailed() {
        handshakes.incrementAndGet();
    }
}
