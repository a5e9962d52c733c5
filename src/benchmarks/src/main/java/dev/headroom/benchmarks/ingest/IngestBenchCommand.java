// SPDX-License-Identifier: Apache-2.0
package dev.headroom.benchmarks.ingest;

import dev.headroom.benchmarks.report.BenchRun;
import dev.headroom.benchmarks.report.Report;
import dev.headroom.benchmarks.traffic.BenchFleet;
import dev.headroom.benchmarks.traffic.Format;
import dev.headroom.lab.command.HeadroomVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code headroom bench ingest}. */
@Command(
        name = "ingest",
        description =
                "Measures how fast the service takes records in, beside a bare consumer that parses the same records.",
        mixinStandardHelpOptions = true,
        versionProvider = HeadroomVersion.class,
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:measured; whether a bar is met or missed stands in the report",
            "1:some requests were not counted, and a sentence says how many",
            "2:the command line is wrong"
        })
public final class IngestBenchCommand implements Callable<Integer> {
    /** The Collector's largest batch. */
    private static final int MOST_SPANS = 512;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "5",
            description = "Times that both read all records (default: ${DEFAULT-VALUE}).")
    private int rounds;

    @Option(
            names = "--requests",
            paramLabel = "N",
            defaultValue = "1500000",
            description = "Requests that count in each round (default: ${DEFAULT-VALUE}).")
    private int requests;

    @Option(
            names = "--warm-up",
            paramLabel = "N",
            defaultValue = "3000000",
            description = "Requests of the warm-up, for the compiler of the service's JVM (default: ${DEFAULT-VALUE}).")
    private int warmUp;

    @Option(
            names = "--spans-per-record",
            paramLabel = "N",
            defaultValue = "64",
            description = "Spans in a record (default: ${DEFAULT-VALUE}).")
    private int spansPerRecord;

    @Option(
            names = "--workloads",
            paramLabel = "N",
            defaultValue = "20",
            description = "Workloads with a policy each (default: ${DEFAULT-VALUE}).")
    private int workloads;

    @Option(
            names = "--replicas",
            paramLabel = "N",
            defaultValue = "8",
            description = "Replicas of each (default: ${DEFAULT-VALUE}).")
    private int replicas;

    @Option(names = "--only", paramLabel = "FORMAT", description = "spans or events (default: both).")
    private @Nullable Format only;

    @Option(
            names = "--jvm",
            paramLabel = "OPTION",
            defaultValue = "-Xmx512m -XX:+UseSerialGC",
            split = " ",
            description = "JVM options of the bare consumer and of the service (default: ${DEFAULT-VALUE}).")
    private List<String> jvmOptions = new ArrayList<>();

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "Settings of the service other than those it ships with.")
    private Map<String, String> properties = Map.of();

    /** Filled by picocli. */
    @SuppressWarnings("NullAway.Init")
    public IngestBenchCommand() {}

    @Override
    public Integer call() throws Exception {
        IngestOptions options = options();
        return BenchRun.of(
                spec.commandLine(),
                (installation, progress) -> new IngestBench(options, installation.serviceJar(), progress)
                        .run().entrySet().stream()
                                .<Report>map(
                                        measured -> new IngestReport(measured.getKey(), options, measured.getValue()))
                                .toList());
    }

    private IngestOptions options() {
        atLeastOne("--rounds", rounds);
        atLeastOne("--requests", requests);
        atLeastOne("--workloads", workloads);
        atLeastOne("--replicas", replicas);
        require(warmUp >= 0, "--warm-up must be at least 0, was " + warmUp);
        require(
                spansPerRecord >= 1 && spansPerRecord <= MOST_SPANS,
                "--spans-per-record must be between 1 and " + MOST_SPANS + ", was " + spansPerRecord);
        return new IngestOptions(
                only == null ? List.of(Format.values()) : List.of(only),
                rounds,
                warmUp,
                requests,
                spansPerRecord,
                new BenchFleet(workloads, replicas),
                jvmOptions,
                properties);
    }

    private void atLeastOne(String option, int value) {
        require(value >= 1, option + " must be at least 1, was " + value);
    }

    private void require(boolean rule, String sentence) {
        if (!rule) {
            throw new ParameterException(spec.commandLine(), sentence);
        }
    }
}
