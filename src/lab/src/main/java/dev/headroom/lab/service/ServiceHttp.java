// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.service;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** What the service says over HTTP. No answer in time is an empty one. */
public final class ServiceHttp {
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final int OK = 200;
    private static final String RECORDS_READ = "headroom_records_read_total";

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    private final ObjectMapper json = new ObjectMapper();
    private final URI base;

    public ServiceHttp(URI base) {
        this.base = base;
    }

    /** Where a path of the service is found. */
    public URI at(String path) {
        return base.resolve(path);
    }

    /** Whether it has caught up and answers. */
    public boolean ready() throws InterruptedException {
        return get("/q/health/ready").isPresent();
    }

    /** Kafka records it has read from all topics; empty when it does not say. */
    public OptionalLong recordsRead() throws InterruptedException {
        Optional<String> metrics = get("/q/metrics");
        return metrics.isPresent() ? sum(metrics.get(), RECORDS_READ) : OptionalLong.empty();
    }

    /** Sums of counters over their labels, by the names that Prometheus shows, all of one moment; empty without an answer. */
    public Optional<List<Long>> counters(List<String> names) throws InterruptedException {
        return get("/q/metrics")
                .map(metrics ->
                        names.stream().map(name -> sum(metrics, name).orElse(0)).toList());
    }

    /** Why a workload has the replicas it has; empty when the service does not say. */
    public String because(String namespace, String name) throws InterruptedException {
        return json("/workloads/" + namespace + "/" + name).path("because").asText();
    }

    /** The JSON at a path; a missing node when the service does not say. */
    public JsonNode json(String path) throws InterruptedException {
        return get(path).map(this::parsed).orElse(MissingNode.getInstance());
    }

    /** Sums a meter over its labels in the Prometheus text format; empty when it does not occur. */
    static OptionalLong sum(String metrics, String meter) {
        List<Double> values = metrics.lines()
                // The text format has a comma behind the last label, too.
                .map(line -> line.replace(",}", "}"))
                .filter(line -> line.startsWith(meter + "{") || line.startsWith(meter + " "))
                .map(line -> Double.valueOf(line.substring(line.lastIndexOf(' ') + 1)))
                .toList();
        return values.isEmpty()
                ? OptionalLong.empty()
                : OptionalLong.of(Math.round(
                        values.stream().mapToDouble(Double::doubleValue).sum()));
    }

    private JsonNode parsed(String body) {
        try {
            return json.readTree(body);
        } catch (JsonProcessingException notJson) {
            return MissingNode.getInstance();
        }
    }

    private Optional<String> get(String path) throws InterruptedException {
        try {
            HttpRequest request =
                    HttpRequest.newBuilder(at(path)).timeout(PATIENCE).build();
            var response = client.send(request, BodyHandlers.ofString());
            return response.statusCode() == OK ? Optional.of(response.body()) : Optional.empty();
        } catch (IOException noAnswer) {
            return Optional.empty();
        }
    }
}
