// SPDX-License-Identifier: Apache-2.0
package dev.headroom.e2e.scenario;

import dev.headroom.e2e.cluster.ClusterAccess;
import dev.headroom.e2e.cluster.Patience;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;

/** What KEDA's operator tells of its scalers, by its metrics (KEDA documentation, "Integrate with Prometheus") and its log. */
final class KedaMetrics {
    private static final List<String> FAILURES = List.of(
            "error getting metric spec for the scaler",
            "error getting metric for trigger",
            "error getting scale decision");

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final HttpClient http = HttpClient.newHttpClient();
    private final ClusterAccess cluster;

    KedaMetrics(ClusterAccess cluster) {
        this.cluster = cluster;
    }

    /** Waits until KEDA has got a value for a ScaledObject. */
    void awaitPolls(String scaledObject) {
        Patience.until(
                "KEDA asks for " + scaledObject,
                PATIENCE,
                () -> page().lines()
                        .anyMatch(line -> line.startsWith("keda_scaler_metrics_value{")
                                && line.contains("scaledObject=\"" + scaledObject + "\"")));
    }

    /**
     * Calls that failed, by the operator's log: its counter of errors misses polls, and calls that found no connection (KEDA 2.20.2,
     * scale_handler.go).
     */
    long failures(String scaledObject) throws IOException {
        return failuresWith("\"scaledObject.Name\":\"" + scaledObject + "\"");
    }

    private long failuresWith(String field) throws IOException {
        return cluster.kedaLog().stream()
                .filter(line -> FAILURES.stream().anyMatch(line::contains))
                .filter(line -> !line.contains("context canceled"))
                .filter(line -> line.contains(field))
                .count();
    }

    /** Those of all ScaledObjects of a namespace. */
    long failuresIn(String namespace) throws IOException {
        return failuresWith("\"scaledObject.Namespace\":\"" + namespace + "\"");
    }

    private String page() throws IOException, InterruptedException {
        InetSocketAddress address = cluster.kedaMetrics();
        URI page = URI.create("http://" + address.getHostString() + ":" + address.getPort() + "/metrics");
        return http.send(HttpRequest.newBuilder(page).build(), BodyHandlers.ofString())
                .body();
    }
}
