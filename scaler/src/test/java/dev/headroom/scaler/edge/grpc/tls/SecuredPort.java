// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.grpc.tls;

import dev.headroom.proto.externalscaler.ExternalScalerGrpc.ExternalScalerImplBase;
import dev.headroom.proto.externalscaler.IsActiveResponse;
import dev.headroom.proto.externalscaler.ScaledObjectRef;
import io.grpc.Server;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A port with TLS as the service has it, before a scaler that says yes. */
final class SecuredPort implements AutoCloseable {
    final CountedFacts facts = new CountedFacts();
    final List<SocketAddress> arrivals = new CopyOnWriteArrayList<>();
    final TlsKeeper keeper;
    private final Server server;

    SecuredPort(PemFiles files) throws IOException {
        this(files, Instant.now());
    }

    SecuredPort(PemFiles files, Instant now) throws IOException {
        keeper = new TlsKeeper(files, facts, () -> now);
        NettyServerBuilder builder =
                NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        new TlsServer(keeper, facts, arrivals::add).secure(builder);
        server = builder.addService(new SaysYes()).build().start();
    }

    int port() {
        return server.getPort();
    }

    @Override
    public void close() {
        server.shutdownNow();
    }

    private static final class SaysYes extends ExternalScalerImplBase {
        @Override
        public void isActive(ScaledObjectRef request, StreamObserver<IsActiveResponse> responses) {
            responses.onNext(IsActiveResponse.newBuilder().setResult(true).build());
            responses.onCompleted();
        }

        @Override
        public void streamIsActive(ScaledObjectRef request, StreamObserver<IsActiveResponse> responses) {
            responses.onNext(IsActiveResponse.newBuilder().setResult(true).build());
        }
    }
}
