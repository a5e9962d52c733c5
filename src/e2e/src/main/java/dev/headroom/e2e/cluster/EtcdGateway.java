// SPDX-License-Identifier: Apache-2.0
package dev.headroom.e2e.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** etcd's JSON gateway (etcd documentation, "gRPC gateway"). */
record EtcdGateway(HttpClient http, URI address) {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int OK = 200;

    /** Of the newest write. */
    long revision() throws IOException, InterruptedException {
        // The key is any one, in base64: the answer's header tells the revision of the store.
        return post("/v3/kv/range", "{\"key\":\"AA==\"}")
                .path("header")
                .path("revision")
                .asLong();
    }

    /** From now on no revision before this one can be read. */
    void compact(long revision) throws IOException, InterruptedException {
        post("/v3/kv/compaction", "{\"revision\":\"" + revision + "\",\"physical\":true}");
    }

    private JsonNode post(String path, String body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(address.resolve(path))
                .timeout(PATIENCE)
                .POST(BodyPublishers.ofString(body))
                .build();
        HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
        if (response.statusCode() != OK) {
            throw new IOException(path + " of etcd answered " + response.statusCode() + ": " + response.body());
        }
        return JSON.readTree(response.body());
    }
}
