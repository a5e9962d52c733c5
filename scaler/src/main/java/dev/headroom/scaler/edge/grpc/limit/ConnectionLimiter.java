// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.grpc.limit;

import io.grpc.netty.GrpcHttp2ConnectionHandler;
import io.grpc.netty.InternalProtocolNegotiator.ProtocolNegotiator;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.AsciiString;
import java.util.HashMap;
import java.util.Map;

/**
 * Counts connections, of all callers and of each address, and closes those that are too many before they have said a word. grpc-java
 * has no such limit; its protocol negotiators are not meant for others and may change with a version, but see each connection first. Of
 * those that stay it limits the calls.
 */
public final class ConnectionLimiter {
    private final CallerLimits limits;
    private final RefusalLog log;
    private final Map<String, Integer> byAddress = new HashMap<>();
    private int open;

    /** Admits as many as the limits say. */
    public ConnectionLimiter(CallerLimits limits, RefusalLog log) {
        this.limits = limits;
        this.log = log;
    }

    /** Looks at each connection before another negotiator does. */
    public ProtocolNegotiator before(ProtocolNegotiator next) {
        return new ProtocolNegotiator() {
            @Override
            public AsciiString scheme() {
                return next.scheme();
            }

            @Override
            public ChannelHandler newHandler(GrpcHttp2ConnectionHandler grpc) {
                return new Gate(next, grpc);
            }

            @Override
            public void close() {
                next.close();
            }
        };
    }

    /** Connections that are open. */
    public synchronized int open() {
        return open;
    }

    private synchronized boolean admits(String address) {
        if (open >= limits.connections() || byAddress.getOrDefault(address, 0) >= limits.connectionsPerAddress()) {
            return false;
        }
        open++;
        byAddress.merge(address, 1, Integer::sum);
        return true;
    }

    private synchronized void closed(String address) {
        open--;
        byAddress.computeIfPresent(address, (same, count) -> count == 1 ? null : count - 1);
    }

    /** Stands in the place of the negotiator's own handler until it is known whether the connection stays. */
    private final class Gate extends ChannelInboundHandlerAdapter {
        private final ProtocolNegotiator next;
        private final GrpcHttp2ConnectionHandler grpc;

        Gate(ProtocolNegotiator next, GrpcHttp2ConnectionHandler grpc) {
            this.next = next;
            this.grpc = grpc;
        }

        @Override
        public void handlerAdded(ChannelHandlerContext context) {
            String address = PeerAddress.of(context.channel().remoteAddress());
            if (admits(address)) {
                var unused = context.channel().closeFuture().addListener(over -> closed(address));
                // Netty heeds the limit that it announces only once the caller has confirmed it, and a hostile one
                // never does.
                grpc.connection().remote().maxActiveStreams(limits.callsPerConnection());
                context.pipeline().replace(this, null, next.newHandler(grpc));
            } else {
                log.refused(
                        RefusalLog.Kind.CONNECTIONS,
                        () -> "connection refused peer=" + address + ": the limit is " + limits.connections()
                                + " connections, and " + limits.connectionsPerAddress() + " for one address");
                var unused = context.close();
            }
        }
    }
}
