// SPDX-License-Identifier: Apache-2.0
package dev.headroom.benchmarks.wake;

import dev.headroom.benchmarks.report.BenchRun;
import dev.headroom.benchmarks.traffic.BenchFleet;
import dev.headroom.lab.command.HeadroomVersion;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code headroom bench wake}. */
@Command(
        name = "wake",
        description =
                "Measures the time from the event of an admitted request to the wake-up that KEDA gets, for workloads without replicas.",
        mixinStandardHelpOptions = true,
        versionProvider = HeadroomVersion.class,
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:measured; whether a bar is met or missed stands in the report",
            "1:KEDA got no wake-up for some requests, and a sentence says how often",
            "2:the command line is wrong"
        })
public final class WakeCommand implements Callable<Integer> {
    private static final int MOST_SERVICES = 4;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "3",
            description = "Times that each workload is woken (default: ${DEFAULT-VALUE}).")
    private int rounds;

    @Option(
            names = "--workloads",
            paramLabel = "N",
            defaultValue = "50",
            description = "Workloads with a policy each (default: ${DEFAULT-VALUE}).")
    private int workloads;

    @Option(
            names = "--services",
            paramLabel = "N",
            defaultValue = "2",
            description = "Replicas of the service, 1 to " + MOST_SERVICES
                    + "; one of them plans, all are asked (default: ${DEFAULT-VALUE}).")
    private int services;

    @Option(
            names = "--pause-millis",
            paramLabel = "MS",
            defaultValue = "700",
            description = "The longest pause between two wakes, longer than between two rounds of planning"
                    + " (default: ${DEFAULT-VALUE}).")
    private int pauseMillis;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Of the order of the workloads and of the pauses (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--jvm",
            paramLabel = "OPTION",
            defaultValue = "-Xmx512m -XX:+UseSerialGC",
            split = " ",
            description = "JVM options of the service (default: ${DEFAULT-VALUE}).")
    private List<String> jvmOptions = new ArrayList<>();

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "Settings of the service other than those it ships with, and than a short idle delay and"
                    + " connections that never age.")
    private Map<String, String> properties = Map.of();

    /** Filled by picocli. */
    @SuppressWarnings("NullAway.Init")
    public WakeCommand() {}

    @Override
    public Integer call() throws Exception {
        WakeOptions options = options();
        return BenchRun.of(
                spec.commandLine(),
                (installation, progress) -> List.of(
                        new WakeReport(options, new WakeBench(options, installation.serviceJar(), progress).run())));
    }

    private WakeOptions options() {
        require(rounds >= 1, "--rounds must be at least 1, was " + rounds);
        require(workloads >= 1, "--workloads must be at least 1, was " + workloads);
        require(
                services >= 1 && services <= MOST_SERVICES,
                "--services must be between 1 and " + MOST_SERVICES + ", was " + services);
        require(pauseMillis >= 0, "--pause-millis must be at least 0, was " + pauseMillis);
        Map<String, String> settings = new TreeMap<>();
        // Nobody wants to wait for sleep, and a stream that ends in the middle of a round is opened again by nobody.
        settings.put("headroom.plan.idle-delay", "PT1S");
        settings.put("headroom.grpc.max-connection-age", "PT0S");
        settings.putAll(properties);
        return new WakeOptions(
                rounds,
                new BenchFleet(workloads, 1),
                services,
                Duration.ofMillis(pauseMillis),
                seed,
                jvmOptions,
                settings);
    }

    private void require(boolean rule, String sentence) {
        if (!rule) {
            throw new ParameterException(spec.commandLine(), sentence);
        }
    }
}
