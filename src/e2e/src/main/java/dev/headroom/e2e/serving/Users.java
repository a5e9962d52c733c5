// SPDX-License-Identifier: Apache-2.0
package dev.headroom.e2e.serving;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Supplier;

/**
 * Users who send requests at random moments (Poisson), whatever becomes of the earlier ones, to the server with the fewest open
 * requests; and note what they got.
 */
public final class Users implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final double LONGEST_WAIT_SECONDS = 1;
    private static final double NANOS_PER_SECOND = 1e9;

    private final HttpClient http = HttpClient.newHttpClient();
    private final Supplier<List<ModelServers.Endpoint>> servers;
    private final Load load;
    private final ScheduledExecutorService timer;
    private final SplittableRandom chance;
    private final Map<String, AtomicInteger> open = new ConcurrentHashMap<>();
    private final Queue<Lived> lived = new ConcurrentLinkedQueue<>();
    private final Queue<Double> asked = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean closed = new AtomicBoolean();
    private final AtomicInteger turnedAway = new AtomicInteger();

    /**
     * What the users ask for.
     *
     * @param model its name
     * @param inputTokens of each prompt
     * @param outputTokens of each answer
     * @param rate requests per second, by the seconds since the run's start
     * @param clock that gives those seconds
     */
    public record Load(
            String model, int inputTokens, int outputTokens, DoubleUnaryOperator rate, SimulatedServer.Clock clock) {}

    /**
     * What one user got.
     *
     * @param at when it was asked for, in seconds since the run's start
     * @param firstTokenSeconds wait for the first token
     * @param endToEndSeconds wait for the whole answer
     * @param outputTokens of the answer; 2 or more
     */
    public record Lived(double at, double firstTokenSeconds, double endToEndSeconds, int outputTokens) {
        /** Mean time between tokens. */
        public double interTokenSeconds() {
            return (endToEndSeconds - firstTokenSeconds) / (outputTokens - 1);
        }
    }

    /**
     * Begins at once.
     *
     * @param servers that take requests, at each moment
     */
    public Users(Supplier<List<ModelServers.Endpoint>> servers, Load load, ScheduledExecutorService timer, long seed) {
        this.servers = servers;
        this.load = load;
        this.timer = timer;
        this.chance = new SplittableRandom(seed);
        next();
    }

    /** The answers that came to their end, in that order. */
    public List<Lived> lived() {
        return List.copyOf(lived);
    }

    /** When each request was sent, or found no server, in seconds since the run's start. */
    public List<Double> asked() {
        return List.copyOf(asked);
    }

    /** Requests that found no server, or whose answer broke off. */
    public int turnedAway() {
        return turnedAway.get();
    }

    @Override
    public void close() {
        closed.set(true);
    }

    private void next() {
        if (closed.get()) {
            return;
        }
        double rate = load.rate().applyAsDouble(load.clock().now());
        double wait = rate > 0 ? -Math.log1p(-chance.nextDouble()) / rate : LONGEST_WAIT_SECONDS;
        boolean asks = wait < LONGEST_WAIT_SECONDS;
        // The draw has no memory, so a long wait may be drawn again: the rate may have changed by then.
        long nanos = (long) (Math.min(wait, LONGEST_WAIT_SECONDS) * NANOS_PER_SECOND);
        var unused = timer.schedule(() -> turn(asks), nanos, TimeUnit.NANOSECONDS);
    }

    private void turn(boolean asks) {
        if (asks) {
            ask();
        }
        next();
    }

    private void ask() {
        double at = load.clock().now();
        asked.add(at);
        Optional<ModelServers.Endpoint> chosen = servers.get().stream()
                .min(Comparator.comparingInt(endpoint -> openAt(endpoint).get()));
        if (chosen.isEmpty()) {
            turnedAway.incrementAndGet();
            return;
        }
        AtomicInteger there = openAt(chosen.orElseThrow());
        there.incrementAndGet();
        var unused = http.sendAsync(request(chosen.orElseThrow()), info -> new FirstChunk(load.clock()))
                .whenComplete((response, failure) -> {
                    there.decrementAndGet();
                    if (failure == null && !Double.isNaN(response.body())) {
                        lived.add(
                                new Lived(at, response.body() - at, load.clock().now() - at, load.outputTokens()));
                    } else {
                        turnedAway.incrementAndGet();
                    }
                });
    }

    private AtomicInteger openAt(ModelServers.Endpoint endpoint) {
        return open.computeIfAbsent(endpoint.uid(), unknown -> new AtomicInteger());
    }

    private HttpRequest request(ModelServers.Endpoint endpoint) {
        String prompt = "a" + " a".repeat(load.inputTokens() - 1);
        String body = "{\"model\":\"" + load.model()
                + "\",\"stream\":true,\"stream_options\":{\"include_usage\":true},\"ignore_eos\":true,\"max_tokens\":"
                + load.outputTokens() + ",\"prompt\":\"" + prompt + "\"}";
        return HttpRequest.newBuilder(URI.create("http://" + endpoint.address() + ":8000/v1/completions"))
                .timeout(PATIENCE)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build();
    }
}
