// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.grpc.tls;

import io.grpc.netty.GrpcHttp2ConnectionHandler;
import io.grpc.netty.InternalProtocolNegotiator.ProtocolNegotiator;
import io.grpc.netty.InternalProtocolNegotiators;
import io.grpc.netty.NettyServerBuilder;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.AsciiString;
import java.net.SocketAddress;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * grpc-java's TLS, started for each connection with the credentials in force. It also observes connections that fail, because grpc-java
 * does not report their peers. Its own classes for that are not meant for others, and may change with a version. Only there the cause and
 * the peer are known together.
 */
public final class TlsServer {
    private final TlsKeeper keeper;
    private final HandshakeLog log;
    private final Consumer<SocketAddress> arrivals;

    /**
     * Takes the collaborators.
     *
     * @param keeper of the credentials
     * @param facts notified of failed handshakes
     * @param arrivals notified of each connection's peer, before its first byte
     */
    public TlsServer(TlsKeeper keeper, TlsFacts facts, Consumer<SocketAddress> arrivals) {
        this.keeper = keeper;
        this.log = new HandshakeLog(keeper::inForce, facts, System::nanoTime);
        this.arrivals = arrivals;
    }

    /** Lets a server speak TLS. */
    public void secure(NettyServerBuilder server) {
        server.protocolNegotiator(negotiator());
    }

    /** Begins TLS on each connection. */
    public ProtocolNegotiator negotiator() {
        return new Negotiator();
    }

    private final class Negotiator implements ProtocolNegotiator {
        @Override
        public AsciiString scheme() {
            return AsciiString.cached("https");
        }

        @Override
        public ChannelHandler newHandler(GrpcHttp2ConnectionHandler grpc) {
            return new Watch(keeper.inForce()
                    .map(Credentials::context)
                    .map(context ->
                            InternalProtocolNegotiators.serverTls(context).newHandler(grpc)));
        }

        @Override
        public void close() {
            // Nothing is held.
        }
    }

    /** Stands behind the handlers of TLS, where their failures come by. */
    private final class Watch extends ChannelInboundHandlerAdapter {
        private final Optional<ChannelHandler> tls;

        Watch(Optional<ChannelHandler> tls) {
            this.tls = tls;
        }

        @Override
        public void handlerAdded(ChannelHandlerContext context) {
            arrivals.accept(context.channel().remoteAddress());
            tls.ifPresentOrElse(
                    handler -> context.pipeline().addBefore(context.name(), null, handler), () -> refuse(context));
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            SslHandler handler = context.pipeline().get(SslHandler.class);
            if (handler == null || !handler.handshakeFuture().isSuccess()) {
                log.failed(context.channel().remoteAddress(), cause);
            }
            context.fireExceptionCaught(cause);
        }

        private void refuse(ChannelHandlerContext context) {
            log.failed(context.channel().remoteAddress(), new IllegalStateException("no TLS credentials"));
            var unused = context.close();
        }
    }
}
