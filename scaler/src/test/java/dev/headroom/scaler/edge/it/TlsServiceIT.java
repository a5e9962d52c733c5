// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.it;

import static dev.headroom.scaler.edge.it.KedaClient.scaledObject;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.headroom.proto.externalscaler.ScaledObjectRef;
import dev.headroom.scaler.edge.grpc.tls.Authority;
import dev.headroom.scaler.edge.grpc.tls.LogLines;
import dev.headroom.scaler.edge.grpc.tls.SecretFolder;
import dev.headroom.scaler.edge.grpc.tls.TlsChannel;
import grpc.health.v1.HealthGrpc;
import grpc.health.v1.HealthOuterClass.HealthCheckRequest;
import grpc.health.v1.HealthOuterClass.HealthCheckResponse.ServingStatus;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.quarkus.test.kubernetes.client.KubernetesServer;
import io.quarkus.test.kubernetes.client.KubernetesServerTestResource;
import io.quarkus.test.kubernetes.client.KubernetesTestServer;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;
import javax.net.ssl.SSLException;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The whole service behind mTLS: what is renewed while KEDA calls, and that nobody notices. */
@QuarkusTest
@TestProfile(TlsProfile.class)
@WithTestResource(KafkaForTheService.class)
@WithTestResource(KubernetesServerTestResource.class)
class TlsServiceIT {
    private static final String NAMESPACE = "llm";
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final int HELD = 20;
    private static final ScaledObjectRef SECURE = scaledObject(NAMESPACE, "secure", Map.of("policy", "secure"));

    private final Authority inside = new Authority("inside");
    private final Authority kedas = new Authority("keda");

    @KubernetesTestServer
    KubernetesServer cluster;

    @ConfigProperty(name = "quarkus.grpc.server.test-port")
    int grpcPort;

    @ConfigProperty(name = TlsProfile.FOLDER)
    String folder;

    @TestHTTPResource("/")
    URI root;

    private ServicePages pages;
    private SecretFolder secret;

    @BeforeEach
    void mount() throws SSLException {
        pages = new ServicePages(root);
        secret = new SecretFolder(Path.of(folder)).mount(inside.server(), kedas.pem());
        Documents documents = new Documents(cluster.getClient());
        documents.apply(Documents.articleProfile(NAMESPACE));
        documents.apply(Documents.policy(NAMESPACE, "secure", "5s", "enforce"));
        try (KedaClient keda = new KedaClient(channel(inside, kedas))) {
            await().atMost(SOON).until(() -> keda.status(SECURE).isOk());
        }
    }

    @Test
    void theOneServerHasHealthAndReadinessBehindMutualTls() throws SSLException {
        await().atMost(SOON)
                .until(() -> check("grpc-port").get("status").asText().equals("UP"));

        assertThat(check("grpc-port").at("/data/tls").asBoolean()).isTrue();
        assertThat(check("grpc-port").at("/data/credentials").asBoolean()).isTrue();
        try (KedaClient keda = new KedaClient(channel(inside, kedas))) {
            assertThat(HealthGrpc.newBlockingStub(keda.channel())
                            .check(HealthCheckRequest.getDefaultInstance())
                            .getStatus())
                    .isEqualTo(ServingStatus.SERVING);
        }
    }

    @Test
    void nobodyGetsInWithoutACertificate() throws SSLException {
        try (KedaClient nobody =
                new KedaClient(TlsChannel.to(grpcPort, Authority.HOST, inside.pem(), Optional.empty()))) {
            assertThat(nobody.status(SECURE).getCode()).isEqualTo(Status.Code.UNAVAILABLE);
            await().atMost(SOON).until(() -> pages.meters().value("headroom_tls_handshake_failures_total") >= 1);
        }
    }

    @Test
    void certificateAndAuthorityAreChangedUnderLoadWithoutAFailedCall() throws SSLException {
        Authority next = new Authority("next");
        Authority nextKedas = new Authority("next-keda");
        try (SteadyCaller old = new SteadyCaller(both(next, kedas), SECURE, HELD);
                LogLines log = LogLines.ofTls()) {
            await().atMost(SOON).until(() -> old.issuers().contains("CN=inside"));

            secret.mount(next.server(), kedas.pem() + nextKedas.pem());

            await().atMost(SOON).until(() -> old.issuers().contains("CN=next"));
            assertThat(old.failures()).isEmpty();
            assertThat(log.about("changed, new handshakes use them")).hasSize(1);
            try (SteadyCaller fresh = new SteadyCaller(both(next, nextKedas), SECURE, HELD)) {
                await().atMost(SOON).until(() -> fresh.calls() > 0);
                assertThat(old.failures()).isEmpty();
                old.stop();

                secret.mount(next.server(), nextKedas.pem());

                await().atMost(SOON)
                        .until(() ->
                                log.about("changed, new handshakes use them").size() == 2);
                int connections = fresh.issuers().size();
                await().atMost(SOON).until(() -> fresh.issuers().size() > connections);
                assertThat(fresh.failures()).isEmpty();
            }
        }
        try (KedaClient late = new KedaClient(both(next, kedas))) {
            assertThat(late.status(SECURE).getCode()).isEqualTo(Status.Code.UNAVAILABLE);
        }
    }

    @Test
    void aBrokenFileChangesNothingButTheMeter() throws SSLException {
        double before = pages.meters().value("headroom_tls_reload_failures_total");
        try (LogLines log = LogLines.ofTls();
                SteadyCaller caller = new SteadyCaller(channel(inside, kedas), SECURE, HELD)) {
            secret.mount(Map.of("tls.crt", "-----BEGIN CERTIFICATE-----\nMIIB", "tls.key", "", "ca.crt", kedas.pem()));

            await().atMost(SOON).until(() -> pages.meters().value("headroom_tls_reload_failures_total") >= before + 3);
            int connections = caller.issuers().size();
            await().atMost(SOON).until(() -> caller.issuers().size() > connections);
            assertThat(caller.failures()).isEmpty();
            assertThat(log.about("the previous credentials stay in use")).hasSize(1);
            assertThat(pages.meters().value("headroom_tls_certificate_expires_seconds"))
                    .isBetween(6000.0, 7200.0);
        }
    }

    @Test
    void connectionsEndAndStreamsWithThemWithoutAnError() throws SSLException {
        try (SteadyCaller caller = new SteadyCaller(channel(inside, kedas), SECURE, HELD)) {
            await().atMost(SOON).until(() -> caller.issuers().size() >= 3 && caller.cleanEnds() >= 2 * HELD);

            assertThat(caller.failures()).isEmpty();
            assertThat(caller.calls()).isGreaterThan(100);
        }
    }

    private ManagedChannel channel(Authority servers, Authority clients) throws SSLException {
        return TlsChannel.to(grpcPort, Authority.HOST, servers.pem(), Optional.of(clients.client()));
    }

    /** Trusts the authority that is now and the one that comes. */
    private ManagedChannel both(Authority next, Authority clients) throws SSLException {
        return TlsChannel.to(grpcPort, Authority.HOST, inside.pem() + next.pem(), Optional.of(clients.client()));
    }

    private JsonNode check(String name) {
        return StreamSupport.stream(
                        pages.get("/q/health/ready").json().get("checks").spliterator(), false)
                .filter(check -> check.get("name").asText().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
