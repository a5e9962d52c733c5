// SPDX-License-Identifier: Apache-2.0
package dev.headroom.cli.serve;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code headroom serve}. */
@Command(name = "serve", description = "Runs the service against the broker and the cluster of its configuration.")
public final class ServeCommand implements Callable<Integer> {
    @Mixin
    private ServiceOptions service;

    @Option(names = "--grpc-port", paramLabel = "PORT", description = "Port KEDA calls (default: 9090).")
    private @Nullable Integer grpcPort;

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

    @Option(
            names = "--panes",
            description = "Reads panes of 'headroom ingest' processes instead of the topics of telemetry.")
    private boolean panes;

    @Override
    public Integer call() {
        return ServiceOptions.run(properties());
    }

    /** System properties for the service; what is not given is left to its own configuration. */
    Map<String, String> properties() {
        Map<String, String> properties = service.properties();
        ServiceOptions.putPort(properties, "quarkus.grpc.server.port", "--grpc-port", grpcPort);
        ServiceOptions.put(
                properties, "headroom.decisions.file", decisions == null ? null : decisions.toAbsolutePath());
        ServiceOptions.put(properties, "headroom.plans.mode", standalone ? "memory" : null);
        ServiceOptions.put(properties, "headroom.feed.source", panes ? "panes" : null);
        return properties;
    }
}
