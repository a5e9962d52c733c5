// SPDX-License-Identifier: Apache-2.0
package dev.headroom.cli.serve;

import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code headroom ingest}. */
@Command(
        name = "ingest",
        description =
                "Shares the reading of telemetry with others of its kind, and writes panes for 'headroom serve --panes'.")
public final class IngestCommand implements Callable<Integer> {
    @Mixin
    private ServiceOptions service;

    @Option(
            names = "--name",
            paramLabel = "NAME",
            description = "Name of this process, unique among the running ones. Default: a random name.")
    private @Nullable String name;

    @Override
    public Integer call() {
        return ServiceOptions.run(properties());
    }

    /** System properties for the service; what is not given is left to its own configuration. */
    Map<String, String> properties() {
        Map<String, String> properties = service.properties();
        properties.put("headroom.role", "ingest");
        ServiceOptions.put(properties, "headroom.panes.process", name);
        return properties;
    }
}
