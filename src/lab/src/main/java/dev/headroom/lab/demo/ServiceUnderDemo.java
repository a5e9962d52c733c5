// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.demo;

import dev.headroom.lab.clock.VirtualClock;
import dev.headroom.lab.process.Cleanup;
import dev.headroom.lab.service.FreePorts;
import dev.headroom.lab.service.ServiceHttp;
import dev.headroom.lab.service.ServiceProcess;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The service's own process, with a directory for its policies and its log. */
final class ServiceUnderDemo implements AutoCloseable {
    private static final String LOOPBACK = "127.0.0.1";
    private static final List<String> JVM_OPTIONS = List.of("-Xmx512m", "-XX:+UseSerialGC");
    /** A busy two-core machine has taken 16 s. */
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    /** Followed by the number of the process, so that what a killed run left can be told from what one needs. */
    static final String DIRECTORIES = "headroom-demo-";

    private static final String POLICIES = "slo-policies";
    private static final String PROFILES = "serving-profiles";
    private static final Duration GLANCE = Duration.ofMillis(100);

    private final Path directory;
    private final FreePorts ports = FreePorts.onLoopback();
    private final ServiceHttp http = new ServiceHttp(URI.create("http://" + LOOPBACK + ":" + ports.http()));
    private final ServiceProcess process;

    ServiceUnderDemo(Path jar, String bootstrapServers, VirtualClock clock) throws IOException {
        directory =
                Files.createTempDirectory(DIRECTORIES + ProcessHandle.current().pid() + "-");
        writePolicies();
        process = ServiceProcess.inBackground(jar, JVM_OPTIONS, properties(bootstrapServers, clock), log());
    }

    ServiceHttp http() {
        return http;
    }

    /** The file of the one policy. */
    Path policy() {
        return file(POLICIES, DemoScenario.WORKLOAD);
    }

    /** Where KEDA calls. */
    String grpcAddress() {
        return LOOPBACK + ":" + ports.grpc();
    }

    void awaitReady() throws InterruptedException {
        Instant deadline = Instant.now().plus(PATIENCE);
        while (!http.ready()) {
            requireAlive();
            if (Instant.now().isAfter(deadline)) {
                throw new IllegalStateException("the service was not ready within " + PATIENCE.toSeconds() + " s");
            }
            Pace.until(Instant.now().plus(GLANCE));
        }
    }

    void requireAlive() {
        if (!process.alive()) {
            throw new IllegalStateException("the service has ended by itself");
        }
    }

    /** Copies the log out of the directory, which goes with the run, for a failure that somebody wants to understand. */
    Path keepLog() throws IOException {
        Path kept = Files.createTempFile("headroom-demo-service-", ".log");
        return Files.copy(log(), kept, StandardCopyOption.REPLACE_EXISTING);
    }

    @Override
    public void close() throws IOException {
        process.close();
        Cleanup.delete(directory);
    }

    private Path log() {
        return directory.resolve("service.log");
    }

    private Map<String, String> properties(String bootstrapServers, VirtualClock clock) {
        Map<String, String> properties = new TreeMap<>();
        properties.put("kafka.bootstrap.servers", bootstrapServers);
        properties.put("headroom.policies.directory", directory.toString());
        properties.put("headroom.clock.speed", Double.toString(clock.speed()));
        properties.put(
                "headroom.clock.joins-real-time-at", clock.joinsRealTimeAt().toString());
        properties.put("headroom.plan.every", "PT0.2S");
        // In virtual time the broker must be asked more often than its silence is allowed to last.
        properties.put("headroom.feed.probe-every", "PT0.3S");
        // The replicas send each batch within a second.
        properties.put("headroom.feed.export-delay", "PT1S");
        // So that grpcurl can show the calls; in production nobody is told what can be called.
        properties.put("quarkus.grpc.server.enable-reflection-service", "true");
        properties.put("quarkus.grpc.server.host", LOOPBACK);
        properties.put("quarkus.grpc.server.port", Integer.toString(ports.grpc()));
        properties.put("quarkus.http.host", LOOPBACK);
        properties.put("quarkus.http.port", Integer.toString(ports.http()));
        return properties;
    }

    private void writePolicies() throws IOException {
        write(policy(), DemoScenario.policy());
        write(file(PROFILES, DemoScenario.PROFILE), DemoScenario.profile());
    }

    private Path file(String kind, String name) {
        return directory.resolve(kind).resolve(DemoScenario.NAMESPACE).resolve(name + ".yaml");
    }

    private static void write(Path file, String document) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, document);
    }
}
