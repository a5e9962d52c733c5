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

/** What KEDA's operator counts of its scalers (KEDA documentation, "Integrate with Prometheus"). */
final class KedaMetrics {
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final HttpClient http = HttpClient.newHttpClient();
    private final ClusterAccess cluster;

    KedaMetrics(ClusterAccess cluster) {
        this.cluster = cluster;
    }

    /** Waits until KEDA has got a value for a ScaledObject. */
    void awaitPolls(String scaledObject) {
        Patience.until("KEDA asks for " + scaledObject, PATIENCE, () -> polls(scaledObject) > 0);
    }

    /** Polls of a ScaledObject that gave a value. */
    double polls(String scaledObject) throws IOException, InterruptedException {
        return sum("keda_scaler_metrics_value", scaledObject, true);
    }

    /** Calls that failed. */
    double errors(String scaledObject) throws IOException, InterruptedException {
        return sum("keda_scaler_detail_errors_total", scaledObject, false);
    }

    /** Calls of all ScaledObjects that failed. */
    double allErrors() throws IOException, InterruptedException {
        return sum("keda_scaler_detail_errors_total", "", false);
    }

    private double sum(String name, String scaledObject, boolean count) throws IOException, InterruptedException {
        InetSocketAddress address = cluster.kedaMetrics();
        URI page = URI.create("http://" + address.getHostString() + ":" + address.getPort() + "/metrics");
        String text = http.send(HttpRequest.newBuilder(page).build(), BodyHandlers.ofString())
                .body();
        return text.lines()
                .filter(line -> line.startsWith(name + "{")
                        && (scaledObject.isEmpty() || line.contains("\"" + scaledObject + "\"")))
                .mapToDouble(line -> count ? 1 : Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }
}
