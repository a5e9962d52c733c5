// SPDX-License-Identifier: Apache-2.0
package dev.headroom.e2e.scenario;

import dev.headroom.e2e.cluster.Applied;
import dev.headroom.e2e.cluster.Patience;
import dev.headroom.e2e.cluster.PodProcesses.Running;
import dev.headroom.e2e.cluster.RealCluster;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The Collectors of the shipped files. */
final class Collectors {
    private static final String GATEWAY = "headroom-collector-gateway";
    private static final String SCRAPER = "headroom-collector-scraper";
    private static final String ACCESS_LOGS = "headroom-collector-accesslogs";
    private static final Duration START = Duration.ofMinutes(2);
    /** Until there is one, what servers send is lost. */
    private static final String NOWHERE = "http://127.0.0.1:9";

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private Collectors() {}

    /** Applies the gateway form, as it is shipped; returns when both Collectors answer. */
    static void gateway(RealCluster cluster) throws IOException {
        Applied.text(
                cluster.client(), Files.readString(cluster.place().home().resolve("deploy/collector/gateway.yaml")));
        Patience.until(
                "the Collectors are healthy", START, () -> healthy(cluster, GATEWAY) && healthy(cluster, SCRAPER));
    }

    /** Where servers send their spans. */
    static String spansUrl(RealCluster cluster) {
        return first(cluster, GATEWAY)
                .map(one -> "http://" + one.address() + ":4318")
                .orElse(NOWHERE);
    }

    /** Where vLLM sends its spans by gRPC. */
    static String grpcUrl(RealCluster cluster) {
        return "http://" + first(cluster, GATEWAY).orElseThrow().address() + ":4317";
    }

    /** Applies the Collector of access logs, as it is shipped; returns when it answers. */
    static String accessLogs(RealCluster cluster) throws IOException {
        Applied.text(
                cluster.client(), Files.readString(cluster.place().home().resolve("deploy/collector/accesslogs.yaml")));
        Patience.until("the Collector of access logs is healthy", START, () -> healthy(cluster, ACCESS_LOGS));
        return first(cluster, ACCESS_LOGS).orElseThrow().address();
    }

    /** All of the gateway form. */
    static List<Running> running(RealCluster cluster) {
        return Stream.of(GATEWAY, SCRAPER)
                .flatMap(app -> cluster.processes().of(app).stream())
                .toList();
    }

    static Optional<Running> first(RealCluster cluster, String app) {
        List<Running> all = cluster.processes().of(app);
        return all.isEmpty() ? Optional.empty() : Optional.of(all.get(0));
    }

    private static boolean healthy(RealCluster cluster, String app) throws InterruptedException {
        Optional<Running> collector = first(cluster, app);
        if (collector.isEmpty()) {
            return false;
        }
        collector.orElseThrow().daemon().check();
        try {
            URI health = URI.create("http://" + collector.orElseThrow().address() + ":13133/");
            return HTTP.send(HttpRequest.newBuilder(health).build(), BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException notYet) {
            return false;
        }
    }
}
