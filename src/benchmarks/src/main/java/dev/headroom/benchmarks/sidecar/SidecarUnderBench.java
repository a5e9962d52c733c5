// SPDX-License-Identifier: Apache-2.0
package dev.headroom.benchmarks.sidecar;

import dev.headroom.lab.process.CpuTime;
import dev.headroom.lab.service.FreePorts;
import dev.headroom.lab.service.ServiceHttp;
import dev.headroom.lab.service.ServiceProcess;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The sidecar as it is shipped, in its own process, before a port of this machine. */
final class SidecarUnderBench implements AutoCloseable {
    private static final String LOOPBACK = "127.0.0.1";
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Duration GLANCE = Duration.ofMillis(50);
    private static final String PUBLISHED = "headroom_sidecar_events_published_total";

    private final Path log = Files.createTempFile("headroom-sidecar-", ".log");
    private final FreePorts ports = FreePorts.onLoopback();
    private final ServiceHttp http = new ServiceHttp(URI.create("http://" + LOOPBACK + ":" + ports.http()));
    private final ServiceProcess process;

    SidecarUnderBench(Path jar, int serverPort, String broker, SidecarOptions options) throws IOException {
        Map<String, String> properties = new TreeMap<>(options.properties());
        properties.put("headroom.sidecar.listen.host", LOOPBACK);
        properties.put("headroom.sidecar.listen.port", Integer.toString(port()));
        properties.put("headroom.sidecar.upstream.url", "http://" + LOOPBACK + ":" + serverPort);
        properties.put("headroom.sidecar.target.namespace", "bench");
        properties.put("headroom.sidecar.telemetry.topic", SidecarBench.TOPIC);
        properties.put("quarkus.management.host", LOOPBACK);
        properties.put("quarkus.management.port", Integer.toString(ports.http()));
        properties.put("kafka.bootstrap.servers", broker);
        process = ServiceProcess.inBackground(jar, options.jvmOptions(), properties, log);
    }

    /** Where clients come. */
    int port() {
        return ports.grpc();
    }

    Duration cpuTime() {
        return CpuTime.of(process.handle());
    }

    void awaitReady() throws InterruptedException, IOException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!http.ready()) {
            if (!process.alive() || System.nanoTime() > deadline) {
                throw new IllegalStateException("the sidecar is not ready, its log says " + Files.readString(log));
            }
            Thread.sleep(GLANCE.toMillis());
        }
    }

    /** Waits until the broker has so many events; how many it has then, or after a while. */
    long awaitPublished(long events) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        long published = 0;
        while (published < events && System.nanoTime() < deadline) {
            Thread.sleep(GLANCE.toMillis());
            published = http.counters(List.of(PUBLISHED)).orElse(List.of(0L)).get(0);
        }
        return published;
    }

    @Override
    public void close() throws IOException {
        process.close();
        Files.deleteIfExists(log);
    }
}
