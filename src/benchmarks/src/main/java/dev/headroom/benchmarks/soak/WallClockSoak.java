// SPDX-License-Identifier: Apache-2.0
package dev.headroom.benchmarks.soak;

import dev.headroom.benchmarks.process.ServiceUnderBench;
import dev.headroom.benchmarks.traffic.BenchFleet;
import dev.headroom.lab.process.BrokerProgram;
import dev.headroom.lab.process.Worker;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** The service as it is shipped, a broker and a fleet's traffic, for as long as is asked. */
final class WallClockSoak {
    private static final int LEAST_REPLICAS = 1;
    private static final double SECONDS_OF_AN_HOUR = 3_600;
    private static final double NANOS_PER_SECOND = 1e9;

    private static final List<String> COUNTERS =
            List.of("jvm_memory_used_bytes", "headroom_observations_total", "headroom_planning_round_seconds_count");

    private final Options options;
    private final Path serviceJar;
    private final Consumer<String> progress;

    /**
     * How long, and how much.
     *
     * @param lasting of the whole
     * @param every between two readings
     * @param requestsPerSecond of the whole fleet
     * @param jvmOptions of the service
     */
    record Options(
            Duration lasting, Duration every, double requestsPerSecond, BenchFleet fleet, List<String> jvmOptions) {}

    WallClockSoak(Options options, Path serviceJar, Consumer<String> progress) {
        this.options = options;
        this.serviceJar = serviceJar;
        this.progress = progress;
    }

    /** The readings, in their order. */
    List<SoakReading> run() throws IOException, InterruptedException {
        try (BrokerProgram.Broker broker = BrokerProgram.start(List.of(PacedTraffic.SPANS, PacedTraffic.METRICS));
                ServiceUnderBench service = new ServiceUnderBench(
                        serviceJar,
                        options.fleet(),
                        LEAST_REPLICAS,
                        options.jvmOptions(),
                        Map.of(
                                "kafka.bootstrap.servers", broker.bootstrapServers(),
                                "headroom.topics.spans", PacedTraffic.SPANS,
                                "headroom.topics.metrics", PacedTraffic.METRICS))) {
            service.awaitReady();
            Worker traffic =
                    PacedTraffic.start(broker.bootstrapServers(), options.fleet(), options.requestsPerSecond());
            try {
                return readingsOf(service);
            } finally {
                traffic.close();
            }
        }
    }

    private List<SoakReading> readingsOf(ServiceUnderBench service) throws IOException, InterruptedException {
        ProcessFigures figures = new ProcessFigures(service.pid());
        List<SoakReading> readings = new ArrayList<>();
        progress.accept(SoakReading.HEADER);
        long begin = System.nanoTime();
        for (Duration due = options.every(); due.compareTo(options.lasting()) <= 0; due = due.plus(options.every())) {
            Thread.sleep(Math.max(0, due.minusNanos(System.nanoTime() - begin).toMillis()));
            figures.collectGarbage();
            Optional<List<Long>> counted = service.counters(COUNTERS);
            if (counted.isPresent()) {
                List<Long> counters = counted.get();
                double hours = (double) (System.nanoTime() - begin) / NANOS_PER_SECOND / SECONDS_OF_AN_HOUR;
                readings.add(new SoakReading(
                        hours,
                        counters.get(0),
                        figures.threads(),
                        figures.descriptors(),
                        counters.get(1),
                        counters.get(2)));
                progress.accept(readings.get(readings.size() - 1).row());
            }
        }
        return readings;
    }
}
