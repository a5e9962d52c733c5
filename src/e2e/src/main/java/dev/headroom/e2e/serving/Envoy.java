// SPDX-License-Identifier: Apache-2.0
package dev.headroom.e2e.serving;

import dev.headroom.e2e.cluster.Workplace;
import dev.headroom.e2e.process.Daemon;
import dev.headroom.e2e.programs.PythonEnvironment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A real Envoy before one server, which sends its access log to a Collector. */
public final class Envoy implements AutoCloseable {
    private final Daemon daemon;
    private final String address;

    /**
     * Begins to start.
     *
     * @param address where it listens, port 8000
     * @param server address of the server, port 8000
     * @param collector address of the Collector of access logs
     * @param namespace of the server, which the log states
     */
    public Envoy(Workplace place, String address, String server, String collector, String namespace)
            throws IOException {
        this.address = address;
        String text = Files.readString(place.home().resolve("src/e2e/python/envoy/envoy.yaml.template"))
                .replace("{{LISTEN}}", address)
                .replace("{{UPSTREAM_HOST}}", server)
                .replace("{{UPSTREAM_PORT}}", "8000")
                .replace("{{COLLECTOR}}", collector)
                .replace("{{NAMESPACE}}", namespace);
        Path file = place.file("envoy.yaml", text);
        Path environment = place.programs().folder(PythonEnvironment.ENVOY);
        daemon = place.cleanup()
                .opened(new Daemon(
                        "envoy",
                        List.of(
                                environment.resolve("bin/envoy").toString(),
                                "-c",
                                file.toString(),
                                "--disable-hot-restart",
                                "--concurrency",
                                "1",
                                "-l",
                                "error"),
                        Map.of(),
                        place.logs()))
                .start();
    }

    /** Where clients find it. */
    public ModelServers.Endpoint endpoint() {
        daemon.check();
        return new ModelServers.Endpoint("envoy", address);
    }

    @Override
    public void close() {
        daemon.close();
    }
}
