// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.it;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** Reads what the service says over HTTP, as probes, Prometheus and people do. */
final class ServicePages {
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(10);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient client = HttpClient.newHttpClient();
    private final URI root;

    ServicePages(URI root) {
        this.root = root;
    }

    /** A page and how it was answered. */
    record Page(int status, String text) {
        JsonNode json() {
            try {
                return JSON.readTree(text);
            } catch (JsonProcessingException e) {
                throw new AssertionError("not JSON: " + text, e);
            }
        }
    }

    Page get(String path) {
        HttpRequest request =
                HttpRequest.newBuilder(root.resolve(path)).timeout(ANSWER_LIMIT).build();
        return answered(request);
    }

    /** The answer to a client that accepts some formats. */
    Page get(String path, String accepted) {
        return answered(HttpRequest.newBuilder(root.resolve(path))
                .timeout(ANSWER_LIMIT)
                .header("Accept", accepted)
                .build());
    }

    private Page answered(HttpRequest request) {
        try {
            HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
            return new Page(response.statusCode(), response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while reading " + request.uri(), e);
        }
    }

    /** The answer to a text that is sent as JSON. */
    Page post(String path, String json) {
        HttpRequest request = HttpRequest.newBuilder(root.resolve(path))
                .timeout(ANSWER_LIMIT)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json))
                .build();
        return answered(request);
    }

    /** The first lines of a stream that never ends, blank ones left out. */
    List<String> firstLines(String path, int count) {
        HttpRequest request =
                HttpRequest.newBuilder(root.resolve(path)).timeout(ANSWER_LIMIT).build();
        try (Stream<String> lines =
                client.send(request, HttpResponse.BodyHandlers.ofLines()).body()) {
            return lines.filter(line -> !line.isBlank()).limit(count).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while reading " + path, e);
        }
    }

    JsonNode workload(String namespace, String name) {
        return get("/workloads/" + namespace + "/" + name).json();
    }

    /** The one word of how far the workload's telemetry can be believed; empty while there is no plan. */
    String telemetryState(String namespace, String name) {
        return workload(namespace, name).at("/telemetry/state").asText();
    }

    Meters meters() {
        return Meters.parse(get("/q/metrics").text());
    }
}
