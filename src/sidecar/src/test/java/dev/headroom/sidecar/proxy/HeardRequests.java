// SPDX-License-Identifier: Apache-2.0
package dev.headroom.sidecar.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.sidecar.wire.Bytes;
import dev.headroom.sidecar.wire.Field;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import io.vertx.core.http.HttpServerOptions;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * What the proxy's decoder makes of the bytes of one connection.
 *
 * @param requests whose heads it let pass
 * @param refused whether it then refused the rest
 */
record HeardRequests(List<Request> requests, boolean refused) {
    private static final HttpServerOptions OPTIONS = new HttpServerOptions()
            .setMaxHeaderSize(Limits.HEAD_BYTES)
            .setMaxInitialLineLength(Limits.LINE_BYTES)
            .setMaxChunkSize(Limits.PIECE_BYTES);

    /**
     * A request as it is forwarded.
     *
     * @param body as much of it as came
     * @param whole whether its end came, and in order
     */
    record Request(
            String method,
            String target,
            String version,
            List<Field> fields,
            Bytes body,
            List<Field> trailers,
            boolean whole) {}

    /** Sends the bytes in pieces of that length. */
    static HeardRequests of(byte[] sent, int piece) {
        EmbeddedChannel channel = new EmbeddedChannel(new StrictDecoder(OPTIONS));
        Hearing hearing = new Hearing();
        for (int from = 0; from < sent.length; from += piece) {
            channel.writeInbound(Unpooled.copiedBuffer(sent, from, Math.min(piece, sent.length - from)));
            hearing.take(channel);
        }
        channel.releaseInbound();
        channel.checkException();
        return hearing.end();
    }

    private static final class Hearing {
        private final List<Request> requests = new ArrayList<>();
        private final ByteArrayOutputStream body = new ByteArrayOutputStream();
        private HttpRequest head;
        private boolean refused;

        void take(EmbeddedChannel channel) {
            for (HttpObject part = channel.readInbound(); part != null; part = channel.readInbound()) {
                take(part);
                ReferenceCountUtil.release(part);
            }
        }

        private void take(HttpObject part) {
            boolean failed = part.decoderResult().isFailure();
            if (refused) {
                assertThat(part).as("after a refusal").isInstanceOf(LastHttpContent.class);
                return;
            }
            if (part instanceof HttpRequest begun && !failed) {
                assertThat(head).as("a request within another").isNull();
                head = begun;
            }
            if (part instanceof HttpContent content && head != null) {
                body.writeBytes(ByteBufUtil.getBytes(content.content()));
                if (content instanceof LastHttpContent last) {
                    finish(last.trailingHeaders(), !failed);
                }
            }
            refused = failed;
        }

        private void finish(HttpHeaders trailers, boolean whole) {
            requests.add(new Request(
                    head.method().name(),
                    head.uri(),
                    head.protocolVersion().text(),
                    fieldsOf(head.headers()),
                    new Bytes(body.toByteArray()),
                    fieldsOf(trailers),
                    whole));
            body.reset();
            head = null;
        }

        private static List<Field> fieldsOf(HttpHeaders headers) {
            return headers.entries().stream()
                    .map(entry -> new Field(entry.getKey(), entry.getValue()))
                    .toList();
        }

        HeardRequests end() {
            if (head != null) {
                finish(EmptyHttpHeaders.INSTANCE, false);
            }
            return new HeardRequests(List.copyOf(requests), refused);
        }
    }
}
