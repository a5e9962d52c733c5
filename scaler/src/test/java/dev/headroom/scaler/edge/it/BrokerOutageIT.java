// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.it;

import static dev.headroom.scaler.edge.it.KedaClient.scaledObject;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import dev.headroom.proto.externalscaler.ScaledObjectRef;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.kubernetes.client.KubernetesServer;
import io.quarkus.test.kubernetes.client.KubernetesServerTestResource;
import io.quarkus.test.kubernetes.client.KubernetesTestServer;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The broker goes away and comes back: the answer stays, nothing is made up, nothing is lost, nothing counts twice. */
@QuarkusTest
@WithTestResource(KafkaForTheService.class)
@WithTestResource(KubernetesServerTestResource.class)
class BrokerOutageIT {
    private static final String NAMESPACE = "llm";
    private static final String WORKLOAD = "outage";
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final Duration HISTORY = Duration.ofSeconds(150);
    private static final Duration END_TO_END = Duration.ofSeconds(4);
    private static final double PER_SECOND = 25;

    /** 25 requests/s and their uncertainty, at about 11.5 per instance under Poisson arrivals. */
    private static final String RIGHT = "4";

    @KubernetesTestServer
    KubernetesServer cluster;

    @ConfigProperty(name = "quarkus.grpc.server.test-port")
    int grpcPort;

    @TestHTTPResource("/")
    URI root;

    private final ScaledObjectRef outage = scaledObject(NAMESPACE, WORKLOAD, Map.of("policy", WORKLOAD));
    private KedaClient keda;
    private Documents documents;
    private ServicePages pages;
    private Meters before;

    @BeforeEach
    void connect() {
        keda = new KedaClient(grpcPort);
        pages = new ServicePages(root);
        documents = new Documents(cluster.getClient());
        documents.apply(Documents.articleProfile(NAMESPACE));
        documents.apply(Documents.policy(NAMESPACE, WORKLOAD, "5s", "enforce"));
        await().atMost(SOON).until(() -> keda.status(outage).isOk());
        before = pages.meters();
    }

    @AfterEach
    void bringTheBrokerBack() {
        KafkaForTheService.broker().start();
        keda.close();
    }

    @Test
    void theAnswerOutlivesTheBroker() throws InterruptedException {
        Instant start = Instant.now();
        try (Traffic traffic = new Traffic(KafkaForTheService.broker().bootstrapServers(), NAMESPACE, WORKLOAD)) {
            int history = traffic.steady(PER_SECOND, HISTORY, start, END_TO_END);
            try (LiveTraffic live = LiveTraffic.from(start, traffic, PER_SECOND, END_TO_END);
                    AnswerRecorder recorder = answersOnceRight()) {
                loseTheBroker(recorder);
                double bridged = absorbed();
                KafkaForTheService.broker().start();

                awaitState("lagging");
                awaitState("fresh");
                await().atMost(SOON).until(() -> absorbed() > bridged);
                int sent = history + live.stop();
                traffic.flush();
                await().atMost(SOON)
                        .untilAsserted(() -> assertThat(absorbed())
                                .as("observations of as many requests")
                                .isEqualTo(sent));
                assertThat(change("headroom_observations_rejected_total", "reason", "duplicate"))
                        .isZero();
                await().atMost(SOON).untilAsserted(() -> assertThat(demand()).isCloseTo(PER_SECOND, within(1.0)));
                assertThat(recorder.stop()).containsOnly(RIGHT);
            }
        }
    }

    private AnswerRecorder answersOnceRight() {
        await().atMost(SOON).until(() -> RIGHT.equals(Long.toString(keda.replicas(outage))));
        awaitState("fresh");
        return new AnswerRecorder(keda, outage);
    }

    private void loseTheBroker(AnswerRecorder recorder) {
        KafkaForTheService.broker().stop();
        awaitState("dark");
        int answersUntilDark = recorder.answers().size();
        await().atMost(SOON).until(() -> recorder.answers().size() > answersUntilDark + 20);

        assertThat(pages.workload(NAMESPACE, WORKLOAD).get("because").asText())
                .contains("the broker has not answered for");
        assertThat(keda.isActive(outage)).isTrue();
    }

    private void awaitState(String word) {
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(pages.telemetryState(NAMESPACE, WORKLOAD))
                        .as("telemetry of %s", WORKLOAD)
                        .isEqualTo(word));
    }

    private double demand() {
        return pages.workload(NAMESPACE, WORKLOAD)
                .at("/basis/requestsPerSecond")
                .asDouble();
    }

    private double absorbed() {
        return change("headroom_observations_total");
    }

    private double change(String name, String... labels) {
        return pages.meters().value(name, labels) - before.value(name, labels);
    }
}
