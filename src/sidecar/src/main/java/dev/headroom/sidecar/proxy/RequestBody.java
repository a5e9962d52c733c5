// SPDX-License-Identifier: Apache-2.0
package dev.headroom.sidecar.proxy;

import dev.headroom.sidecar.observe.Exchange;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpServerRequest;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The body of a request on its way to the server. It is read from the beginning on, at most {@value Limits#EARLY_BYTES} bytes ahead while
 * there is no connection, so that what it asks for is known early; from then on no faster than the server takes it. Event loop.
 */
final class RequestBody {
    private final HttpServerRequest from;
    private final Optional<Exchange> exchange;
    private final Deque<Buffer> early = new ArrayDeque<>(2);
    private int earlyBytes;
    private boolean ended;
    private boolean discarded;
    private HttpHeaders trailers = EmptyHttpHeaders.INSTANCE;
    private @Nullable HttpClientRequest to;

    RequestBody(HttpServerRequest from, Optional<Exchange> exchange) {
        this.from = from;
        this.exchange = exchange;
    }

    /** Begins to read. */
    void begin() {
        from.handler(this::came);
        from.endHandler(end -> ended());
    }

    boolean isEnded() {
        return ended;
    }

    /** Sends the head, what came so far, and all that comes. */
    void flowTo(HttpClientRequest server) {
        to = server;
        if (ended && trailers.isEmpty() && early.size() <= 1) {
            Buffer whole = early.poll();
            if (whole == null) {
                server.end();
            } else {
                server.end(whole);
            }
            return;
        }
        server.sendHead();
        server.drainHandler(drained -> from.resume());
        for (Buffer piece = early.poll(); piece != null; piece = early.poll()) {
            server.write(piece, null);
        }
        if (ended) {
            end(server);
        } else if (server.writeQueueFull()) {
            from.pause();
        } else {
            from.resume();
        }
    }

    /** Reads the rest and drops it: it has no recipient any more. */
    void discard() {
        discarded = true;
        to = null;
        early.clear();
        if (!ended) {
            from.resume();
        }
    }

    private void came(Buffer piece) {
        exchange.ifPresent(one -> HttpWire.show(piece, one::requestBytes));
        HttpClientRequest server = to;
        if (server != null) {
            server.write(piece, null);
            if (server.writeQueueFull()) {
                from.pause();
            }
        } else if (!discarded) {
            early.add(piece);
            earlyBytes += piece.length();
            if (earlyBytes >= Limits.EARLY_BYTES) {
                from.pause();
            }
        }
    }

    private void ended() {
        ended = true;
        trailers = HttpWire.takeTrailers(from.connection());
        exchange.ifPresent(Exchange::requestEnds);
        HttpClientRequest server = to;
        if (server != null) {
            end(server);
        }
    }

    private void end(HttpClientRequest server) {
        if (!trailers.isEmpty()) {
            HttpWire.sendTrailers(server.connection(), trailers);
        }
        server.end();
    }
}
