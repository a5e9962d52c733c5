// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.grpc;

import dev.headroom.scaler.edge.grpc.limit.CallLimiter;
import dev.headroom.scaler.edge.grpc.limit.CallerLimits;
import dev.headroom.scaler.edge.grpc.limit.ConnectionLimiter;
import dev.headroom.scaler.edge.grpc.tls.TlsFacts;
import dev.headroom.scaler.edge.grpc.tls.TlsKeeper;
import dev.headroom.scaler.edge.grpc.tls.TlsServer;
import io.grpc.netty.InternalProtocolNegotiator.ProtocolNegotiator;
import io.grpc.netty.InternalProtocolNegotiators;
import io.grpc.netty.NettyServerBuilder;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The gRPC server's set-up beyond Quarkus' settings.
 *
 * @param tls keeps the credentials; empty for plain text
 * @param facts of TLS
 * @param age of connections
 * @param limits on callers
 * @param connections counts them
 * @param calls counts them
 * @param probe notified of connections
 */
public record ServerSetUp(
        Optional<TlsKeeper> tls,
        TlsFacts facts,
        ConnectionAge age,
        CallerLimits limits,
        ConnectionLimiter connections,
        CallLimiter calls,
        PortProbe probe) {
    /** The least that HTTP/2 lets a connection begin with (RFC 9113, 6.9.2). */
    private static final int LEAST_WINDOW = 65_535;

    /** KEDA sends some two hundred bytes of headers. */
    private static final int MOST_HEADER_BYTES = 8192;

    /** KEDA cancels a call whose own deadline is over: thousands in half a minute only where all of them are late. */
    private static final int MOST_RESETS = 5000;

    private static final int RESETS_WITHIN_SECONDS = 30;

    /** Sets up a server before it is built. */
    public void apply(NettyServerBuilder server) {
        age.limit(server);
        server.maxInboundMessageSize(limits.requestBytes())
                .maxInboundMetadataSize(MOST_HEADER_BYTES)
                .flowControlWindow(Math.max(LEAST_WINDOW, limits.requestBytes()))
                .maxConcurrentCallsPerConnection(limits.callsPerConnection())
                .maxRstFramesPerWindow(MOST_RESETS, RESETS_WITHIN_SECONDS)
                .maxConnectionIdle(limits.idleAfter().toNanos(), TimeUnit.NANOSECONDS)
                .handshakeTimeout(limits.handshakeWithin().toNanos(), TimeUnit.NANOSECONDS)
                .intercept(calls.interceptor());
        ProtocolNegotiator negotiator = tls.map(keeper -> new TlsServer(keeper, facts, probe::connected).negotiator())
                .orElseGet(InternalProtocolNegotiators::serverPlaintext);
        server.protocolNegotiator(connections.before(negotiator));
    }
}
