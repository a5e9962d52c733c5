// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.service;

import dev.headroom.proto.telemetry.Observer;
import dev.headroom.proto.telemetry.Phase;
import dev.headroom.proto.telemetry.RequestTelemetry;
import dev.headroom.proto.telemetry.Target;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Requests at even distances that take 2 s each and are told of when they end, from so long ago until closed. Real time. */
final class SteadyTraffic implements AutoCloseable {
    private static final Duration LASTS = Duration.ofSeconds(2);
    private static final long TICK_MILLIS = 20;

    private final KafkaProducer<byte[], byte[]> producer;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final Instant begin;
    private final long gapNanos;
    private final boolean admissions;
    private final Place place;
    private long admitted;
    private final AtomicLong ended = new AtomicLong();

    /**
     * Whose requests, and where they are told of.
     *
     * @param deployment in namespace llm
     * @param partitions of topic llm.requests
     */
    record Place(String deployment, int partitions) {}

    /**
     * Tells of the past at once, and then of what comes.
     *
     * @param perSecond requests that arrive a second
     * @param past how long they have been arriving
     */
    SteadyTraffic(String bootstrapServers, double perSecond, Duration past) {
        this(bootstrapServers, perSecond, past, false);
    }

    /**
     * Tells of the past at once, and then of what comes.
     *
     * @param admissions whether requests are told of when they arrive, too
     */
    SteadyTraffic(String bootstrapServers, double perSecond, Duration past, boolean admissions) {
        this(bootstrapServers, perSecond, past, admissions, new Place("chat", 2));
    }

    /** The same, to one Deployment of namespace llm. */
    SteadyTraffic(String bootstrapServers, double perSecond, Duration past, boolean admissions, Place place) {
        this.place = place;
        this.producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers, "linger.ms", 5),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        this.begin = Instant.now().minus(past);
        this.gapNanos = Math.round(1e9 / perSecond);
        this.admissions = admissions;
        tell();
        producer.flush();
        var unused = timer.scheduleAtFixedRate(this::tell, 0, TICK_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Requests that were told of. */
    long told() {
        return ended.get();
    }

    @Override
    public void close() {
        timer.shutdownNow();
        producer.close(Duration.ofSeconds(1));
    }

    private void tell() {
        Instant now = Instant.now();
        while (!arrivalOf(ended.get()).plus(LASTS).isAfter(now)
                || !arrivalOf(admitted).isAfter(now)) {
            if (!arrivalOf(ended.get()).plus(LASTS).isAfter(arrivalOf(admitted))) {
                end(ended.get());
                ended.incrementAndGet();
            } else {
                if (admissions) {
                    send(admitted, arrivalOf(admitted), request(admitted).setPhase(Phase.ADMITTED));
                }
                admitted++;
            }
        }
    }

    private Instant arrivalOf(long number) {
        return begin.plusNanos(number * gapNanos);
    }

    private void end(long number) {
        Instant end = arrivalOf(number).plus(LASTS);
        send(
                number,
                end,
                request(number)
                        .setPhase(Phase.COMPLETED)
                        .setOutputTokens(200)
                        .setE2ES((double) LASTS.toSeconds())
                        .setTtftS(0.2));
    }

    private RequestTelemetry.Builder request(long number) {
        return RequestTelemetry.newBuilder()
                .setSchemaVersion(1)
                .setRequestId("request-" + begin.toEpochMilli() + "-" + number)
                .setTarget(Target.newBuilder()
                        .setNamespace("llm")
                        .setKind("Deployment")
                        .setName(place.deployment()))
                .setModel("llama")
                .setObserver(Observer.GATEWAY)
                .setArrivalTimeMs(arrivalOf(number).toEpochMilli())
                .setInputTokens(700);
    }

    private void send(long number, Instant at, RequestTelemetry.Builder event) {
        byte[] value = event.setEventTimeMs(at.toEpochMilli()).build().toByteArray();
        var unused = producer.send(new ProducerRecord<>(
                "llm.requests", (int) (number % place.partitions()), at.toEpochMilli(), null, value));
    }
}
