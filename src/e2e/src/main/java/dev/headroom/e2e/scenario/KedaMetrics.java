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
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What KEDA's operator tells of its scalers, by its metrics (KEDA documentation, "Integrate with Prometheus") and its log. */
final class KedaMetrics {
    private static final List<String> FAILURES = List.of(
            "error getting metric spec for the scaler",
            "error getting metric for trigger",
            "error getting scale decision");

    private static final Pattern SCALED_OBJECT = Pattern.compile("scaledObject=\"([^\"]*)\"");
    private static final Duration CROWD_PATIENCE = Duration.ofMinutes(4);
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
                () -> !polled("scaledObject=\"" + scaledObject + "\"").isEmpty());
    }

    /** Waits until KEDA has got a value for each of many ScaledObjects of a namespace. Its page never shows all of them at one moment. */
    void awaitPollsIn(String namespace, int count) {
        Set<String> polled = new HashSet<>();
        Patience.until("KEDA asks for all of " + namespace, CROWD_PATIENCE, () -> {
            polled.addAll(polled("namespace=\"" + namespace + "\""));
            return polled.size() >= count;
        });
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

    /** The ScaledObjects of the lines with a label. */
    private Set<String> polled(String label) throws IOException, InterruptedException {
        InetSocketAddress address = cluster.kedaMetrics();
        URI page = URI.create("http://" + address.getHostString() + ":" + address.getPort() + "/metrics");
        return http.send(HttpRequest.newBuilder(page).build(), BodyHandlers.ofString())
                .body()
                .lines()
                .filter(line -> line.startsWith("keda_scaler_metrics_value{") && line.contains(label))
                .map(SCALED_OBJECT::matcher)
                .filter(Matcher::find)
                .map(found -> found.group(1))
                .collect(Collectors.toSet());
    }
}
