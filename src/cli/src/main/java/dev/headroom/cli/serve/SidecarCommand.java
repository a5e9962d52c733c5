// SPDX-License-Identifier: Apache-2.0
package dev.headroom.cli.serve;

import dev.headroom.lab.service.Installation;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code headroom sidecar}. */
@Command(
        name = "sidecar",
        description = "Runs the sidecar: forwards a model server's requests as they are, and reports each to Kafka.")
public final class SidecarCommand implements Callable<Integer> {
    @Option(
            names = "--upstream",
            paramLabel = "URL",
            description = "The model server (default: http://127.0.0.1:8000).")
    private @Nullable String upstream;

    @Option(names = "--port", paramLabel = "PORT", description = "Port for clients (default: 8080).")
    private @Nullable Integer port;

    @Option(
            names = "--management-port",
            paramLabel = "PORT",
            description = "Port of health and metrics (default: 9000).")
    private @Nullable Integer managementPort;

    @Option(
            names = "--bootstrap-servers",
            paramLabel = "HOST:PORT",
            description = "Kafka broker; else kafka.bootstrap.servers of the configuration.")
    private @Nullable String bootstrapServers;

    @Option(names = "--namespace", paramLabel = "NAME", description = "Namespace of the scale target.")
    private @Nullable String namespace;

    @Option(
            names = "--target",
            paramLabel = "KIND/NAME",
            description = "The scale target; a name alone is a Deployment.")
    private @Nullable String target;

    @Option(
            names = "--gateway",
            description =
                    "Stands before several servers instead of beside one: its latencies are not taken for theirs.")
    private boolean gateway;

    @Option(
            names = "--wait",
            paramLabel = "DURATION",
            description =
                    "How long requests are held while no server listens there, such as 2m (default: 0s, not at all).")
    private @Nullable Duration waiting;

    @Override
    public Integer call() {
        return Handover.to(Installation.ofThisProcess().sidecarJar(), properties());
    }

    /** System properties for the sidecar; what is not given is left to its own configuration. */
    Map<String, String> properties() {
        Map<String, String> properties = new LinkedHashMap<>();
        ServiceOptions.put(properties, "headroom.sidecar.upstream.url", upstream);
        ServiceOptions.putPort(properties, "headroom.sidecar.listen.port", "--port", port);
        ServiceOptions.putPort(properties, "quarkus.management.port", "--management-port", managementPort);
        ServiceOptions.put(properties, "kafka.bootstrap.servers", bootstrapServers);
        ServiceOptions.put(properties, "headroom.sidecar.target.namespace", namespace);
        if (target != null) {
            int slash = target.indexOf('/');
            ServiceOptions.put(
                    properties, "headroom.sidecar.target.kind", slash < 0 ? null : target.substring(0, slash));
            ServiceOptions.put(properties, "headroom.sidecar.target.name", target.substring(slash + 1));
        }
        ServiceOptions.put(properties, "headroom.sidecar.observer", gateway ? "GATEWAY" : null);
        ServiceOptions.put(properties, "headroom.sidecar.wait-for-upstream", waiting);
        ServiceOptions.put(properties, "quarkus.log.console.json.enabled", "false");
        return properties;
    }
}
