// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.it;

import dev.headroom.proto.telemetry.FinishReason;
import dev.headroom.proto.telemetry.Observer;
import dev.headroom.proto.telemetry.Phase;
import dev.headroom.proto.telemetry.RequestTelemetry;
import dev.headroom.proto.telemetry.Target;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Sends native events to a real broker, as a gateway would. */
final class Traffic implements AutoCloseable {
    private final KafkaProducer<byte[], byte[]> producer;
    private final Queue<Exception> failures = new ConcurrentLinkedQueue<>();
    private final String namespace;
    private final String deployment;

    Traffic(String bootstrapServers, String namespace, String deployment) {
        this.producer = new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ProducerConfig.LINGER_MS_CONFIG,
                        20,
                        // Else it forgets the topics of a broker that is away, and sending blocks.
                        CommonClientConfigs.METADATA_RECOVERY_STRATEGY_CONFIG,
                        "none"),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        this.namespace = namespace;
        this.deployment = deployment;
    }

    /** Requests that arrived evenly during the time before {@code until} and took {@code endToEnd} each. */
    int steady(double perSecond, Duration during, Instant until, Duration endToEnd) {
        int requests = (int) Math.round(perSecond * during.toMillis() / 1000);
        for (int i = 0; i < requests; i++) {
            Instant end = until.minus(during.multipliedBy(i).dividedBy(requests));
            send(completed(end.minus(endToEnd), endToEnd).build());
        }
        flush();
        return requests;
    }

    RequestTelemetry.Builder completed(Instant arrival, Duration endToEnd) {
        double seconds = endToEnd.toMillis() / 1000.0;
        return RequestTelemetry.newBuilder()
                .setSchemaVersion(1)
                .setPhase(Phase.COMPLETED)
                .setRequestId(UUID.randomUUID().toString())
                .setTarget(Target.newBuilder()
                        .setNamespace(namespace)
                        .setKind("Deployment")
                        .setName(deployment))
                .setModel(deployment)
                .setPod(deployment + "-0")
                .setObserver(Observer.SERVER)
                .setArrivalTimeMs(arrival.toEpochMilli())
                .setEventTimeMs(arrival.plus(endToEnd).toEpochMilli())
                .setInputTokens(5000)
                .setOutputTokens(500)
                .setE2ES(seconds)
                .setTtftS(seconds / 10)
                .setFinishReason(FinishReason.STOP);
    }

    void send(RequestTelemetry event) {
        sendBytes(KafkaForTheService.EVENTS, event.toByteArray());
    }

    private void sendBytes(String topic, byte[] value) {
        var unused = producer.send(new ProducerRecord<>(topic, value), (sent, failure) -> {
            if (failure != null) {
                failures.add(failure);
            }
        });
    }

    /** Returns when the broker has everything that was sent. */
    void flush() {
        producer.flush();
        if (!failures.isEmpty()) {
            throw new AssertionError(failures.size() + " records not sent", failures.peek());
        }
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(5));
    }
}
