// SPDX-License-Identifier: Apache-2.0
package dev.headroom.e2e.serving;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.headroom.lab.engine.Engine;
import dev.headroom.lab.engine.EngineModel;
import dev.headroom.lab.engine.ServedRequest;
import dev.headroom.lab.traffic.Arrival;
import io.fabric8.kubernetes.api.model.Pod;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * An engine of the lab on the real clock, behind the parts of vLLM's HTTP API that users and Collector call: streamed completions, and
 * metrics. A prompt has as many tokens as words.
 */
public final class SimulatedServer implements ModelServer {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long TICK_MILLIS = 10;
    private static final double NANOS_PER_SECOND = 1e9;
    private static final int PORT = 8000;
    private static final int OK = 200;

    /** The system drops connections beyond it, and a client tries again after a second, which users would blame on the server. */
    private static final int BACKLOG = 1024;

    private final Clock clock;
    private final Engine engine;
    private final SpanSender spans;
    private final String model;
    private final HttpServer http;
    private final ScheduledFuture<?> ticking;
    private final List<Answer> open = new ArrayList<>();

    /** Seconds since the run's start. */
    @FunctionalInterface
    public interface Clock {
        double now();

        /** Of a run that starts now. */
        static Clock startedNow() {
            long start = System.nanoTime();
            return () -> (System.nanoTime() - start) / NANOS_PER_SECOND;
        }
    }

    /**
     * What servers of one kind share.
     *
     * @param engine that each of them is
     * @param name of the model that they serve
     * @param clock of the requests
     * @param timer that drives them
     */
    public record Kind(EngineModel engine, String name, Clock clock, ScheduledExecutorService timer) {}

    private static final class Answer {
        private final String model;
        private final ServedRequest request;
        private final HttpExchange exchange;
        private boolean begun;

        Answer(String model, ServedRequest request, HttpExchange exchange) {
            this.model = model;
            this.request = request;
            this.exchange = exchange;
        }
    }

    /** Listens at once. */
    public SimulatedServer(Kind kind, Pod pod, SpanSender spans) {
        this.clock = kind.clock();
        this.model = kind.name();
        this.engine = new Engine(
                kind.engine(), new SplittableRandom(pod.getMetadata().getUid().hashCode()));
        this.spans = spans;
        try {
            http = HttpServer.create(new InetSocketAddress(pod.getStatus().getPodIP(), PORT), BACKLOG);
        } catch (IOException failure) {
            throw new UncheckedIOException("a model server cannot listen: " + failure.getMessage(), failure);
        }
        http.createContext("/v1/completions", this::complete);
        http.createContext("/metrics", this::metrics);
        http.createContext("/health", exchange -> answer(exchange, ""));
        http.start();
        ticking = kind.timer().scheduleWithFixedDelay(this::tick, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
    }

    @Override
    public boolean ready() {
        return true;
    }

    @Override
    public void close() {
        ticking.cancel(false);
        http.stop(0);
        spans.close();
    }

    private void complete(HttpExchange exchange) throws IOException {
        JsonNode body = JSON.readTree(exchange.getRequestBody());
        int input = Math.max(1, body.path("prompt").asText().split(" ", -1).length);
        int output = body.path("max_tokens").asInt(1);
        exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
        exchange.sendResponseHeaders(OK, 0);
        synchronized (this) {
            double now = clock.now();
            engine.advanceTo(now, spans::completed);
            ServedRequest request = new ServedRequest(new Arrival(now, input, output));
            engine.accept(request, now);
            open.add(new Answer(model, request, exchange));
        }
    }

    private void metrics(HttpExchange exchange) throws IOException {
        String page;
        synchronized (this) {
            engine.advanceTo(clock.now(), spans::completed);
            page = VllmMetricsPage.of(model, engine.reading());
        }
        answer(exchange, page);
    }

    private static void answer(HttpExchange exchange, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "text/plain; version=0.0.4; charset=utf-8");
        exchange.sendResponseHeaders(OK, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private synchronized void tick() {
        engine.advanceTo(clock.now(), spans::completed);
        open.removeIf(SimulatedServer::told);
        spans.sendDue(clock.now());
    }

    /** Writes what has become of a request; true once there is no more to say. */
    private static boolean told(Answer answer) {
        ServedRequest request = answer.request;
        try {
            if (!answer.begun && !Double.isNaN(request.firstTokenAt())) {
                answer.begun = true;
                write(answer.exchange, "data: {\"model\":\"" + answer.model + "\",\"choices\":[{\"text\":\"a\"}]}\n\n");
            }
            if (request.finished()) {
                write(answer.exchange, usage(request.arrival()) + "data: [DONE]\n\n");
                answer.exchange.close();
                return true;
            }
            if (request.failed()) {
                answer.exchange.close();
                return true;
            }
            return false;
        } catch (IOException userIsGone) {
            answer.exchange.close();
            return true;
        }
    }

    /** What vLLM adds where {@code stream_options} asks for it; others skip it. */
    private static String usage(Arrival arrival) {
        return "data: {\"choices\":[],\"usage\":{\"prompt_tokens\":" + arrival.inputTokens() + ",\"completion_tokens\":"
                + arrival.outputTokens() + "}}\n\n";
    }

    private static void write(HttpExchange exchange, String event) throws IOException {
        exchange.getResponseBody().write(event.getBytes(StandardCharsets.UTF_8));
        exchange.getResponseBody().flush();
    }
}
