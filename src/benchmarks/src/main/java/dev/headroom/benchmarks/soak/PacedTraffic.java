// SPDX-License-Identifier: Apache-2.0
package dev.headroom.benchmarks.soak;

import dev.headroom.benchmarks.traffic.BenchFleet;
import dev.headroom.benchmarks.traffic.FleetDay;
import dev.headroom.lab.process.ParentProcess;
import dev.headroom.lab.process.Worker;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A fleet's records, sent as they come about, until nobody needs them any more. */
public final class PacedTraffic {
    static final String SPANS = "soak-spans";
    static final String METRICS = "soak-metrics";

    private static final List<String> JVM_OPTIONS = List.of("-Xmx256m", "-XX:+UseSerialGC");
    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final Duration LIFE_OF_POD = Duration.ofMinutes(20);
    private static final long SEED = 20_261_201;

    private PacedTraffic() {}

    /** Begins to send, in a process of its own. */
    static Worker start(String bootstrapServers, BenchFleet fleet, double requestsPerSecond) {
        return Worker.start(
                PacedTraffic.class,
                JVM_OPTIONS,
                List.of(
                        bootstrapServers,
                        Integer.toString(fleet.workloads()),
                        Integer.toString(fleet.replicas()),
                        Double.toString(requestsPerSecond)));
    }

    /** Arguments: bootstrap servers, workloads, replicas of each, requests per second of all. */
    public static void main(String[] arguments) {
        BenchFleet fleet = new BenchFleet(Integer.parseInt(arguments[1]), Integer.parseInt(arguments[2]));
        FleetDay.Shape shape = new FleetDay.Shape(Double.parseDouble(arguments[3]), 0, LIFE_OF_POD);
        Thread sender = new Thread(() -> send(arguments[0], fleet, shape), "traffic");
        sender.setDaemon(true);
        sender.start();
        ParentProcess.awaitDismissal();
    }

    private static void send(String bootstrapServers, BenchFleet fleet, FleetDay.Shape shape) {
        Map<String, Object> settings = Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            FleetDay traffic = new FleetDay(fleet, shape, Instant.now(), SEED);
            FleetDay.Outlet topics = new FleetDay.Outlet() {
                @Override
                public void spans(byte[] record) {
                    Future<RecordMetadata> unused = producer.send(new ProducerRecord<>(SPANS, record));
                }

                @Override
                public void metrics(byte[] record) {
                    Future<RecordMetadata> unused = producer.send(new ProducerRecord<>(METRICS, record));
                }
            };
            while (!Thread.currentThread().isInterrupted()) {
                LockSupport.parkNanos(PAUSE.toNanos());
                traffic.advanceTo(Instant.now(), topics);
            }
        }
    }
}
