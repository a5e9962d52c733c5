// SPDX-License-Identifier: Apache-2.0
package dev.headroom.cli.serve;

import dev.headroom.lab.service.Installation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** What every process of the service can be told, whatever its role. */
final class ServiceOptions {
    private static final int HIGHEST_PORT = 65_535;

    @Spec(Target.MIXEE)
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

    @Option(names = "--http-port", paramLabel = "PORT", description = "Port of health and metrics (default: 8080).")
    private @Nullable Integer httpPort;

    /** Filled by picocli. */
    @SuppressWarnings("NullAway.Init")
    ServiceOptions() {}

    /** System properties for the service; what is not given is left to its own configuration. */
    Map<String, String> properties() {
        Map<String, String> properties = new LinkedHashMap<>();
        put(properties, "kafka.bootstrap.servers", bootstrapServers);
        put(properties, "headroom.policies.directory", directory());
        put(properties, "quarkus.http.port", port("--http-port", httpPort));
        return properties;
    }

    static void put(Map<String, String> properties, String key, @Nullable String value) {
        if (value != null) {
            properties.put(key, value);
        }
    }

    @Nullable
    String port(String option, @Nullable Integer port) {
        if (port != null && (port < 1 || port > HIGHEST_PORT)) {
            throw new ParameterException(
                    spec.commandLine(), option + " must be between 1 and " + HIGHEST_PORT + ", was " + port);
        }
        return port == null ? null : port.toString();
    }

    /** Lets the launcher run the service in its place; answers the exit code that makes it do so. */
    static int run(Map<String, String> properties) {
        return Handover.to(Installation.ofThisProcess().serviceJar(), properties);
    }

    private @Nullable String directory() {
        if (policies != null && !Files.isDirectory(policies)) {
            throw new ParameterException(
                    spec.commandLine(), "--policies must be a directory that exists, was '" + policies + "'");
        }
        return policies == null ? null : policies.toAbsolutePath().toString();
    }
}
