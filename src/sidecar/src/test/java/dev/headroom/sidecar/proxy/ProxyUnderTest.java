// SPDX-License-Identifier: Apache-2.0
package dev.headroom.sidecar.proxy;

import dev.headroom.sidecar.observe.Exchanges;
import dev.headroom.sidecar.observe.ObserveSettings;
import dev.headroom.sidecar.observe.RequestEvent;
import dev.headroom.sidecar.observe.Witness;
import io.vertx.core.Vertx;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** The proxy as it runs, on two event loops, before a port of this machine. */
final class ProxyUnderTest implements AutoCloseable {
    private final Vertx vertx = Vertx.vertx();
    private final Proxy proxy;
    private final Heard heard;

    /** Remembers what it hears, and tells others. */
    private static final class Heard implements Witness {
        private final List<RequestEvent> events = new CopyOnWriteArrayList<>();
        private final Witness next;

        Heard(Witness next) {
            this.next = next;
        }

        /** One after the other, so that both hear in the same order. */
        @Override
        public synchronized void happened(RequestEvent event) {
            events.add(event);
            next.happened(event);
        }

        @Override
        public void gap(Duration between) {
            next.gap(between);
        }
    }

    /** As by default. */
    static final SendingLimits PATIENT =
            new SendingLimits(Duration.ofMinutes(2), Duration.ofSeconds(20), Duration.ofSeconds(30));

    /** Hears nothing. */
    static final Witness NOBODY = new Witness() {
        @Override
        public void happened(RequestEvent event) {
            // Nobody listens.
        }

        @Override
        public void gap(Duration between) {
            // Nobody listens.
        }
    };

    ProxyUnderTest(ProxySettings settings, Witness witness) {
        heard = new Heard(witness);
        Exchanges exchanges = new Exchanges("test", new ObserveSettings(Optional.empty(), false), heard);
        proxy = new Proxy(vertx, settings, exchanges, Clock.systemUTC());
        proxy.start(2);
    }

    /** Holds no request. */
    static ProxySettings before(int port) {
        return holding(port, Duration.ZERO, 1);
    }

    static ProxySettings holding(int port, Duration longest, int most) {
        return settings(port, longest, most, PATIENT);
    }

    /** Holds no request, and gives clients so much time. */
    static ProxySettings hasty(int port, SendingLimits limits) {
        return settings(port, Duration.ZERO, 1, limits);
    }

    private static ProxySettings settings(int port, Duration longest, int most, SendingLimits limits) {
        return new ProxySettings(
                "127.0.0.1",
                0,
                limits,
                URI.create("http://127.0.0.1:" + port),
                Duration.ofSeconds(2),
                Duration.ofSeconds(2),
                longest,
                most);
    }

    int port() {
        return proxy.port();
    }

    Proxy proxy() {
        return proxy;
    }

    /** What was told of so far. */
    List<RequestEvent> events() {
        return heard.events;
    }

    /** What was told of one request so far. */
    List<RequestEvent> eventsOf(String id) {
        return heard.events.stream()
                .filter(event -> event.name().id().equals(id))
                .toList();
    }

    @Override
    public void close() {
        proxy.stop();
        vertx.close()
                .toCompletionStage()
                .toCompletableFuture()
                .orTimeout(10, TimeUnit.SECONDS)
                .join();
    }
}
