// SPDX-License-Identifier: Apache-2.0
package dev.headroom.benchmarks.soak;

import dev.headroom.benchmarks.report.BenchRun;
import dev.headroom.benchmarks.traffic.BenchFleet;
import dev.headroom.lab.command.HeadroomVersion;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code headroom bench soak}. */
@Command(
        name = "soak",
        description = "Runs the service under a fleet's traffic for hours, and reports whether memory, threads or"
                + " descriptors grow. Needs Linux.",
        mixinStandardHelpOptions = true,
        versionProvider = HeadroomVersion.class,
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:nothing grows",
            "1:something grows, or there are too few readings to say, and a sentence says which",
            "2:the command line is wrong"
        })
public final class SoakCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(
            names = "--minutes",
            paramLabel = "N",
            defaultValue = "120",
            description = "How long it runs (default: ${DEFAULT-VALUE}).")
    private int minutes;

    @Option(
            names = "--every",
            paramLabel = "SECONDS",
            defaultValue = "60",
            description = "Between two readings (default: ${DEFAULT-VALUE}).")
    private int every;

    @Option(
            names = "--rate",
            paramLabel = "N",
            defaultValue = "5000",
            description = "Requests per second of all workloads (default: ${DEFAULT-VALUE}).")
    private double rate;

    @Option(
            names = "--workloads",
            paramLabel = "N",
            defaultValue = "200",
            description = "Workloads with a policy each (default: ${DEFAULT-VALUE}).")
    private int workloads;

    @Option(
            names = "--replicas",
            paramLabel = "N",
            defaultValue = "2",
            description = "Replicas of each (default: ${DEFAULT-VALUE}).")
    private int replicas;

    @Option(
            names = "--jvm",
            paramLabel = "OPTION",
            defaultValue = "-Xmx512m -XX:+UseSerialGC",
            split = " ",
            description = "JVM options of the service (default: ${DEFAULT-VALUE}).")
    private List<String> jvmOptions = new ArrayList<>();

    @Option(
            names = "--files",
            paramLabel = "DIRECTORY",
            description = "Where the readings are written as soak.csv and soak.svg (default: nowhere).")
    private @Nullable Path files;

    /** Filled by picocli. */
    @SuppressWarnings("NullAway.Init")
    public SoakCommand() {}

    @Override
    public Integer call() throws Exception {
        require(minutes >= 1, "--minutes must be at least 1, was " + minutes);
        require(every >= 1, "--every must be at least 1, was " + every);
        require(rate > 0, "--rate must be above 0, was " + rate);
        require(workloads >= 1, "--workloads must be at least 1, was " + workloads);
        require(replicas >= 1, "--replicas must be at least 1, was " + replicas);
        WallClockSoak.Options options = new WallClockSoak.Options(
                Duration.ofMinutes(minutes),
                Duration.ofSeconds(every),
                rate,
                new BenchFleet(workloads, replicas),
                jvmOptions);
        return BenchRun.of(spec.commandLine(), (installation, progress) -> {
            List<SoakReading> readings = new WallClockSoak(options, installation.serviceJar(), progress).run();
            if (files != null) {
                SoakFiles.write(files, "soak", readings);
            }
            return List.of(new SoakReport(readings));
        });
    }

    private void require(boolean rule, String sentence) {
        if (!rule) {
            throw new ParameterException(spec.commandLine(), sentence);
        }
    }
}
