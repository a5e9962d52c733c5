// SPDX-License-Identifier: Apache-2.0
package dev.headroom.sidecar.proxy;

import dev.headroom.sidecar.observe.AnswerHead;
import dev.headroom.sidecar.observe.Exchange;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import java.util.Optional;

/** The body of an answer on its way to the client: each piece as it comes, and no faster than the client takes it. Event loop. */
final class AnswerBody {
    private final HttpClientResponse from;
    private final HttpServerResponse to;
    private final Optional<Exchange> exchange;
    private final Runnable answered;
    private final Runnable serverGone;
    private boolean ended;

    AnswerBody(
            HttpClientResponse from,
            HttpServerResponse to,
            Optional<Exchange> exchange,
            Runnable answered,
            Runnable serverGone) {
        this.from = from;
        this.to = to;
        this.exchange = exchange;
        this.answered = answered;
        this.serverGone = serverGone;
    }

    void begin() {
        exchange.ifPresent(one -> one.answerBegins(head()));
        from.handler(this::came);
        from.endHandler(end -> ended());
        from.exceptionHandler(failure -> serverGone.run());
    }

    boolean isEnded() {
        return ended;
    }

    private AnswerHead head() {
        MultiMap headers = from.headers();
        return new AnswerHead(
                from.statusCode(),
                Optional.ofNullable(headers.get(HttpHeaders.CONTENT_TYPE)),
                Optional.ofNullable(headers.get(HttpHeaders.CONTENT_ENCODING)),
                Optional.ofNullable(headers.get("x-prompt-tokens")),
                Optional.ofNullable(headers.get("x-generated-tokens")));
    }

    private void came(Buffer piece) {
        if (to.ended() || to.closed()) {
            return;
        }
        // First of all the client: onlookers come after.
        to.write(piece, null);
        if (to.writeQueueFull()) {
            from.pause();
            to.drainHandler(drained -> from.resume());
        }
        exchange.ifPresent(one ->
                HttpWire.show(piece, (bytes, first, end) -> one.answerBytes(bytes, first, end, Onlookers.nanos())));
    }

    private void ended() {
        ended = true;
        if (to.ended() || to.closed()) {
            return;
        }
        MultiMap trailers = from.trailers();
        if (to.isChunked() && !trailers.isEmpty()) {
            trailers.forEach(field -> to.trailers().add(field.getKey(), field.getValue()));
        }
        to.end();
        answered.run();
    }
}
