// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.grpc.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.headroom.proto.externalscaler.ExternalScalerGrpc;
import dev.headroom.proto.externalscaler.ScaledObjectRef;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyChannelBuilder;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who gets in and who does not, on real sockets, and what the log says of the latter. */
class HandshakeIT {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String FAILED = "TLS handshake failed peer=127.0.0.1: ";
    private static final Authority INSIDE = new Authority("inside");
    private static final Authority KEDAS = new Authority("keda");
    private static final Authority STRANGER = new Authority("stranger");

    @TempDir
    Path directory;

    private SecretFolder secret;
    private LogLines log;

    @BeforeEach
    void mount() {
        secret = new SecretFolder(directory).mount(INSIDE.server(), KEDAS.pem());
        log = LogLines.ofTls();
    }

    @AfterEach
    void stopListening() {
        log.close();
    }

    @Test
    void aClientThatTrustsTheAuthorityGetsIn() throws Exception {
        try (SecuredPort port = new SecuredPort(secret.files())) {
            assertThat(call(port, Authority.HOST, INSIDE.pem(), Optional.empty()))
                    .isEqualTo(Status.Code.OK);
            assertThat(log.about(FAILED)).isEmpty();
        }
    }

    @Test
    void aClientOfTheRightAuthorityGetsInWhereCertificatesAreAskedFor() throws Exception {
        try (SecuredPort port = new SecuredPort(secret.filesWithClientCa())) {
            assertThat(call(port, Authority.HOST, INSIDE.pem(), Optional.of(KEDAS.client())))
                    .isEqualTo(Status.Code.OK);
        }
    }

    @Test
    void aClientThatTrustsAnotherAuthorityGoesAway() throws Exception {
        try (SecuredPort port = new SecuredPort(secret.files())) {
            assertThat(call(port, Authority.HOST, STRANGER.pem(), Optional.empty()))
                    .isEqualTo(Status.Code.UNAVAILABLE);
            assertThat(theOneFailure())
                    .startsWith(FAILED + "the client rejects the service's certificate (alert ")
                    .contains("): caCert must hold \"CN=inside\" and scalerAddress must name one of " + Authority.HOST
                            + ". The certificate expires at ");
        }
    }

    @Test
    void aClientThatCallsAnotherNameGoesAway() throws Exception {
        try (SecuredPort port = new SecuredPort(secret.files())) {
            assertThat(call(port, "headroom.other.svc", INSIDE.pem(), Optional.empty()))
                    .isEqualTo(Status.Code.UNAVAILABLE);
            assertThat(theOneFailure()).contains("scalerAddress must name one of " + Authority.HOST);
        }
    }

    @Test
    void aClientGoesAwayFromACertificateThatHasEnded() throws Exception {
        secret.mount(INSIDE.issue("headroom", Authority.HOST, Instant.now().minusSeconds(60)), KEDAS.pem());
        // It was in force when it was read.
        try (SecuredPort port = new SecuredPort(secret.files(), Instant.now().minus(Duration.ofHours(1)))) {
            assertThat(call(port, Authority.HOST, INSIDE.pem(), Optional.empty()))
                    .isEqualTo(Status.Code.UNAVAILABLE);
            assertThat(theOneFailure()).contains("): it expired at ").doesNotContain("caCert");
        }
    }

    @Test
    void aClientWithoutACertificateIsRefused() throws Exception {
        try (SecuredPort port = new SecuredPort(secret.filesWithClientCa())) {
            assertThat(call(port, Authority.HOST, INSIDE.pem(), Optional.empty()))
                    .isEqualTo(Status.Code.UNAVAILABLE);
            assertThat(theOneFailure())
                    .isEqualTo(FAILED + "the client sent no certificate, but needs one signed by \"CN=keda\"");
        }
    }

    @Test
    void aClientOfAnotherAuthorityIsRefused() throws Exception {
        try (SecuredPort port = new SecuredPort(secret.filesWithClientCa())) {
            assertThat(call(port, Authority.HOST, INSIDE.pem(), Optional.of(STRANGER.client())))
                    .isEqualTo(Status.Code.UNAVAILABLE);
            // An authority that the server does not name is not even tried by some clients.
            assertThat(theOneFailure()).contains("\"CN=keda\"");
        }
    }

    @Test
    void aClientOfAnAuthorityThatOnlyHasTheSameNameIsRefused() throws Exception {
        Authority impostor = new Authority("keda");
        try (SecuredPort port = new SecuredPort(secret.filesWithClientCa())) {
            assertThat(call(port, Authority.HOST, INSIDE.pem(), Optional.of(impostor.client())))
                    .isEqualTo(Status.Code.UNAVAILABLE);
            assertThat(theOneFailure()).startsWith(FAILED + "the client's certificate must be signed by \"CN=keda\"");
        }
    }

