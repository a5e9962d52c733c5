// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.serve;

import dev.headroom.lab.HeadroomVersion;
import dev.headroom.lab.service.Installation;
import dev.headroom.lab.service.ServiceProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code headroom serve}. */
@Command(
        name = "serve",
        description = "Runs the service against the broker and the cluster of its configuration.",
        mixinStandardHelpOptions = true,
        versionProvider = HeadroomVersion.class)
public final class ServeCommand implements Callable<Integer> {
    private static final int HIGHEST_PORT = 65_535;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--bootstrap-servers",
            paramLabel = "HOST:PORT",
            description = "Kafka broker; else kafka.bootstrap.servers of the configuration.")
    private @Nullable String bootstrapServers;

    @Option(
            names = "--policies",
            paramLabel = "DIR",
            description = "Directory with slo-policies/ and serving-profiles/; else the cluster's ConfigMaps.")
    private @Nullable Path policies;

    @Option(names = "--grpc-port", paramLabel = "PORT", description = "Port KEDA calls (default: 9090).")
    private @Nullable Integer grpcPort;

    @Option(names = "--http-port", paramLabel = "PORT", description = "Port of health and metrics (default: 8080).")
    private @Nullable Integer httpPort;

    @Option(
            names = "--standalone",
            description = "Keeps plans in memory instead of the topic headroom.plans: for a service of one replica.")
    private boolean standalone;

    @Option(
            names = "--decisions",
            paramLabel = "FILE",
            description = "Writes decisions there, for headroom explain; else headroom.decisions.file of the"
                    + " configuration, and none without.")
    private @Nullable Path decisions;

    /** Filled by picocli. */
    @SuppressWarnings("NullAway.Init")
    public ServeCommand() {}

    @Override
    public Integer call() throws InterruptedException {
        Map<String, String> properties = properties();
        ServiceProcess service =
                ServiceProcess.inForeground(Installation.ofThisProcess().serviceJar(), properties);
        Thread closing = new Thread(service::close, "service-close");
        Runtime.getRuntime().addShutdownHook(closing);
        return service.waitFor();
    }

    /** System properties for the service; what is not given is left to its own configuration. */
    Map<String, String> properties() {
        Map<String, String> properties = new LinkedHashMap<>();
        put(properties, "kafka.bootstrap.servers", bootstrapServers);
        put(properties, "headroom.policies.directory", directory());
        put(properties, "quarkus.grpc.server.port", port("--grpc-port", grpcPort));
        put(properties, "quarkus.http.port", port("--http-port", httpPort));
        put(
                properties,
                "headroom.decisions.file",
                decisions == null ? null : decisions.toAbsolutePath().toString());
        put(properties, "headroom.plans.mode", standalone ? "memory" : null);
        return properties;
    }

    private static void put(Map<String, String> properties, String key, @Nullable String value) {
        if (value != null) {
            properties.put(key, value);
        }
    }

    private @Nullable String directory() {
        if (policies != null && !Files.isDirectory(policies)) {
            throw new ParameterException(
                    spec.commandLine(), "--policies must be a directory that exists, was '" + policies + "'");
        }
        return policies == null ? null : policies.toAbsolutePath().toString();
    }

    private @Nullable String port(String option, @Nullable Integer port) {
        if (port != null && (port < 1 || port > HIGHEST_PORT)) {
            throw new ParameterException(
                    spec.commandLine(), option + " must be between 1 and " + HIGHEST_PORT + ", was " + port);
        }
        return port == null ? null : port.toString();
    }
}
