// SPDX-License-Identifier: Apache-2.0
package dev.headroom.benchmarks.answers;

import dev.headroom.benchmarks.report.BenchRun;
import dev.headroom.benchmarks.traffic.BenchFleet;
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

/** {@code headroom bench answers}. */
@Command(
        name = "answers",
        description = "Measures how fast the service answers KEDA's GetMetrics, beside a bare grpc-java server.",
        mixinStandardHelpOptions = true,
        versionProvider = HeadroomVersion.class,
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:measured; whether a bar is met or missed stands in the report",
            "1:some calls were not answered with a number, and a sentence says how many",
            "2:the command line is wrong"
        })
public final class AnswersCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "5",
            description = "Times that both servers are measured (default: ${DEFAULT-VALUE}).")
    private int rounds;

    @Option(
            names = "--seconds",
            paramLabel = "S",
            defaultValue = "15",
            description = "Length of each loop (default: ${DEFAULT-VALUE}).")
    private int seconds;

    @Option(
            names = "--warm-up-seconds",
            paramLabel = "S",
            defaultValue = "10",
            description = "Saturation before measuring (default: ${DEFAULT-VALUE}).")
    private int warmUpSeconds;

    @Option(
            names = "--rate",
            paramLabel = "X",
            defaultValue = "300",
            description = "Calls a second of the open loop (default: ${DEFAULT-VALUE}).")
    private double rate;

    @Option(
            names = "--workloads",
            paramLabel = "N",
            defaultValue = "1000",
            description = "Workloads with a policy each (default: ${DEFAULT-VALUE}).")
    private int workloads;

    @Option(
            names = "--connections",
            paramLabel = "N",
            defaultValue = "4",
            description = "Connections of the client when it saturates (default: ${DEFAULT-VALUE}).")
    private int connections;

    @Option(
            names = "--in-flight",
            paramLabel = "N",
            defaultValue = "32",
            description = "Calls in flight when it saturates (default: ${DEFAULT-VALUE}).")
    private int inFlight;

    @Option(
            names = "--jvm",
            paramLabel = "OPTION",
            defaultValue = "-Xmx512m -XX:+UseSerialGC",
            split = " ",
            description = "JVM options of both servers (default: ${DEFAULT-VALUE}).")
    private List<String> jvmOptions = new ArrayList<>();

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "Settings of the service other than those it ships with.")
    private Map<String, String> properties = Map.of();

    /** Filled by picocli. */
    @SuppressWarnings("NullAway.Init")
    public AnswersCommand() {}

    @Override
    public Integer call() throws Exception {
        AnswersOptions options = options();
        return BenchRun.of(
                spec.commandLine(),
                (installation, progress) -> List.of(new AnswersReport(
                        options, new AnswersBench(options, installation.serviceJar(), progress).run())));
    }

    private AnswersOptions options() {
        atLeastOne("--rounds", rounds);
        atLeastOne("--seconds", seconds);
        atLeastOne("--workloads", workloads);
        atLeastOne("--connections", connections);
        atLeastOne("--in-flight", inFlight);
        require(warmUpSeconds >= 0, "--warm-up-seconds must be at least 0, was " + warmUpSeconds);
        require(rate > 0 && Double.isFinite(rate), "--rate must be above 0, was " + rate);
        return new AnswersOptions(
                rounds,
                Duration.ofSeconds(warmUpSeconds),
                Duration.ofSeconds(seconds),
                rate,
                new BenchFleet(workloads, 1),
                connections,
                inFlight,
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