    @Test
    void aClientWhoseCertificateHasEndedIsRefused() throws Exception {
        Authority.Issued old = KEDAS.issue("keda-operator", "", Instant.now().minusSeconds(60));
        try (SecuredPort port = new SecuredPort(secret.filesWithClientCa())) {
            assertThat(call(port, Authority.HOST, INSIDE.pem(), Optional.of(old)))
                    .isEqualTo(Status.Code.UNAVAILABLE);
            assertThat(theOneFailure()).startsWith(FAILED + "the client's certificate has expired: ");
        }
    }

    @Test
    void aClientThatSpeaksPlainTextIsToldApart() throws Exception {
        try (SecuredPort port = new SecuredPort(secret.files())) {
            ManagedChannel plain = NettyChannelBuilder.forAddress("127.0.0.1", port.port())
                    .usePlaintext()
                    .build();

            assertThat(call(plain)).isEqualTo(Status.Code.UNAVAILABLE);
            assertThat(theOneFailure())
                    .isEqualTo(FAILED + "the client does not use TLS: set enableTLS: \"true\" in its trigger");
        }
    }

    @Test
    void aClientThatComesAgainAndAgainIsNamedOnceAndCounted() throws Exception {
        try (SecuredPort port = new SecuredPort(secret.files())) {
            for (int i = 0; i < 5; i++) {
                assertThat(call(port, Authority.HOST, STRANGER.pem(), Optional.empty()))
                        .isEqualTo(Status.Code.UNAVAILABLE);
            }

            await().atMost(SOON).until(() -> port.facts.handshakes.get() >= 5);
            assertThat(log.about(FAILED)).hasSize(1);
        }
    }

    @Test
    void aConnectionThatSaysNothingArrivesAndIsNoFailure() throws Exception {
        try (SecuredPort port = new SecuredPort(secret.files())) {
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port.port()));
                await().atMost(SOON)
                        .until(() -> port.arrivals.contains(
                                new InetSocketAddress(InetAddress.getLoopbackAddress(), socket.getLocalPort())));
            }
            assertThat(call(port, Authority.HOST, INSIDE.pem(), Optional.empty()))
                    .isEqualTo(Status.Code.OK);

            assertThat(port.facts.handshakes).hasValue(0);
            assertThat(log.about(FAILED)).isEmpty();
        }
    }

    @Test
    void withoutCredentialsNobodyGetsInAndPlainTextIsNoWayRound() throws Exception {
        secret.mount(Map.of("tls.crt", "", "tls.key", ""));
        try (SecuredPort port = new SecuredPort(secret.files())) {
            assertThat(call(port, Authority.HOST, INSIDE.pem(), Optional.empty()))
                    .isEqualTo(Status.Code.UNAVAILABLE);
            assertThat(call(NettyChannelBuilder.forAddress("127.0.0.1", port.port())
                            .usePlaintext()
                            .build()))
                    .isEqualTo(Status.Code.UNAVAILABLE);
            assertThat(theOneFailure()).isEqualTo(FAILED + "the service has no TLS credentials");

            secret.mount(INSIDE.server(), KEDAS.pem());
            port.keeper.look();

            assertThat(call(port, Authority.HOST, INSIDE.pem(), Optional.empty()))
                    .isEqualTo(Status.Code.OK);
        }
    }

    @Test
    void newHandshakesSeeTheNewCertificateAndTheNewAuthority() throws Exception {
        Authority next = new Authority("next");
        Authority nextKedas = new Authority("next-keda");
        Authority.Issued oldClient = KEDAS.client();
        try (SecuredPort port = new SecuredPort(secret.filesWithClientCa())) {
            assertThat(call(port, Authority.HOST, INSIDE.pem(), Optional.of(oldClient)))
                    .isEqualTo(Status.Code.OK);

            secret.mount(next.server(), nextKedas.pem());
            port.keeper.look();

            assertThat(call(port, Authority.HOST, next.pem(), Optional.of(nextKedas.client())))
                    .isEqualTo(Status.Code.OK);
            assertThat(call(port, Authority.HOST, INSIDE.pem(), Optional.of(oldClient)))
                    .isEqualTo(Status.Code.UNAVAILABLE);
            assertThat(call(port, Authority.HOST, next.pem(), Optional.of(oldClient)))
                    .isEqualTo(Status.Code.UNAVAILABLE);
        }
    }

    private String theOneFailure() {
        await().atMost(SOON).until(() -> !log.about(FAILED).isEmpty());
        List<String> failures = log.about(FAILED);
        assertThat(failures).hasSize(1);
        assertThat(failures.get(0)).doesNotContain("WITH A STACK TRACE");
        return failures.get(0);
    }

    private static Status.Code call(SecuredPort port, String host, String caCert, Optional<Authority.Issued> client)
            throws Exception {
        return call(TlsChannel.to(port.port(), host, caCert, client));
    }

    private static Status.Code call(ManagedChannel channel) {
        try {
            var unused = ExternalScalerGrpc.newBlockingStub(channel)
                    .withDeadlineAfter(SOON.toSeconds(), TimeUnit.SECONDS)
                    .isActive(ScaledObjectRef.getDefaultInstance());
            return Status.Code.OK;
        } catch (StatusRuntimeException e) {
            return e.getStatus().getCode();
        } finally {
            channel.shutdownNow();
        }
    }
}
