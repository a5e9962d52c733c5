// SPDX-License-Identifier: Apache-2.0
package dev.headroom.cli.benchmark.measure;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.headroom.cli.benchmark.plan.PromptText;
import dev.headroom.cli.benchmark.plan.RequestTokens;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.function.Consumer;

/** An OpenAI-compatible server over HTTP/1.1: chat completions, streamed. Each request in flight has a connection. */
public final class HttpEndpoint implements Endpoint {
    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final int OK = 200;

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT)
            .build();
    private final Target target;
    private final long seed;

    /**
     * Where and how requests are sent.
     *
     * @param base as {@code http://host:8000}
     * @param model its name at the server
     * @param key for the header Authorization; empty for none
     * @param ignoreEos whether the server is asked to generate as many tokens as are wanted
     */
    public record Target(URI base, String model, Optional<String> key, boolean ignoreEos) {}

    /** A server. */
    public HttpEndpoint(Target target, long seed) {
        this.target = target;
        this.seed = seed;
    }

    @Override
    public Runnable send(long number, RequestTokens tokens, Consumer<StreamedAnswer> answered) {
        CompletableFuture<HttpResponse<EventStream>> response = client.sendAsync(
                request(number, tokens),
                head -> BodySubscribers.fromLineSubscriber(
                        new Lines(), lines -> lines.stream, StandardCharsets.UTF_8, null));
        CompletableFuture<Void> told = response.handle((answer, failure) -> {
            answered.accept(failure == null ? answer(answer) : StreamedAnswer.failed(sentence(failure)));
            return null;
        });
        return () -> {
            response.cancel(true);
            told.cancel(true);
        };
    }

    private HttpRequest request(long number, RequestTokens tokens) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("model", target.model());
        body.putArray("messages")
                .addObject()
                .put("role", "user")
                .put("content", PromptText.of(seed, number, tokens.input()));
        body.put("max_tokens", tokens.output());
        if (target.ignoreEos()) {
            body.put("ignore_eos", true);
        }
        body.put("stream", true).putObject("stream_options").put("include_usage", true);
        String base = target.base().toString().replaceFirst("/+$", "");
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create(base + (base.endsWith("/v1") ? "" : "/v1") + "/chat/completions"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body.toString()));
        target.key().ifPresent(key -> request.header("Authorization", "Bearer " + key));
        return request.build();
    }

    private static StreamedAnswer answer(HttpResponse<EventStream> response) {
        return response.statusCode() == OK
                ? response.body().answer()
                : StreamedAnswer.failed("the server answered with status " + response.statusCode());
    }

    private static String sentence(Throwable failure) {
        Throwable cause = failure.getCause() == null ? failure : failure.getCause();
        return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    }

    /** Passes lines on with the instant at which they came. */
    private static final class Lines implements Flow.Subscriber<String> {
        private final EventStream stream = new EventStream();

        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            subscription.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(String line) {
            stream.line(line, System.nanoTime());
        }

        @Override
        public void onError(Throwable failure) {
            // The response's future says it, too.
        }

        @Override
        public void onComplete() {
            // The response's future says it, too.
        }
    }
}
