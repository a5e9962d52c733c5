// SPDX-License-Identifier: Apache-2.0
package dev.headroom.sidecar.proxy;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.DefaultLastHttpContent;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.AttributeKey;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.impl.ConnectionBase;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Functions that Vert.x 4 lacks: strict heads, trailers of requests, and ending a connection so that the other end notices. With
 * {@link ClientWatch} the only class that reaches below Vert.x, to the channel of its connections. On the connection's event loop.
 */
final class HttpWire {
    private static final AttributeKey<Deque<HttpHeaders>> TRAILERS = AttributeKey.valueOf("headroom.request.trailers");
    /** The name of Vert.x' own decoder. */
    private static final String DECODER = "httpDecoder";
    /** The name of Vert.x' own handler, which is the last. */
    private static final String LAST_HANDLER = "handler";

    /** The client's headers were valid for this side; the server judges for itself. */
    private static final DefaultHttpHeadersFactory AS_THEY_ARE =
            DefaultHttpHeadersFactory.trailersFactory().withValidation(false);

    private HttpWire() {}

    /**
     * Before anything is read from a client: its heads are read strictly, its sending is watched, and the trailers of each request are kept
     * where {@link #takeTrailers} finds them.
     */
    static void watch(HttpConnection client, HttpServerOptions options, ClientWatch watch) {
        Channel channel = channel(client);
        channel.pipeline().replace(DECODER, DECODER, new StrictDecoder(options));
        channel.pipeline().addFirst("headroom-bytes-in", watch.bytes());
        channel.pipeline().addBefore(LAST_HANDLER, "headroom-client-watch", watch);
        channel.attr(TRAILERS).set(new ArrayDeque<>());
        channel.pipeline().addBefore(LAST_HANDLER, "headroom-trailers-in", new TrailersIn());
    }

    /** The trailers of the request that just ended, which is the oldest whose trailers were not taken; mostly empty. */
    static HttpHeaders takeTrailers(HttpConnection client) {
        HttpHeaders trailers = channel(client).attr(TRAILERS).get().poll();
        return trailers == null ? EmptyHttpHeaders.INSTANCE : trailers;
    }

    /** Sends trailers with the end of the request whose head was sent last. */
    static void sendTrailers(HttpConnection server, HttpHeaders trailers) {
        channel(server).pipeline().addBefore(LAST_HANDLER, "headroom-trailers-out", new TrailersOut(trailers));
    }

    /** Cuts a connection at once: unsent bytes are not sent, and the other end sees a reset. */
    static void cut(HttpConnection connection) {
        cut(channel(connection));
    }

    /** Cuts a connection at once: unsent bytes are not sent, and the other end sees a reset. */
    static void cut(Channel channel) {
        if (channel.isActive()) {
            channel.config().setOption(ChannelOption.SO_LINGER, 0);
        }
        ChannelFuture unused = channel.close();
    }

    /** A server that answers and closes before it was sent everything must be heard to the end. */
    static void readOnAfterFailedWrites(HttpConnection connection) {
        channel(connection).config().setAutoClose(false);
    }

    /** Reads a part of an array, and neither keeps nor changes it. */
    @FunctionalInterface
    interface Reader {
        void read(byte[] bytes, int from, int to);
    }

    /** Shows the bytes of a buffer. */
    @SuppressWarnings("deprecation") // Moves to an internal type with Vert.x 5; the public way copies.
    static void show(Buffer buffer, Reader reader) {
        ByteBuf bytes = buffer.getByteBuf();
        if (bytes.hasArray()) {
            int from = bytes.arrayOffset() + bytes.readerIndex();
            reader.read(bytes.array(), from, from + bytes.readableBytes());
        } else {
            byte[] copy = buffer.getBytes();
            reader.read(copy, 0, copy.length);
        }
    }

    private static Channel channel(HttpConnection connection) {
        return ((ConnectionBase) connection).channel();
    }

    private static final class TrailersIn extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            if (message instanceof LastHttpContent last) {
                context.channel().attr(TRAILERS).get().add(last.trailingHeaders());
            }
            context.fireChannelRead(message);
        }
    }

    private static final class TrailersOut extends ChannelOutboundHandlerAdapter {
        private final HttpHeaders trailers;

        TrailersOut(HttpHeaders trailers) {
            this.trailers = trailers;
        }

        @Override
        public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
            if (message instanceof LastHttpContent last) {
                context.pipeline().remove(this);
                DefaultLastHttpContent with = new DefaultLastHttpContent(last.content(), AS_THEY_ARE);
                with.trailingHeaders().add(trailers);
                ChannelFuture unused = context.write(with, promise);
            } else {
                ChannelFuture unused = context.write(message, promise);
            }
        }
    }
}
