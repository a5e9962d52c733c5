// SPDX-License-Identifier: Apache-2.0
package dev.headroom.benchmarks.wake;

import dev.headroom.benchmarks.traffic.BenchFleet;
import dev.headroom.proto.telemetry.FinishReason;
import dev.headroom.proto.telemetry.Observer;
import dev.headroom.proto.telemetry.Phase;
import dev.headroom.proto.telemetry.RequestTelemetry;
import dev.headroom.proto.telemetry.Target;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** A gateway that tells the broker of one request at a time for each workload, each event in a record that is sent at once. One thread. */
final class Gateway implements AutoCloseable {
    private static final int INPUT_TOKENS = 400;
    private static final int OUTPUT_TOKENS = 100;
    private static final int OK = 200;
    private static final double MILLIS_PER_SECOND = 1e3;

    private final String topic;
    private final BenchFleet fleet;
    private final KafkaProducer<byte[], byte[]> producer;
    private final Map<Integer, Request> open = new HashMap<>();
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
    private int admitted;

    /** What is known of a request that runs. */
    private record Request(String id, long arrivalMillis) {}

    Gateway(String bootstrapServers, String topic, BenchFleet fleet) {
        this.topic = topic;
        this.fleet = fleet;
        Map<String, Object> settings =
                Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers, ProducerConfig.LINGER_MS_CONFIG, 0);
        this.producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** A request arrives; returns before the broker has the event. */
    void admit(int workload) {
        Request request = new Request("wake-" + admitted++, System.currentTimeMillis());
        open.put(workload, request);
        send(event(workload, request, Phase.ADMITTED, request.arrivalMillis()));
    }

    /** All requests are answered; returns when the broker has all events. */
    void completeAll() {
        open.forEach((workload, request) -> send(completed(workload, request, System.currentTimeMillis())));
        open.clear();
        producer.flush();
        Exception problem = failure.get();
        if (problem != null) {
            throw new IllegalStateException("an event could not be sent to " + topic + ": " + problem, problem);
        }
    }

    @Override
    public void close() {
        producer.close();
    }

    private RequestTelemetry.Builder completed(int workload, Request request, long now) {
        return event(workload, request, Phase.COMPLETED, now)
                .setInputTokens(INPUT_TOKENS)
                .setOutputTokens(OUTPUT_TOKENS)
                .setE2ES((now - request.arrivalMillis()) / MILLIS_PER_SECOND)
                .setFinishReason(FinishReason.STOP)
                .setHttpStatus(OK);
    }

    private RequestTelemetry.Builder event(int workload, Request request, Phase phase, long atMillis) {
        return RequestTelemetry.newBuilder()
                .setSchemaVersion(1)
                .setPhase(phase)
                .setRequestId(request.id())
                .setTarget(Target.newBuilder()
                        .setNamespace(BenchFleet.NAMESPACE)
                        .setKind("Deployment")
                        .setName(fleet.name(workload)))
                .setModel(fleet.name(workload))
                .setObserver(Observer.GATEWAY)
                .setArrivalTimeMs(request.arrivalMillis())
                .setEventTimeMs(atMillis);
    }

    private void send(RequestTelemetry.Builder event) {
        // The callback sees what becomes of it.
        Future<RecordMetadata> unused = producer.send(
                new ProducerRecord<>(topic, event.build().toByteArray()),
                (metadata, problem) -> failure.compareAndSet(null, problem));
    }
}
