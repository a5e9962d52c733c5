// SPDX-License-Identifier: Apache-2.0
package dev.headroom.benchmarks.engine;

import dev.headroom.benchmarks.report.Bar;
import dev.headroom.benchmarks.report.Bar.Side;
import dev.headroom.benchmarks.report.Figure;
import dev.headroom.lab.command.HeadroomVersion;
import dev.headroom.lab.engine.EngineModel;
import dev.headroom.lab.engine.ShippedEngines;
import dev.headroom.lab.report.Machine;
import dev.headroom.lab.report.Table;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code headroom bench engine}. */
@Command(
        name = "engine",
        description = "Measures how many engine steps a second the lab simulates on one core.",
        mixinStandardHelpOptions = true,
        versionProvider = HeadroomVersion.class)
public final class EngineCommand implements Callable<Integer> {
    /** So that an hour of a fleet takes seconds. */
    private static final double LEAST_STEPS_PER_SECOND = 5_000_000;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--engine",
            paramLabel = "ENGINE.yaml|NAME",
            defaultValue = "h100-llama-8b",
            description = "The engine (default: ${DEFAULT-VALUE}).")
    private String engine;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "7",
            description = "Rounds after the warm-up round (default: ${DEFAULT-VALUE}).")
    private int rounds;

    @Option(
            names = "--steps",
            paramLabel = "N",
            defaultValue = "3000000",
            description = "Steps of each kind in a round (default: ${DEFAULT-VALUE}).")
    private long steps;

    /** Filled by picocli. */
    @SuppressWarnings("NullAway.Init")
    public EngineCommand() {}

    @Override
    public Integer call() {
        atLeastOne("--rounds", rounds);
        atLeastOne("--steps", steps);
        EngineModel model = model();
        PrintWriter out = spec.commandLine().getOut();
        EngineRound.of(model, steps, 0);
        Table table = new Table("round", "load before", "decode steps/s", "steps/s of a mix");
        List<EngineRound> measured = new ArrayList<>();
        for (int round = 1; round <= rounds; round++) {
            double load = Machine.load();
            EngineRound figures = EngineRound.of(model, steps, round);
            measured.add(figures);
            table.row(
                    Integer.toString(round),
                    Figure.of(load),
                    Figure.of(figures.decodePerSecond()),
                    Figure.of(figures.mixPerSecond()));
        }
        out.println("Machine: " + Machine.description());
        out.println(
                "Engine " + model.name() + ", one thread, " + Figure.of((double) steps) + " steps a round and kind");
        out.println();
        table.markdown().forEach(out::println);
        out.println();
        out.println("- "
                + bar(
                        "decode steps/s",
                        measured.stream().map(EngineRound::decodePerSecond).toList()));
        out.println("- "
                + bar(
                        "steps/s of a mix",
                        measured.stream().map(EngineRound::mixPerSecond).toList()));
        out.flush();
        return 0;
    }

    private static String bar(String what, List<Double> figures) {
        return new Bar(what, Side.AT_LEAST, LEAST_STEPS_PER_SECOND, figures).sentence();
    }

    private EngineModel model() {
        return ShippedEngines.named(engine);
    }

    private void atLeastOne(String option, long value) {
        if (value < 1) {
            throw new ParameterException(spec.commandLine(), option + " must be at least 1, was " + value);
        }
    }
}
