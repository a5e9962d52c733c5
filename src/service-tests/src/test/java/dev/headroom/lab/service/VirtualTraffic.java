// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.service;

import dev.headroom.lab.clock.VirtualClock;
import dev.headroom.telemetry.fixture.VllmMetricsFixture;
import dev.headroom.telemetry.fixture.VllmSpanFixture;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleUnaryOperator;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Four vLLM servers on virtual time: requests at even distances, each told of by a span when it has ended, and every server
 * scraped every 5 s, until closed.
 */
final class VirtualTraffic implements AutoCloseable {
    private static final int SERVERS = 4;
    private static final double TAKES_SECONDS = 2;
    private static final double SCRAPED_EVERY_SECONDS = 5;
    private static final double NANOS_PER_SECOND = 1e9;
    private static final long TICK_MILLIS = 20;

    private final KafkaProducer<byte[], byte[]> producer;
    private final VirtualClock clock;
    private final Instant begin;
    private final DoubleUnaryOperator perSecond;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final ArrayDeque<Double> running = new ArrayDeque<>();
    private final long[] finished = new long[SERVERS];
    private double nextArrival;
    private double nextScrape;
    private int nextServer;
    private long arrived;
    private long ended;

    /**
     * Begins now.
     *
     * @param perSecond requests per virtual second at a virtual second since the beginning
     */
    VirtualTraffic(String bootstrapServers, VirtualClock clock, DoubleUnaryOperator perSecond) {
        this.producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers, "linger.ms", 5),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        this.clock = clock;
        this.begin = clock.virtualAt(Instant.now());
        this.perSecond = perSecond;
        var unused = timer.scheduleAtFixedRate(this::letPass, 0, TICK_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Virtual seconds since the beginning. */
    double seconds() {
        return Duration.between(begin, clock.virtualAt(Instant.now())).toNanos() / NANOS_PER_SECOND;
    }

    @Override
    public void close() {
        timer.shutdownNow();
        producer.close(Duration.ofSeconds(1));
    }

    /** In order of time, so that a scrape counts what has ended by then and nothing else. */
    private void letPass() {
        double now = seconds();
        while (true) {
            double nextEnd = running.isEmpty() ? Double.MAX_VALUE : running.peek() + TAKES_SECONDS;
            double next = Math.min(nextArrival, Math.min(nextEnd, nextScrape));
            if (next > now) {
                return;
            }
            if (next == nextArrival) {
                arrive();
            } else if (next == nextEnd) {
                end();
            } else {
                scrape();
            }
        }
    }

    private void arrive() {
        running.add(nextArrival);
        arrived++;
        nextArrival += 1 / perSecond.applyAsDouble(nextArrival);
    }

    private void end() {
        Instant end = at(running.remove() + TAKES_SECONDS);
        int server = (int) (ended % SERVERS);
        finished[server]++;
        ended++;
        send(
                "llm.spans",
                VllmSpanFixture.requestEndedAt(end, ended)
                        .withResource("k8s.pod.uid", uid(server))
                        .withTokens(700, 200)
                        .withLatencies(
                                VirtualClock.ofSeconds(TAKES_SECONDS / 10), VirtualClock.ofSeconds(TAKES_SECONDS))
                        .toRecord());
    }

    private void scrape() {
        long inHand = (arrived - ended + nextServer) / SERVERS;
        send(
                "llm.metrics",
                VllmMetricsFixture.scrapedAt(at(nextScrape))
                        .ofPod(uid(nextServer), uid(nextServer))
                        .withGauges((double) inHand, 0.0, 0.3)
                        .withFinished(finished[nextServer])
                        .withFirstTokens(finished[nextServer] + inHand)
                        .toRecord());
        nextServer = (nextServer + 1) % SERVERS;
        nextScrape += SCRAPED_EVERY_SECONDS / SERVERS;
    }

    private void send(String topic, byte[] value) {
        var unused = producer.send(new ProducerRecord<>(topic, value));
    }

    private Instant at(double seconds) {
        return begin.plus(VirtualClock.ofSeconds(seconds));
    }

    private static String uid(int server) {
        return "chat-" + server;
    }
}
