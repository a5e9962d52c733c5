// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.grpc.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.scaler.edge.grpc.check.Place.Security;
import dev.headroom.scaler.edge.grpc.tls.Authority;
import io.grpc.ServerCredentials;
import io.grpc.TlsServerCredentials;
import io.grpc.TlsServerCredentials.ClientAuth;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What helm test finds at a gRPC port with TLS. */
class SecuredReplicaTest {
    private static final InetAddress HERE = InetAddress.getLoopbackAddress();

    private final Authority authority = new Authority("ours");

    @TempDir
    private Path folder;

    @Test
    void aPortWithTlsIsCalledAsKedaCallsIt() throws IOException {
        try (StandInReplica replica = new StandInReplica(credentials(ClientAuth.NONE))) {
            List<InstallationFinding> findings =
                    findings(replica, Authority.HOST, Security.TLS, Optional.of(authority));

            assertThat(findings)
                    .extracting(InstallationFinding::line)
                    .containsExactly(
                            "ok     Replica 127.0.0.1 has a certificate for " + Authority.HOST + ".",
                            "ok     Replica 127.0.0.1 answers KEDA's call GetMetricSpec on port " + replica.grpcPort()
                                    + ".");
        }
    }

    @Test
    void aPortThatWantsKedasCertificateIsOnlyGreeted() throws IOException {
        try (StandInReplica replica = new StandInReplica(credentials(ClientAuth.REQUIRE))) {
            List<InstallationFinding> findings =
                    findings(replica, Authority.HOST, Security.MUTUAL_TLS, Optional.of(authority));

            assertThat(findings)
                    .extracting(InstallationFinding::line)
                    .containsExactly("ok     Replica 127.0.0.1 has a certificate for " + Authority.HOST
                            + ". It answers KEDA's certificate only.");
        }
    }

    @Test
    void aCertificateForAnotherHostFailsWithAndWithoutItsAuthority() throws IOException {
        try (StandInReplica replica = new StandInReplica(credentials(ClientAuth.NONE))) {
            for (Optional<Authority> known : List.of(Optional.of(authority), Optional.<Authority>empty())) {
                assertThat(findings(replica, "headroom.other.svc", Security.TLS, known))
                        .singleElement()
                        .satisfies(finding -> {
                            assertThat(finding.isFailed()).isTrue();
                            assertThat(finding.sentence()).contains("headroom.other.svc");
                        });
            }
        }
    }

    @Test
    void aCertificateOfAnotherAuthorityFails() throws IOException {
        try (StandInReplica replica = new StandInReplica(credentials(ClientAuth.NONE))) {
            List<InstallationFinding> findings =
                    findings(replica, Authority.HOST, Security.TLS, Optional.of(new Authority("theirs")));

            assertThat(findings).singleElement().matches(InstallationFinding::isFailed);
        }
    }

    @Test
    void withoutItsAuthorityTheChainIsNotCheckedAndThatIsSaid() throws IOException {
        try (StandInReplica replica = new StandInReplica(credentials(ClientAuth.NONE))) {
            List<InstallationFinding> findings = findings(replica, Authority.HOST, Security.TLS, Optional.empty());

            assertThat(findings)
                    .extracting(InstallationFinding::line)
                    .containsExactly("ok     Replica 127.0.0.1 has a certificate for " + Authority.HOST
                            + "; its chain was not checked, because the Secret has no ca.crt.");
        }
    }

    private ServerCredentials credentials(ClientAuth asked) throws IOException {
        Authority.Issued issued = authority.server();
        return TlsServerCredentials.newBuilder()
                .keyManager(stream(issued.certificate()), stream(issued.key()))
                .trustManager(stream(authority.pem()))
                .clientAuth(asked)
                .build();
    }

    private static ByteArrayInputStream stream(String pem) {
        return new ByteArrayInputStream(pem.getBytes(StandardCharsets.UTF_8));
    }

    private List<InstallationFinding> findings(
            StandInReplica replica, String host, Security security, Optional<Authority> known) throws IOException {
        Path file = folder.resolve("ca.crt");
        Files.deleteIfExists(file);
        if (known.isPresent()) {
            Files.writeString(file, known.get().pem());
        }
        Place place = new Place(host, replica.httpPort(), replica.grpcPort(), 1, security, Optional.of(file));
        return new CallsAsKeda(place).to(List.of(HERE), List.of());
    }
}
