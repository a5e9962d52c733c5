// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.grpc.check;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the pages of one replica at its own address, because a name stands for all replicas. */
final class ReplicaPages {
    /** The readiness probe takes up to 3 s: the service calls its own port. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http;
    private final int port;

    ReplicaPages(int port) {
        this.http = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
        this.port = port;
    }

    /** The checks of a replica that are down; a sentence where there is no answer. */
    List<String> faultsOf(InetAddress replica) {
        Optional<String> page = page(replica, "/q/health/ready");
        if (page.isEmpty()) {
            return List.of("it does not answer on port " + port);
        }
        List<String> faults = new ArrayList<>();
        try {
            JsonNode health = JSON.readTree(page.get());
            for (JsonNode check : health.path("checks")) {
                if (!check.path("status").asText().equals("UP")) {
                    faults.add("check " + check.path("name").asText() + " is down");
                }
            }
            if (faults.isEmpty() && !health.path("status").asText().equals("UP")) {
                faults.add("its health page does not say UP");
            }
        } catch (JsonProcessingException e) {
            faults.add("its health page is no JSON, so another program may answer there");
        }
        return faults;
    }

    /** Its meters; none without an answer. */
    Meters metersOf(InetAddress replica) {
        return Meters.in(page(replica, "/q/metrics").orElse(""));
    }

    /** The body, whatever the status: a page of health that is down has one, too. */
    private Optional<String> page(InetAddress replica, String path) {
        String address = replica.getHostAddress();
        String host = address.contains(":") ? "[" + address + "]" : address;
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://" + host + ":" + port + path))
                .timeout(PATIENCE)
                .build();
        try {
            return Optional.of(http.send(request, BodyHandlers.ofString()).body());
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
