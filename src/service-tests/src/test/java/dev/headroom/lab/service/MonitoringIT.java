// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.headroom.broker.EmbeddedKafka;
import io.grpc.ManagedChannel;
import io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.NettyChannelBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Each panel and each alert of the chart asks for series that a running service shows, by labels that those series have. The service has
 * TLS, a broker that goes away at last, scraped servers with requests, and KEDA's calls.
 */
class MonitoringIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String HOST = "headroom.example";
    private static final String TERMS = """
            objectives: [ { signal: e2e, percentile: 95, atMost: 5s } ]
            replicas: { min: 1, max: 20 }
            """;

    @TempDir
    static Path directory;

    private static EmbeddedKafka broker;
    private static RunningService service;
    private static SteadyTraffic traffic;
    private static ShownSeries shown;

    @BeforeAll
    static void playOnce() throws Exception {
        broker = EmbeddedKafka.started();
        broker.createTopic("llm.spans", 1);
        broker.createTopic("llm.metrics", 1);
        broker.createTopic("llm.requests", 2);
        service = new RunningService(new RunningService.Start(directory, FreePorts.onLoopback(), settings())
                .calledBy(MonitoringIT::channel));
        eventually(() -> service.readiness().equals("UP"));
        // KEDA asks for a workload without a policy, which comes after that.
        eventually(() -> service.answer().equals("INVALID_ARGUMENT"));
        ChatPolicy.write(directory, TERMS);
        traffic = new SteadyTraffic(
                broker.bootstrapServers(),
                new SteadyTraffic.Load(20, Duration.ofMinutes(1), true, 2, Clock.systemUTC()));

        eventually(() -> service.answer().matches("[1-9]\\d*")
                && service.meter("headroom_server_readings_total").orElse(0) > 0
                && service.meter("headroom_objective_limit_seconds").isPresent());
        String served = metrics();
        // Without the broker telemetry is dark, and after the grace KEDA gets no answer.
        traffic.close();
        broker.close();
        eventually(() -> service.answer().equals("UNAVAILABLE"));
        shown = ShownSeries.of(served + metrics());
    }

    @AfterAll
    static void endAll() {
        if (traffic != null) {
            traffic.close();
        }
        if (service != null) {
            service.close();
        }
        broker.close();
    }

    @Test
    void everyPanelAsksForSeriesThatAreShown() throws IOException {
        List<ShippedQuery> queries = ShippedQuery.ofDashboards();

        assertThat(queries).hasSizeGreaterThan(40);
        assertThat(faults(queries)).isEmpty();
    }

    @Test
    void everyAlertAsksForSeriesThatAreShown() throws IOException {
        List<ShippedQuery> queries = ShippedQuery.ofAlerts();

        assertThat(queries).hasSizeGreaterThan(20);
        assertThat(faults(queries)).isEmpty();
    }

    @Test
    void aQueryForSomethingElseIsFound() {
        assertThat(faults(List.of(
                        new ShippedQuery("a", "max by (pod, workload) (headroom_plan_desired_replicas{job=~\"$job\"})"),
                        new ShippedQuery(
                                "b", "sum by (model) (headroom_plan_desired_replicas{namespace=\"$namespace\"})"),
                        new ShippedQuery("c", "rate(headroom_records_seen_total[5m]) / headroom_feed_partitions"),
                        new ShippedQuery("d", "headroom_telemetry_state{state=\"sleepy\",signal=\"e2e\"} == 1"))))
                .containsExactly(
                        "b: no series of it has the label model",
                        "c: there is no headroom_records_seen_total",
                        "d: headroom_telemetry_state has no label signal",
                        "d: headroom_telemetry_state has no state=\"sleepy\"");
    }

    private static List<String> faults(List<ShippedQuery> queries) {
        return queries.stream().flatMap(query -> query.faults(shown).stream()).toList();
    }

    private static Map<String, String> settings() throws Exception {
        CertificateAuthority authority = new CertificateAuthority(directory.resolve("tls"));
        authority.issue("service", new CertificateAuthority.Request("CN=headroom", List.of("dns:" + HOST), "+0S"));
        return Map.of(
                "kafka.bootstrap.servers", broker.bootstrapServers(),
                "headroom.plan.dark-grace", "PT1S",
                "headroom.tls.certificate", authority.certificate("service").toString(),
                "headroom.tls.key", authority.key("service").toString());
    }

    private static ManagedChannel channel(FreePorts ports) {
        try (InputStream trusted = Files.newInputStream(directory.resolve("tls/ca.crt"))) {
            return NettyChannelBuilder.forAddress("127.0.0.1", ports.grpc())
                    .overrideAuthority(HOST)
                    .sslContext(
                            GrpcSslContexts.forClient().trustManager(trusted).build())
                    .build();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String metrics() throws IOException, InterruptedException {
        URI page = URI.create("http://127.0.0.1:" + service.ports().http() + "/q/metrics");
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(page).build(), BodyHandlers.ofString())
                .body();
    }

    private static void eventually(Callable<Boolean> condition) {
        await().atMost(PATIENCE).until(condition);
    }
}
