// SPDX-License-Identifier: Apache-2.0
package dev.headroom.cli.serve;

import dev.headroom.lab.command.Range;
import dev.headroom.lab.file.BadInputException;
import dev.headroom.lab.service.Installation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What every process of the service can be told, whatever its role. */
final class ServiceOptions {
    private static final int HIGHEST_PORT = 65_535;

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

    /** System properties for the service; what is not given is left to its own configuration. */
    Map<String, String> properties() {
        BadInputException.unless(
                policies == null || Files.isDirectory(policies),
                "--policies must be a directory that exists, was '" + policies + "'");
        Map<String, String> properties = new LinkedHashMap<>();
        put(properties, "kafka.bootstrap.servers", bootstrapServers);
        put(properties, "headroom.policies.directory", policies == null ? null : policies.toAbsolutePath());
        putPort(properties, "quarkus.http.port", "--http-port", httpPort);
        return properties;
    }

    static void put(Map<String, String> properties, String key, @Nullable Object value) {
        if (value != null) {
            properties.put(key, value.toString());
        }
    }

    static void putPort(Map<String, String> properties, String key, String option, @Nullable Integer port) {
        if (port != null) {
            Range.check(option, port, 1, HIGHEST_PORT);
            put(properties, key, port);
        }
    }

    /** Lets the launcher run the service in its place; answers the exit code that makes it do so. */
    static int run(Map<String, String> properties) {
        return Handover.to(Installation.ofThisProcess().serviceJar(), properties);
    }
}
