// SPDX-License-Identifier: Apache-2.0
package dev.headroom.sidecar.proxy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Ends connections of clients that do not send what they began, and lets a client that was refused hear of it. Sits on both sides of the
 * decoder: before it bytes are seen, behind it messages. On the connection's event loop.
 */
final class ClientWatch extends ChannelDuplexHandler {
    /** A client that was refused has so long to take the answer; a reset before that would take it away (RFC 9112, 9.6). */
    private static final long FAREWELL_MILLIS = 1_000;

    /** A limit is kept to within this share of the least of them. */
    private static final int LOOKS_PER_LIMIT = 4;

    private static final String TOO_SLOW_BODY =
            "{\"error\":{\"message\":\"the client did not send its request in time\",\"type\":\"request_timeout\",\"code\":408}}";
    private static final byte[] TOO_SLOW = ("HTTP/1.1 408 Request Timeout\r\ncontent-type: application/json\r\n"
                    + "connection: close\r\ncontent-length: " + TOO_SLOW_BODY.length() + "\r\n\r\n" + TOO_SLOW_BODY)
            .getBytes(StandardCharsets.US_ASCII);

    private final SendingLimits limits;
    private final ProxyState state;
    private final ClientClock clock;
    private boolean answering;
    private boolean refused;
    private boolean leaving;
    private @Nullable ScheduledFuture<?> looks;

    ClientWatch(SendingLimits limits, ProxyState state) {
        this.limits = limits;
        this.state = state;
        this.clock = new ClientClock(limits, Onlookers.nanos());
    }

    /** Sees the bytes of a client before they are decoded. */
    ChannelInboundHandlerAdapter bytes() {
        return new BytesIn(clock);
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        long least = Math.min(
                limits.idle().toNanos(),
                Math.min(limits.head().toNanos(), limits.body().toNanos()));
        long pause = least / LOOKS_PER_LIMIT;
        looks = context.executor().scheduleAtFixedRate(() -> look(context), pause, pause, TimeUnit.NANOSECONDS);
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        ScheduledFuture<?> scheduled = looks;
        if (scheduled != null) {
            scheduled.cancel(false);
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (message instanceof HttpRequest head) {
            if (head.decoderResult().isSuccess()) {
                boolean asks = head.headers().contains(HttpHeaderNames.EXPECT, HttpHeaderValues.CONTINUE, true);
                clock.headEnds(asks, Onlookers.nanos());
            } else {
                refused = true;
                state.refused();
            }
        }
        if (message instanceof LastHttpContent last) {
            clock.bodyEnds(Onlookers.nanos());
            if (last.decoderResult().isFailure() && !refused) {
                // Vert.x ends the connection at once: the beginning of this body may be on its way to the server.
                state.refused();
            }
        }
        context.fireChannelRead(message);
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        boolean informs =
                message instanceof HttpResponse head && head.status().codeClass() == HttpStatusClass.INFORMATIONAL;
        if (informs) {
            clock.toldToGoOn(Onlookers.nanos());
        } else if (message instanceof LastHttpContent) {
            answering = false;
            clock.answerEnds(Onlookers.nanos());
        } else if (message instanceof HttpResponse) {
            answering = true;
        }
        ChannelFuture unused = context.write(message, promise);
    }

    /** After a refusal nothing more is said, and what still comes is let go, until the client has closed or its time is over. */
    @Override
    public void close(ChannelHandlerContext context, ChannelPromise promise) {
        Channel channel = context.channel();
        if (leaving || !refused || !channel.isActive() || !(channel instanceof DuplexChannel duplex)) {
            ChannelFuture unused = context.close(promise);
            return;
        }
        leaving = true;
        ChannelFuture unused = duplex.shutdownOutput();
        channel.config().setAutoRead(true);
        channel.closeFuture().addListener(closed -> promise.trySuccess());
        closeLater(context);
    }

    private static void closeLater(ChannelHandlerContext context) {
        Runnable close = () -> {
            ChannelFuture unused = context.close();
        };
        ScheduledFuture<?> unused = context.executor().schedule(close, FAREWELL_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void look(ChannelHandlerContext context) {
        Channel channel = context.channel();
        if (leaving || refused || !channel.isActive()) {
            return;
        }
        clock.late(Onlookers.nanos(), channel.config().isAutoRead()).ifPresent(part -> {
            leaving = true;
            if (part == ClientClock.Part.REQUEST) {
                ChannelFuture unused = channel.close();
                return;
            }
            state.late();
            boolean othersWait = clock.unanswered() > (part == ClientClock.Part.BODY ? 1 : 0);
            if (answering || othersWait) {
                HttpWire.cut(channel);
            } else {
                tellTooSlow(channel);
            }
        });
    }

    /** Past the encoder, which knows of no request to answer. */
    private static void tellTooSlow(Channel channel) {
        ChannelHandlerContext first = channel.pipeline().firstContext();
        first.writeAndFlush(Unpooled.wrappedBuffer(TOO_SLOW)).addListener(ChannelFutureListener.CLOSE);
    }

    private static final class BytesIn extends ChannelInboundHandlerAdapter {
        private final ClientClock clock;

        BytesIn(ClientClock clock) {
            this.clock = clock;
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            if (message instanceof ByteBuf bytes) {
                boolean onlyLineEnds = bytes.forEachByte(one -> one == '\r' || one == '\n') < 0;
                clock.cameBytes(bytes.readableBytes(), onlyLineEnds, Onlookers.nanos());
            }
            context.fireChannelRead(message);
        }
    }
}
