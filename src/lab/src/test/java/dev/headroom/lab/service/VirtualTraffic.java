// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.service;

import dev.headroom.lab.clock.VirtualClock;
import dev.headroom.proto.telemetry.FinishReason;
import dev.headroom.proto.telemetry.Observer;
import dev.headroom.proto.telemetry.Phase;
import dev.headroom.proto.telemetry.RequestTelemetry;
import dev.headroom.proto.telemetry.Target;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleUnaryOperator;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A gateway's events on virtual time: requests at even distances, each sent when it has ended, until closed. */
final class VirtualTraffic implements AutoCloseable {
    private static final double TAKES_SECONDS = 2;
    private static final double NANOS_PER_SECOND = 1e9;
    private static final long TICK_MILLIS = 20;

    private final KafkaProducer<byte[], byte[]> producer;
    private final VirtualClock clock;
    private final Instant begin;
    private final DoubleUnaryOperator perSecond;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private double next;

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
        var unused = timer.scheduleAtFixedRate(this::sendDue, 0, TICK_MILLIS, TimeUnit.MILLISECONDS);
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

    private void sendDue() {
        double now = seconds();
        while (next + TAKES_SECONDS <= now) {
            var unused = producer.send(
                    new ProducerRecord<>("llm.requests", event(next).toByteArray()));
            next += 1 / perSecond.applyAsDouble(next);
        }
    }

    private RequestTelemetry event(double arrivedAt) {
        Instant arrival = begin.plus(VirtualClock.ofSeconds(arrivedAt));
        return RequestTelemetry.newBuilder()
                .setSchemaVersion(1)
                .setPhase(Phase.COMPLETED)
                .setRequestId(UUID.randomUUID().toString())
                .setTarget(Target.newBuilder()
                        .setNamespace("llm")
                        .setKind("Deployment")
                        .setName("chat"))
                .setModel("chat")
                .setPod("chat-0")
                .setObserver(Observer.SERVER)
                .setArrivalTimeMs(arrival.toEpochMilli())
                .setEventTimeMs(
                        arrival.plus(VirtualClock.ofSeconds(TAKES_SECONDS)).toEpochMilli())
                .setInputTokens(700)
                .setOutputTokens(200)
                .setE2ES(TAKES_SECONDS)
                .setTtftS(TAKES_SECONDS / 10)
                .setFinishReason(FinishReason.STOP)
                .build();
    }
}
