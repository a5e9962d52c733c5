// SPDX-License-Identifier: Apache-2.0
package dev.headroom.cli.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.headroom.lab.file.BadInputException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A running service at an address that a person wrote. */
public final class RunningHeadroom {
    private static final Duration CONNECTING = Duration.ofSeconds(5);

    /** The doctor waits for Kafka and for the API server, some seconds each. */
    private static final Duration PATIENCE = Duration.ofSeconds(45);

    private static final int OK = 200;

    private final String url;
    private final URI base;

    private RunningHeadroom(String url, URI base) {
        this.url = url;
        this.base = base;
    }

    /**
     * Calls nothing yet.
     *
     * @param url value of the option {@code --url}
     */
    public static RunningHeadroom at(String url) {
        String rule = "--url must be an address such as http://localhost:8080, was '" + url + "'";
        URI base = BadInputException.in(rule, () -> URI.create(url.endsWith("/") ? url : url + "/"));
        BadInputException.unless(
                List.of("http", "https").contains(String.valueOf(base.getScheme())) && base.getHost() != null, rule);
        return new RunningHeadroom(url, base);
    }

    /**
     * A page.
     *
     * @param path without a slash at its begin
     * @throws IllegalStateException without an answer, or with one that is no success
     */
    public String get(String path) throws InterruptedException {
        HttpClient client = HttpClient.newBuilder().connectTimeout(CONNECTING).build();
        HttpRequest request =
                HttpRequest.newBuilder(base.resolve(path)).timeout(PATIENCE).build();
        try {
            HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() != OK) {
                throw new IllegalStateException(url + " answered " + response.statusCode() + ": "
                        + sentence(response.body()).orElse("another program, or an older Headroom, may run there"));
            }
            return response.body();
        } catch (IOException failure) {
            throw new IllegalStateException(url + " does not answer: " + failure, failure);
        }
    }

    /** The service's own sentence about a refusal. */
    private static Optional<String> sentence(String body) {
        try {
            return Optional.of(new ObjectMapper().readTree(body).path("error").asText())
                    .filter(sentence -> !sentence.isEmpty());
        } catch (JsonProcessingException notOurs) {
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        return url;
    }
}
