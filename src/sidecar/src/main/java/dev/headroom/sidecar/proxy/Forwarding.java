// SPDX-License-Identifier: Apache-2.0
package dev.headroom.sidecar.proxy;

import dev.headroom.sidecar.observe.Exchange;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One request on its way to the server, and the answer on its way back. Whichever end goes away, the other is let go at once. Event loop.
 */
final class Forwarding {
    /** A request is reported at the latest then, with or without known fields: the admission wakes a model that sleeps. */
    private static final long ADMIT_WITHIN_MILLIS = 250;

    private static final String CONTINUE = "100-continue";
    private static final int UNAVAILABLE = 503;
    private static final int BAD_GATEWAY = 502;

    private final Vertx vertx;
    private final ProxyLoop loop;
    private final HttpServerRequest from;
    private final Optional<Exchange> exchange;
    private final RequestBody body;
    private final ClientSide client;
    private final boolean expectsContinue;
    private @Nullable HttpClientRequest forwarded;
    private @Nullable AnswerBody answer;
    private boolean over;
    private int failures;
    private long heldSince;
    private long timer = -1;
    private long admission = -1;

    Forwarding(Vertx vertx, ProxyLoop loop, HttpServerRequest from) {
        this.vertx = vertx;
        this.loop = loop;
        this.from = from;
        this.exchange = loop.onlookers().begin(from);
        this.body = new RequestBody(from, exchange);
        this.client = new ClientSide(from, loop::isDraining);
        this.expectsContinue = from.version() == HttpVersion.HTTP_1_1
                && CONTINUE.equalsIgnoreCase(from.headers().get(HttpHeaders.EXPECT));
    }

    void begin() {
        loop.begun();
        from.exceptionHandler(gone -> clientGone());
        from.response().exceptionHandler(gone -> clientGone());
        from.response().closeHandler(gone -> clientGone());
        body.begin();
        if (exchange.isPresent() && !body.isEnded()) {
            admission =
                    vertx.setTimer(ADMIT_WITHIN_MILLIS, due -> exchange.get().admit());
        }
        connect();
    }

    private void connect() {
        loop.upstream().connect(from).onComplete(found -> {
            if (over) {
                if (found.succeeded()) {
                    found.result().reset();
                }
            } else if (found.succeeded()) {
                leaveRoom();
                send(found.result());
            } else {
                absent();
            }
        });
    }

    /** No server listens there. Nothing was sent, so it may be tried again. */
    private void absent() {
        failures++;
        if (!loop.room().isOpen()) {
            refuse(UNAVAILABLE, "upstream_absent", "the model server does not accept connections");
        } else if (failures == 1 && !loop.room().enter()) {
            failures = 0;
            refuse(
                    UNAVAILABLE,
                    "too_many_held",
                    "the model server is not ready yet, and too many requests wait for it");
        } else {
            heldSince = failures == 1 ? Onlookers.nanos() : heldSince;
            hold();
        }
    }

    private void hold() {
        long left = loop.room().longestNanos() - (Onlookers.nanos() - heldSince);
        if (left <= 0) {
            refuse(UNAVAILABLE, "upstream_absent", "the model server did not become ready in time");
            return;
        }
        long pause = Math.min(WaitingRoom.pauseMillis(failures), Math.max(1, left / 1_000_000));
        timer = vertx.setTimer(pause, due -> {
            timer = -1;
            connect();
        });
    }

    private void send(HttpClientRequest server) {
        forwarded = server;
        HttpWire.readOnAfterFailedWrites(server.connection());
        server.exceptionHandler(failure -> serverGone());
        server.response().onComplete(begun -> {
            if (begun.succeeded()) {
                answer(begun.result());
            } else {
                serverGone();
            }
        });
        if (expectsContinue) {
            server.continueHandler(go -> client.goOn());
        }
        server.earlyHintsHandler(client::hint);
        HopByHop.copy(from.headers(), server.headers());
        if (HopByHop.takesTrailers(from.headers())) {
            server.putHeader("te", "trailers").putHeader(HttpHeaders.CONNECTION, "te");
        }
        server.setChunked(from.headers().contains(HttpHeaders.TRANSFER_ENCODING));
        body.flowTo(server);
    }

    private void answer(HttpClientResponse begun) {
        if (over) {
            return;
        }
        if (expectsContinue && !client.wentOn() && !body.isEnded()) {
            // The client may or may not send the body, so further bytes on this connection could not be distinguished
            // from it.
            client.closeAfterwards();
        }
        AnswerBody flowing = new AnswerBody(begun, from.response(), exchange, this::answered, this::serverGone);
        answer = flowing;
        client.head(begun);
        flowing.begin();
    }

    /** The answer is forwarded; the body of the request may still be on its way. */
    private void answered() {
        finish();
        exchange.ifPresent(one -> one.answerEnds(Onlookers.nanos()));
        client.ended();
    }

    private void clientGone() {
        if (!finish()) {
            letServerGo();
            return;
        }
        exchange.ifPresent(one -> one.clientGone(Onlookers.nanos()));
        letServerGo();
    }

    private void letServerGo() {
        HttpClientRequest server = forwarded;
        boolean done = answer != null && answer.isEnded() && body.isEnded();
        if (server != null && !done) {
            forwarded = null;
            HttpWire.cut(server.connection());
        }
    }

    private void serverGone() {
        body.discard();
        if (over) {
            return;
        }
        if (answer == null) {
            refuse(BAD_GATEWAY, "upstream_closed", "the model server closed the connection before it answered");
            return;
        }
        finish();
        exchange.ifPresent(one -> one.serverGone(Onlookers.nanos()));
        client.cutShort();
    }

    private void refuse(int status, String word, String sentence) {
        finish();
        exchange.ifPresent(one -> one.refused(status, word, Onlookers.nanos()));
        body.discard();
        if (expectsContinue && !client.wentOn() && !body.isEnded()) {
            client.closeAfterwards();
        }
        client.refuse(status, word, sentence);
    }

    /** Whether this is the end: there is only one. */
    private boolean finish() {
        if (over) {
            return false;
        }
        over = true;
        if (timer >= 0) {
            vertx.cancelTimer(timer);
        }
        if (admission >= 0) {
            vertx.cancelTimer(admission);
        }
        leaveRoom();
        loop.ended();
        return true;
    }

    private void leaveRoom() {
        if (failures > 0 && loop.room().isOpen()) {
            failures = 0;
            loop.room().leave();
        }
    }
}
