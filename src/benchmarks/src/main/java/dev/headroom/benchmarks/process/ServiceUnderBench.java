// SPDX-License-Identifier: Apache-2.0
package dev.headroom.benchmarks.process;

import dev.headroom.benchmarks.traffic.BenchFleet;
import dev.headroom.lab.process.CpuTime;
import dev.headroom.lab.service.FreePorts;
import dev.headroom.lab.service.ServiceHttp;
import dev.headroom.lab.service.ServiceProcess;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The service as it is shipped, in its own process, with policies for a fleet in a directory of its own. */
public final class ServiceUnderBench implements AutoCloseable {
    private static final String LOOPBACK = "127.0.0.1";
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Duration GLANCE = Duration.ofMillis(50);

    private final Path directory;
    private final FreePorts ports = FreePorts.onLoopback();
    private final ServiceHttp http = new ServiceHttp(URI.create("http://" + LOOPBACK + ":" + ports.http()));
    private final ServiceProcess process;

    /**
     * Starts it.
     *
     * @param leastReplicas that the policies allow
     * @param jvmOptions of its process
     * @param properties beside those that say where files and ports are
     */
    public ServiceUnderBench(
            Path jar, BenchFleet fleet, int leastReplicas, List<String> jvmOptions, Map<String, String> properties)
            throws IOException {
        directory = Files.createTempDirectory("headroom-bench-");
        BenchPolicies.write(directory, fleet, leastReplicas);
        process = ServiceProcess.inBackground(jar, jvmOptions, withPlaces(properties), log());
    }

    /** Where a path of its pages is found. */
    public URI at(String path) {
        return http.at(path);
    }

    /** Where KEDA calls. */
    public int grpcPort() {
        return ports.grpc();
    }

    /** Sums of counters over their labels, all of one moment; empty while nobody answers. */
    public Optional<List<Long>> counters(List<String> names) throws InterruptedException {
        requireAlive();
        return http.counters(names);
    }

    /** Its process. */
    public long pid() {
        return process.handle().pid();
    }

    /** CPU time it has used so far, in all threads. */
    public Duration cpuTime() {
        return CpuTime.of(process.handle());
    }

    /** Waits until it has caught up with its topics. */
    public void awaitReady() throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!http.ready()) {
            requireAlive();
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException(
                        "the service was not ready within " + PATIENCE.toSeconds() + " s, its log says " + lastWords());
            }
            Thread.sleep(GLANCE.toMillis());
        }
    }

    @Override
    public void close() throws IOException {
        process.close();
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }

    private void requireAlive() {
        if (!process.alive()) {
            throw new IllegalStateException("the service has ended by itself, its log says " + lastWords());
        }
    }

    private String lastWords() {
        try {
            List<String> lines = Files.readAllLines(log());
            return String.join(System.lineSeparator(), lines.subList(Math.max(0, lines.size() - 5), lines.size()));
        } catch (IOException unreadable) {
            return unreadable.toString();
        }
    }

    private Path log() {
        return directory.resolve("service.log");
    }

    private Map<String, String> withPlaces(Map<String, String> properties) {
        Map<String, String> all = new TreeMap<>(properties);
        all.put("headroom.policies.directory", directory.toString());
        all.put("quarkus.grpc.server.host", LOOPBACK);
        all.put("quarkus.grpc.server.port", Integer.toString(ports.grpc()));
        all.put("quarkus.http.host", LOOPBACK);
        all.put("quarkus.http.port", Integer.toString(ports.http()));
        return all;
    }
}
