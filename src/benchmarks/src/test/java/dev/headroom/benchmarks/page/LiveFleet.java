// SPDX-License-Identifier: Apache-2.0
package dev.headroom.benchmarks.page;

import static org.awaitility.Awaitility.await;

import dev.headroom.benchmarks.process.ServiceUnderBench;
import dev.headroom.benchmarks.traffic.BenchFleet;
import dev.headroom.benchmarks.traffic.FleetDay;
import dev.headroom.lab.clock.VirtualClock;
import dev.headroom.lab.process.BrokerProgram;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * The service as it is shipped, a broker, and a fleet whose requests and scrapes never end. Its first hours pass 20 times as fast, so
 * that the page has something to draw.
 */
final class LiveFleet implements AutoCloseable {
    private static final String SPANS = "page-spans";
    private static final String METRICS = "page-metrics";

    /** With the service's pause of 0.5 s between rounds, a plan for each point of the timeline. */
    private static final double SPEED = 20;

    private static final int LEAST_REPLICAS = 1;
    private static final double REQUESTS_PER_SECOND = 0.5;
    private static final double SWING = 0.3;
    private static final Duration LIFE_OF_POD = Duration.ofHours(6);
    private static final Duration PAUSE = Duration.ofMillis(50);
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final long SEED = 20_261_203;
    private static final List<String> JVM_OPTIONS = List.of("-Xmx512m", "-XX:+UseSerialGC");

    private final BenchFleet fleet;
    private final VirtualClock clock;
    private final BrokerProgram.Broker broker;
    private final ServiceUnderBench service;
    private final Thread traffic;
    private volatile boolean closed;

    /** Starts all of it; returns when the service is ready, before its past has passed. */
    LiveFleet(BenchFleet fleet, Duration past, Path serviceJar) throws IOException, InterruptedException {
        this.fleet = fleet;
        this.broker = BrokerProgram.start(List.of(SPANS, METRICS));
        this.clock = new VirtualClock(Instant.now().plus(past.dividedBy((long) SPEED)), SPEED);
        this.service = new ServiceUnderBench(
                serviceJar,
                fleet,
                LEAST_REPLICAS,
                JVM_OPTIONS,
                Map.of(
                        "kafka.bootstrap.servers",
                        broker.bootstrapServers(),
                        "headroom.topics.spans",
                        SPANS,
                        "headroom.topics.metrics",
                        METRICS,
                        "headroom.clock.speed",
                        Double.toString(clock.speed()),
                        "headroom.clock.joins-real-time-at",
                        clock.joinsRealTimeAt().toString(),
                        "headroom.feed.probe-every",
                        "PT0.3S",
                        "headroom.feed.export-delay",
                        "PT1S"));
        this.traffic = new Thread(this::send, "traffic");
        traffic.setDaemon(true);
        traffic.start();
        service.awaitReady();
    }

    ServiceUnderBench service() {
        return service;
    }

    /** Whether its clock shows real time. */
    boolean inThePresent() {
        return Instant.now().isAfter(clock.joinsRealTimeAt());
    }

    /** As the page names a workload. */
    String workload(int number) {
        return BenchFleet.NAMESPACE + "/" + fleet.name(number);
    }

    @Override
    public void close() throws IOException {
        closed = true;
        await().atMost(PATIENCE).until(() -> !traffic.isAlive());
        service.close();
        broker.close();
    }

    private void send() {
        FleetDay.Shape shape = new FleetDay.Shape(REQUESTS_PER_SECOND * fleet.workloads(), SWING, LIFE_OF_POD);
        FleetDay day = new FleetDay(fleet, shape, clock.virtualAt(Instant.now()), SEED);
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", broker.bootstrapServers(), "linger.ms", 5),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            FleetDay.Outlet topics = new FleetDay.Outlet() {
                @Override
                public void spans(byte[] record) {
                    var unused = producer.send(new ProducerRecord<>(SPANS, record));
                }

                @Override
                public void metrics(byte[] record) {
                    var unused = producer.send(new ProducerRecord<>(METRICS, record));
                }
            };
            while (!closed) {
                LockSupport.parkNanos(PAUSE.toNanos());
                day.advanceTo(clock.virtualAt(Instant.now()), topics);
            }
        }
    }
}
