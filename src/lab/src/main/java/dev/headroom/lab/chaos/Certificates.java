// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.chaos;

import dev.headroom.lab.service.CertificateAuthority;
import dev.headroom.lab.service.FreePorts;
import io.grpc.ManagedChannel;
import io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.NettyChannelBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Certificates for the gRPC port in the files that the service reads, and the authority that issues them. */
final class Certificates {
    private static final String HOST = "headroom.example";
    private static final String NAME = "tls";

    private final CertificateAuthority authority;

    /** With a certificate in force for a day. */
    Certificates(Path directory) throws Exception {
        authority = new CertificateAuthority(directory);
        issue("+0S");
    }

    /** What the service is told. */
    Map<String, String> settings() {
        Map<String, String> settings = new TreeMap<>();
        settings.put("headroom.tls.certificate", authority.certificate(NAME).toString());
        settings.put("headroom.tls.key", authority.key(NAME).toString());
        settings.put("headroom.tls.reload-period", "PT2S");
        // A caller meets the certificate in force only with a new connection.
        settings.put("headroom.grpc.max-connection-age", "PT5S");
        settings.put("headroom.grpc.max-connection-age-grace", "PT2S");
        return settings;
    }

    /** From now on the files hold a certificate that ends a day from now. */
    void renew() throws Exception {
        issue("+0S");
    }

    /** From now on the files hold a certificate that ends so many seconds from now. */
    void endIn(int seconds) throws Exception {
        issue("-1d+" + seconds + "S");
    }

    /** By which way a caller comes that trusts the authority. */
    ManagedChannel channel(FreePorts ports) {
        try (InputStream trusted = Files.newInputStream(authority.certificate())) {
            return NettyChannelBuilder.forAddress("127.0.0.1", ports.grpc())
                    .overrideAuthority(HOST)
                    .sslContext(
                            GrpcSslContexts.forClient().trustManager(trusted).build())
                    .build();
        } catch (IOException failure) {
            throw new UncheckedIOException("the authority's certificate cannot be read", failure);
        }
    }

    private void issue(String from) throws Exception {
        authority.issue(NAME, new CertificateAuthority.Request("CN=headroom", List.of("dns:" + HOST), from));
    }
}
