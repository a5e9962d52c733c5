// SPDX-License-Identifier: Apache-2.0
package dev.headroom.benchmarks.sidecar;

import dev.headroom.benchmarks.report.BenchRun;
import dev.headroom.lab.command.HeadroomVersion;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code headroom bench sidecar}. */
@Command(
        name = "sidecar",
        description =
                "Measures the delay that the sidecar adds to the events of many streams, against the same streams without it.",
        mixinStandardHelpOptions = true,
        versionProvider = HeadroomVersion.class)
public final class SidecarBenchCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "11",
            description = "How often both ways are measured (default: ${DEFAULT-VALUE}).")
    private int rounds;

    @Option(
            names = "--warm-up",
            paramLabel = "N",
            defaultValue = "3",
            description = "Rounds before those that count (default: ${DEFAULT-VALUE}).")
    private int warmUp;

    @Option(
            names = "--seconds",
            paramLabel = "N",
            defaultValue = "8",
            description = "Seconds of each way in each round (default: ${DEFAULT-VALUE}).")
    private int seconds;

    @Option(
            names = "--streams",
            paramLabel = "N",
            defaultValue = "500",
            description = "Streams at once (default: ${DEFAULT-VALUE}).")
    private int streams;

    @Option(
            names = "--events",
            paramLabel = "X",
            defaultValue = "20",
            description = "Events a second of each stream (default: ${DEFAULT-VALUE}).")
    private double events;

    @Option(
            names = "--jvm",
            paramLabel = "OPTION",
            defaultValue = "-Xmx128m -XX:+UseSerialGC",
            split = " ",
            description = "JVM options of the sidecar (default: ${DEFAULT-VALUE}).")
    private List<String> jvmOptions = new ArrayList<>();

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "Settings of the sidecar other than those it ships with.")
    private Map<String, String> properties = Map.of();

    /** Filled by picocli. */
    @SuppressWarnings("NullAway.Init")
    public SidecarBenchCommand() {}

    @Override
    public Integer call() throws Exception {
        SidecarOptions options = options();
        return BenchRun.of(
                spec.commandLine(),
                (installation, progress) -> List.of(new SidecarReport(
                        options, new SidecarBench(options, installation.sidecarJar(), progress).run())));
    }

    private SidecarOptions options() {
        require(rounds >= 1, "--rounds must be at least 1, was " + rounds);
        require(warmUp >= 0, "--warm-up must be at least 0, was " + warmUp);
        require(seconds >= 1, "--seconds must be at least 1, was " + seconds);
        require(streams >= 1, "--streams must be at least 1, was " + streams);
        require(events > 0 && Double.isFinite(events), "--events must be above 0, was " + events);
        return new SidecarOptions(rounds, warmUp, Duration.ofSeconds(seconds), streams, events, jvmOptions, properties);
    }

    private void require(boolean rule, String sentence) {
        if (!rule) {
            throw new ParameterException(spec.commandLine(), sentence);
        }
    }
}
