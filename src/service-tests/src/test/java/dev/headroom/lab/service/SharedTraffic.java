// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.service;

import static org.awaitility.Awaitility.await;

import dev.headroom.proto.telemetry.Observer;
import dev.headroom.proto.telemetry.Phase;
import dev.headroom.proto.telemetry.RequestTelemetry;
import dev.headroom.proto.telemetry.Target;
import dev.headroom.telemetry.fixture.VllmMetricsFixture;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.SplittableRandom;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Requests of three replicas as they end, one in ten of them told of twice, in the same partition, at once or later; what is no event
 * in between; and scrapes of the replicas.
 */
final class SharedTraffic {
    private static final int PER_SECOND = 1_000;
    private static final int PARTITIONS = 4;
    private static final double COPIED = 0.1;
    private static final int COPIES_AGAIN = 700;

    private final String bootstrapServers;
    private final SplittableRandom random;
    private final int requests;
    private final RequestTelemetry[] told;
    private final long[] finished = new long[3];
    private int sent;

    SharedTraffic(String bootstrapServers, long seed, int requests) {
        System.out.println("seed " + seed);
        this.bootstrapServers = bootstrapServers;
        this.random = new SplittableRandom(seed);
        this.requests = requests;
        this.told = new RequestTelemetry[requests];
    }

    /** Sends until that share of all is sent, a thousand a second; {@code meanwhile} is done ten times a second. */
    void send(double share, Runnable meanwhile) {
        int until = (int) (share * requests);
        try (KafkaProducer<byte[], byte[]> producer = producer()) {
            await().pollInterval(Duration.ofMillis(100))
                    .atMost(Duration.ofMinutes(1))
                    .until(() -> {
                        int next = Math.min(until, sent + PER_SECOND / 10);
                        while (sent < next) {
                            request(producer, sent++);
                        }
                        scrape(producer);
                        meanwhile.run();
                        return sent == until;
                    });
        }
    }

    private KafkaProducer<byte[], byte[]> producer() {
        return new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers, "linger.ms", 5),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    private void request(KafkaProducer<byte[], byte[]> producer, int number) {
        told[number] = event(number);
        tell(producer, number);
        if (random.nextDouble() < COPIED) {
            tell(producer, number);
        }
        if (number >= COPIES_AGAIN && random.nextDouble() < COPIED) {
            tell(producer, number - COPIES_AGAIN);
        }
        if (random.nextInt(50) == 0) {
            byte[] noEvent = "no event".getBytes(StandardCharsets.UTF_8);
            var unused = producer.send(new ProducerRecord<>("llm.requests", number % PARTITIONS, null, noEvent));
        }
    }

    private void tell(KafkaProducer<byte[], byte[]> producer, int number) {
        var unused = producer.send(
                new ProducerRecord<>("llm.requests", number % PARTITIONS, null, told[number].toByteArray()));
    }

    private RequestTelemetry event(int number) {
        Instant end = Instant.now();
        double lasts = 0.2 + random.nextDouble(3);
        int server = random.nextInt(3);
        finished[server]++;
        return RequestTelemetry.newBuilder()
                .setSchemaVersion(1)
                .setPhase(Phase.COMPLETED)
                .setRequestId("request-" + number)
                .setTarget(Target.newBuilder()
                        .setNamespace("llm")
                        .setKind("Deployment")
                        .setName("chat"))
                .setModel("llama")
                .setPodUid("pod-" + server)
                .setObserver(Observer.SERVER)
                .setArrivalTimeMs(end.minusMillis((long) (1_000 * lasts)).toEpochMilli())
                .setEventTimeMs(end.toEpochMilli())
                .setInputTokens(1 + random.nextInt(4_000))
                .setOutputTokens(2 + random.nextInt(700))
                .setE2ES(lasts)
                .setTtftS(lasts / (2 + random.nextInt(10)))
                .build();
    }

    /** Shows the replicas once more. */
    void scrape() {
        try (KafkaProducer<byte[], byte[]> producer = producer()) {
            scrape(producer);
        }
    }

    private void scrape(KafkaProducer<byte[], byte[]> producer) {
        for (int server = 0; server < 3; server++) {
            byte[] record = VllmMetricsFixture.scrapedAt(Instant.now())
                    .ofPod("pod-" + server, "pod-" + server)
                    .withGauges(5 + random.nextInt(9), random.nextInt(3), 0.5)
                    .withFinished(finished[server])
                    .withFirstTokens(finished[server] + 3)
                    .toRecord();
            var unused = producer.send(new ProducerRecord<>("llm.metrics", server % 2, null, record));
        }
    }
}
