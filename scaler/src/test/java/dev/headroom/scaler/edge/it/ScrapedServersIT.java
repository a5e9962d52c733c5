// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.it;

import static dev.headroom.scaler.edge.it.KafkaForTheService.METRICS;
import static dev.headroom.scaler.edge.it.KedaClient.scaledObject;
import static dev.headroom.telemetry.fixture.VllmMetricsFixture.scrapedAt;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.headroom.telemetry.fixture.VllmMetricsFixture;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.kubernetes.client.KubernetesServer;
import io.quarkus.test.kubernetes.client.KubernetesServerTestResource;
import io.quarkus.test.kubernetes.client.KubernetesTestServer;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the Collector wrote after scraping servers, on its way from a real broker to a workload's window. */
@QuarkusTest
@WithTestResource(KafkaForTheService.class)
@WithTestResource(KubernetesServerTestResource.class)
class ScrapedServersIT {
    private static final String NAMESPACE = "llm";
    private static final String WORKLOAD = "scraped";
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final String READINGS = "headroom_server_readings_total";
    private static final String SKIPPED = "headroom_records_skipped_total";
    private static final String UNATTRIBUTED = "headroom_observations_unattributed_total";

    @KubernetesTestServer
    KubernetesServer cluster;

    @ConfigProperty(name = "quarkus.grpc.server.test-port")
    int grpcPort;

    @TestHTTPResource("/")
    URI root;

    private ServicePages pages;
    private RawRecords records;

    @BeforeEach
    void connect() {
        pages = new ServicePages(root);
        records = new RawRecords();
        Documents documents = new Documents(cluster.getClient());
        documents.apply(Documents.articleProfile(NAMESPACE));
        documents.apply(Documents.policy(NAMESPACE, WORKLOAD, "5s", "enforce"));
        try (KedaClient keda = new KedaClient(grpcPort)) {
            await().atMost(SOON)
                    .until(() -> keda.status(scaledObject(NAMESPACE, WORKLOAD, Map.of("policy", WORKLOAD)))
                            .isOk());
        }
    }

    @AfterEach
    void disconnect() {
        records.close();
    }

    @Test
    void readingsReachTheirWorkload() {
        Meters before = pages.meters();

        send(VllmMetricsFixture.record(List.of(scrape("uid-1"), scrape("uid-2"))));

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(change(before)).isEqualTo(Map.of(Meters.key(READINGS), 2.0)));
    }

    @Test
    void badRecordsAreCountedByReasonAndHoldNothingUp() {
        Meters before = pages.meters();

        send(new byte[] {8, 1});
        send(scrape("uid-1").withoutMetrics().withGauge("up", 0).toRecord());
        send(scrape("uid-1").ofDeployment("nobody-s").ofModel("nobody-s").toRecord());
        send(scrape("uid-1").toRecord());

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(change(before))
                        .isEqualTo(Map.of(
                                Meters.key(SKIPPED, "reason", "undecodable"), 1.0,
                                Meters.key(SKIPPED, "reason", "scrape_failed"), 1.0,
                                Meters.key(UNATTRIBUTED, "reason", "unknown_target"), 1.0,
                                Meters.key(READINGS), 1.0)));
    }

    private Map<String, Double> change(Meters before) {
        return pages.meters().changeSince(before, READINGS, SKIPPED, UNATTRIBUTED);
    }

    private void send(byte[] record) {
        records.send(METRICS, 0, record);
        records.flush();
    }

    private static VllmMetricsFixture scrape(String uid) {
        return scrapedAt(Instant.now()).ofDeployment(WORKLOAD).ofModel(WORKLOAD).ofPod(uid, WORKLOAD + "-" + uid);
    }
}
