// SPDX-License-Identifier: Apache-2.0
package dev.headroom.sidecar.proxy;

import dev.headroom.sidecar.observe.Exchange;
import dev.headroom.sidecar.observe.Exchanges;
import dev.headroom.sidecar.observe.ObservedArrival;
import dev.headroom.sidecar.observe.RequestHead;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.time.Clock;
import java.util.Optional;

/** The onlookers, and their clock. Any thread. */
final class Onlookers {
    private final Exchanges exchanges;
    private final Clock clock;

    Onlookers(Exchanges exchanges, Clock clock) {
        this.exchanges = exchanges;
        this.clock = clock;
    }

    /** The exchange of a request that has just arrived; empty where there is nothing to see. */
    Optional<Exchange> begin(HttpServerRequest request) {
        MultiMap headers = request.headers();
        return exchanges.begin(
                new RequestHead(
                        request.method().name(),
                        request.uri(),
                        Optional.ofNullable(headers.get("x-request-id")),
                        Optional.ofNullable(headers.get(HttpHeaders.CONTENT_ENCODING))),
                new ObservedArrival(clock.instant(), nanos()));
    }

    /** Monotonic. */
    static long nanos() {
        return System.nanoTime();
    }
}
