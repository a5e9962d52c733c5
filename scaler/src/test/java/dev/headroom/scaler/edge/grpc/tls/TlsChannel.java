// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.grpc.tls;

import io.grpc.ManagedChannel;
import io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.NettyChannelBuilder;
import io.netty.handler.ssl.SslContextBuilder;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import javax.net.ssl.SSLException;

/** One connection as KEDA makes it of a TriggerAuthentication: PEM texts, and the host of scalerAddress as the name to expect. */
public final class TlsChannel {
    private TlsChannel() {}

    /** Trusts one authority. */
    public static ManagedChannel to(int port, String host, String caCert, Optional<Authority.Issued> client)
            throws SSLException {
        SslContextBuilder tls = GrpcSslContexts.forClient().trustManager(stream(caCert));
        client.ifPresent(issued -> tls.keyManager(stream(issued.certificate()), stream(issued.key())));
        return NettyChannelBuilder.forAddress("127.0.0.1", port)
                .overrideAuthority(host)
                .sslContext(tls.build())
                .build();
    }

    private static InputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII));
    }
}
