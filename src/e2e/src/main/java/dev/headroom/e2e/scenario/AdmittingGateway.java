// SPDX-License-Identifier: Apache-2.0
package dev.headroom.e2e.scenario;

import dev.headroom.proto.telemetry.Observer;
import dev.headroom.proto.telemetry.Phase;
import dev.headroom.proto.telemetry.RequestTelemetry;
import dev.headroom.proto.telemetry.Target;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A gateway that tells of requests as they arrive. */
final class AdmittingGateway implements AutoCloseable {
    private static final int INPUT_TOKENS = 100;
    private static final int OUTPUT_TOKENS = 20;
    private static final double FIRST_TOKEN_SECONDS = 0.05;
    private static final double MILLIS_PER_SECOND = 1e3;

    private final KafkaProducer<byte[], byte[]> producer;
    private final String topic;

    AdmittingGateway(String bootstrapServers, String topic) {
        this.topic = topic;
        producer = new KafkaProducer<>(
                Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers, ProducerConfig.LINGER_MS_CONFIG, 0),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    /** Tells of one request for a Deployment; returns when the broker has it. */
    RequestTelemetry admitted(String namespace, String deployment) throws ExecutionException, InterruptedException {
        long now = Instant.now().toEpochMilli();
        RequestTelemetry event = RequestTelemetry.newBuilder()
                .setSchemaVersion(1)
                .setPhase(Phase.ADMITTED)
                .setTarget(Target.newBuilder()
                        .setNamespace(namespace)
                        .setKind("Deployment")
                        .setName(deployment))
                .setModel(deployment)
                .setObserver(Observer.GATEWAY)
                .setRequestId(UUID.randomUUID().toString())
                .setArrivalTimeMs(now)
                .setEventTimeMs(now)
                .build();
        send(event);
        return event;
    }

    /** Tells of the end of a request that it has told of. */
    void completed(RequestTelemetry admitted) throws ExecutionException, InterruptedException {
        long now = Instant.now().toEpochMilli();
        double seconds = (now - admitted.getArrivalTimeMs()) / MILLIS_PER_SECOND;
        send(admitted.toBuilder()
                .setPhase(Phase.COMPLETED)
                .setEventTimeMs(now)
                .setInputTokens(INPUT_TOKENS)
                .setOutputTokens(OUTPUT_TOKENS)
                // A first token after the last one is refused, and with it the end: the workload would never rest.
                .setTtftS(Math.min(FIRST_TOKEN_SECONDS, seconds))
                .setE2ES(seconds)
                .build());
    }

    private void send(RequestTelemetry event) throws ExecutionException, InterruptedException {
        producer.send(new ProducerRecord<>(topic, event.toByteArray())).get();
    }

    @Override
    public void close() {
        producer.close();
    }
}
