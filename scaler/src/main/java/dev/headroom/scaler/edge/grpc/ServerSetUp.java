// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.grpc;

import dev.headroom.scaler.edge.grpc.tls.TlsFacts;
import dev.headroom.scaler.edge.grpc.tls.TlsKeeper;
import dev.headroom.scaler.edge.grpc.tls.TlsServer;
import io.grpc.netty.NettyServerBuilder;
import java.util.Optional;

/**
 * What the gRPC server is beyond Quarkus' settings.
 *
 * @param tls keeps the credentials; empty for plain text
 * @param facts of TLS
 * @param age of connections
 * @param probe told of connections
 */
public record ServerSetUp(Optional<TlsKeeper> tls, TlsFacts facts, ConnectionAge age, PortProbe probe) {
    /** Sets up a server before it is built. */
    public void apply(NettyServerBuilder server) {
        age.limit(server);
        tls.ifPresent(keeper -> new TlsServer(keeper, facts, probe::connected).secure(server));
    }
}
