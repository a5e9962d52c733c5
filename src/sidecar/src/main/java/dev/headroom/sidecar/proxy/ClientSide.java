// SPDX-License-Identifier: Apache-2.0
package dev.headroom.sidecar.proxy;

import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import java.util.function.BooleanSupplier;

/** The proxy's side towards the client. Event loop. */
final class ClientSide {
    private static final int NO_CONTENT = 204;
    private static final int RESET_CONTENT = 205;
    private static final int NOT_MODIFIED = 304;
    private static final int BAD_REQUEST = 400;
    private static final int URI_TOO_LONG = 414;
    private static final int FIELDS_TOO_LARGE = 431;
    private static final int UNAVAILABLE = 503;
    /** The least that a header can say. */
    private static final String RETRY_AFTER_SECONDS = "1";

    private final HttpServerRequest request;
    private final HttpServerResponse response;
    private final BooleanSupplier draining;
    private boolean wentOn;
    private boolean closing;
    private boolean untilClose;

    ClientSide(HttpServerRequest request, BooleanSupplier draining) {
        this.request = request;
        this.response = request.response();
        this.draining = draining;
    }

    /** Passes on that the client is to send its body. */
    void goOn() {
        if (!wentOn && !response.headWritten()) {
            wentOn = true;
            response.writeContinue();
        }
    }

    boolean wentOn() {
        return wentOn;
    }

    /** Passes on what the server says before its answer. */
    void hint(MultiMap hints) {
        if (request.version() == HttpVersion.HTTP_1_1 && !response.headWritten()) {
            MultiMap copy = MultiMap.caseInsensitiveMultiMap();
            HopByHop.copy(hints, copy);
            response.writeEarlyHints(copy);
        }
    }

    void closeAfterwards() {
        closing = true;
    }

    /** Passes on the head of the answer, at once where a body follows. */
    void head(HttpClientResponse answer) {
        int status = answer.statusCode();
        response.setStatusCode(status);
        if (!answer.statusMessage().equals(HttpResponseStatus.valueOf(status).reasonPhrase())) {
            response.setStatusMessage(answer.statusMessage());
        }
        HopByHop.copy(answer.headers(), response.headers());
        boolean sized = answer.headers().contains(HttpHeaders.CONTENT_LENGTH);
        boolean bodiless = request.method().equals(HttpMethod.HEAD)
                || status == NO_CONTENT
                || status == RESET_CONTENT
                || status == NOT_MODIFIED;
        untilClose = !bodiless && !sized && request.version() == HttpVersion.HTTP_1_0;
        closing |= untilClose || draining.getAsBoolean();
        boolean added = bodiless && !sized;
        response.headersEndHandler(written -> {
            if (added) {
                // Vert.x says 0 where the server said nothing.
                response.headers().remove(HttpHeaders.CONTENT_LENGTH);
            }
            if (closing) {
                response.headers().set(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
            }
        });
        if (bodiless) {
            return;
        }
        response.setChunked(!sized);
        if (untilClose) {
            response.write(Buffer.buffer(), null);
        } else {
            response.writeHead();
        }
    }

    /** The answer has ended. */
    void ended() {
        if (closing) {
            request.connection().close();
        }
    }

    /** The server went away within its answer: the client must not take what it has for the whole. */
    void cutShort() {
        if (untilClose) {
            HttpWire.cut(request.connection());
        } else {
            response.reset();
        }
    }

    /** Answers in the server's stead. */
    void refuse(int status, String word, String sentence) {
        if (response.ended() || response.closed() || response.headWritten()) {
            return;
        }
        if (status == UNAVAILABLE) {
            response.putHeader("retry-after", RETRY_AFTER_SECONDS);
        }
        closing |= draining.getAsBoolean();
        if (closing) {
            response.headersEndHandler(written -> response.headers().set(HttpHeaders.CONNECTION, HttpHeaders.CLOSE));
        }
        response.setStatusCode(status)
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                .end(error(status, word, sentence));
        ended();
    }

    /**
     * Answers an invalid request, or a request that may not be forwarded. The connection's end follows, because the start of the next
     * request is unknown.
     */
    static void refuseMalformed(HttpServerRequest request) {
        RefusedHead why = reason(request.decoderResult().cause());
        Future<Void> unused = request.response()
                .setStatusCode(why.status())
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                .putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE)
                .end(error(why.status(), why.word(), why.sentence()));
    }

    private static RefusedHead reason(Throwable cause) {
        if (cause instanceof RefusedHead known) {
            return known;
        }
        if (cause instanceof TooLongHttpLineException) {
            return new RefusedHead(
                    URI_TOO_LONG, "target_too_long", "the request line is longer than " + Limits.LINE_BYTES + " bytes");
        }
        if (cause instanceof TooLongHttpHeaderException) {
            return new RefusedHead(
                    FIELDS_TOO_LARGE, "fields_too_large", "the fields are longer than " + Limits.HEAD_BYTES + " bytes");
        }
        return new RefusedHead(BAD_REQUEST, "bad_request", "this is not a valid HTTP/1.1 request (RFC 9112)");
    }

    private static String error(int status, String word, String sentence) {
        return "{\"error\":{\"message\":\"" + sentence + "\",\"type\":\"" + word + "\",\"code\":" + status + "}}";
    }
}
