// SPDX-License-Identifier: Apache-2.0
package dev.headroom.benchmarks.planning;

import dev.headroom.benchmarks.planning.JmhRun.Measured;
import dev.headroom.benchmarks.report.Bar;
import dev.headroom.benchmarks.report.Bar.Side;
import dev.headroom.benchmarks.report.Figure;
import dev.headroom.benchmarks.report.Spread;
import dev.headroom.lab.command.HeadroomVersion;
import dev.headroom.lab.report.Machine;
import dev.headroom.lab.report.Table;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code headroom bench planning}. */
@Command(
        name = "planning",
        description =
                "Measures how long one decision and a round of many take on one core, and how much they allocate.",
        mixinStandardHelpOptions = true,
        versionProvider = HeadroomVersion.class)
public final class PlanningCommand implements Callable<Integer> {
    /** A change of a document or a woken workload is planned at once, between two calls of KEDA. */
    private static final double MOST_MICROS_A_DECISION = 200;

    /** Half of the pause between two rounds. */
    private static final double MOST_SECONDS_A_ROUND = 0.25;

    /** What grows with history would grow without end; a tenth is the noise of sizes that vary with what was drawn. */
    private static final double MOST_GROWTH = 1.1;

    private static final double MICROS_PER_SECOND = 1e6;

    @Spec
    private CommandSpec spec;

    @Option(names = "--forks", paramLabel = "N", defaultValue = "1", description = "JVMs (default: ${DEFAULT-VALUE}).")
    private int forks;

    @Option(
            names = "--warm-up",
            paramLabel = "N",
            defaultValue = "5",
            description = "Iterations that do not count (default: ${DEFAULT-VALUE}).")
    private int warmUps;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "5",
            description = "Iterations that count, in each JVM (default: ${DEFAULT-VALUE}).")
    private int rounds;

    @Option(
            names = "--seconds",
            paramLabel = "S",
            defaultValue = "2",
            description = "Length of an iteration (default: ${DEFAULT-VALUE}).")
    private double seconds;

    @Option(
            names = "--history",
            paramLabel = "DURATION",
            split = ",",
            defaultValue = "PT16M,PT1H,PT4H",
            description = "How far back telemetry goes, one after the other (default: ${DEFAULT-VALUE}).")
    private List<Duration> histories;

    @Option(
            names = "--workloads",
            paramLabel = "N",
            defaultValue = "1000",
            description = "Workloads of a round, 4 replicas each (default: ${DEFAULT-VALUE}).")
    private int workloads;

    /** Filled by picocli. */
    @SuppressWarnings("NullAway.Init")
    public PlanningCommand() {}

    @Override
    public Integer call() {
        check();
        JmhRun run = new JmhRun(forks, warmUps, rounds, seconds);
        PrintWriter out = spec.commandLine().getOut();
        Table table =
                new Table("what", "load before", "CPU us", "least", "most", "mean us", "p99 us", "bytes allocated");
        List<Measured> decisions = new ArrayList<>();
        for (Duration history : histories) {
            double load = Machine.load();
            Measured measured = run.of(DecisionBench.class, "history", history.toString());
            decisions.add(measured);
            row(table, "decision, " + history + " of telemetry", load, measured);
        }
        double load = Machine.load();
        Measured round = run.of(RoundBench.class, "workloads", Integer.toString(workloads));
        row(table, "round of " + workloads + " workloads", load, round);
        out.println("Machine: " + Machine.description());
        out.println("JMH: " + forks + " forks, " + warmUps + " + " + rounds + " iterations of " + Figure.of(seconds)
                + " s, one thread");
        out.println();
        table.markdown().forEach(out::println);
        out.println();
        bars(decisions, round).forEach(bar -> out.println("- " + bar.sentence()));
        out.flush();
        return 0;
    }

    private List<Bar> bars(List<Measured> decisions, Measured round) {
        List<Double> bytes = decisions.stream().map(Measured::bytes).toList();
        Measured longest = decisions.get(decisions.size() - 1);
        return List.of(
                new Bar("one decision in us of CPU time", Side.AT_MOST, MOST_MICROS_A_DECISION, longest.cpuMicros()),
                new Bar(
                        "a round of " + workloads + " workloads in s of CPU time",
                        Side.AT_MOST,
                        MOST_SECONDS_A_ROUND,
                        round.cpuMicros().stream()
                                .map(micros -> micros / MICROS_PER_SECOND)
                                .toList()),
                new Bar(
                        "bytes a decision, with the longest history / with the shortest,",
                        Side.AT_MOST,
                        MOST_GROWTH,
                        bytes.size() < 2 ? List.of() : List.of(bytes.get(bytes.size() - 1) / bytes.get(0))));
    }

    private static void row(Table table, String what, double load, Measured measured) {
        Spread spread = Spread.of(measured.cpuMicros());
        table.row(
                what,
                Figure.of(load),
                Figure.of(spread.median()),
                Figure.of(spread.least()),
                Figure.of(spread.most()),
                Figure.of(Spread.of(measured.micros()).median()),
                Figure.of(OptionalDouble.of(measured.p99Micros())),
                Figure.of(OptionalDouble.of(measured.bytes())));
    }

    private void check() {
        atLeast("--forks", forks, 0);
        atLeast("--warm-up", warmUps, 0);
        atLeast("--rounds", rounds, 1);
        atLeast("--workloads", workloads, 1);
        if (!(seconds > 0)) {
            throw new ParameterException(spec.commandLine(), "--seconds must be above 0, was " + seconds);
        }
    }

    private void atLeast(String option, int value, int least) {
        if (value < least) {
            throw new ParameterException(spec.commandLine(), option + " must be at least " + least + ", was " + value);
        }
    }
}
