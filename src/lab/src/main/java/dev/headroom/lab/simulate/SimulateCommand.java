// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.simulate;

import dev.headroom.lab.command.HeadroomVersion;
import dev.headroom.lab.command.OutputForm;
import dev.headroom.lab.engine.EngineLimits;
import dev.headroom.lab.engine.EngineModel;
import dev.headroom.lab.engine.ServedRequest;
import dev.headroom.lab.engine.ShippedEngines;
import dev.headroom.lab.traffic.Arrival;
import dev.headroom.lab.traffic.TraceFile;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code headroom lab simulate}. */
@Command(
        name = "simulate",
        description = "Simulates an engine and prints the latencies and the throughput of these requests.",
        mixinStandardHelpOptions = true,
        versionProvider = HeadroomVersion.class,
        footer = {
            "",
            "Percentiles are by nearest rank over the requests served; ITL is a request's mean time between tokens, over"
                    + " requests with two tokens or more. Throughput is requests served over the time from the first"
                    + " arrival to the last token."
        })
public final class SimulateCommand implements Callable<Integer> {
    /** More than any fleet of one model has, and little enough to be held in memory. */
    private static final int MOST_REPLICAS = 10_000;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--engine",
            required = true,
            paramLabel = "ENGINE.yaml|NAME",
            description = "An engine's file, or the name of a bundled engine.")
    private String engine;

    @Option(
            names = "--requests",
            required = true,
            paramLabel = "FILE",
            description = "CSV with the header arrival_s,input_tokens,output_tokens, or JSON lines with these names;"
                    + " plain or gzipped.")
    private Path requests;

    @Option(
            names = "--replicas",
            paramLabel = "N",
            defaultValue = "1",
            description = "Engines behind a router that picks the one with the fewest tokens to come"
                    + " (default: ${DEFAULT-VALUE}).")
    private int replicas;

    @Option(
            names = "--max-sequences",
            paramLabel = "N",
            description = "Requests in an engine's batch at once (default: the engine's own).")
    private @Nullable Integer maxSequences;

    @Option(
            names = "--concurrency",
            paramLabel = "C",
            description = "Closed loop: C clients in all, each sends its next request when its last has ended; times of"
                    + " arrival are not used (default: open loop).")
    private @Nullable Integer concurrency;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Of chance (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--output",
            paramLabel = "FORM",
            defaultValue = "table",
            description = "table or json (default: ${DEFAULT-VALUE}).")
    private OutputForm output;

    /** Filled by picocli. */
    @SuppressWarnings("NullAway.Init")
    public SimulateCommand() {}

    @Override
    public Integer call() {
        atLeastOne("--replicas", replicas);
        atMost("--replicas", replicas, MOST_REPLICAS);
        atLeastOne("--concurrency", concurrency);
        atLeastOne("--max-sequences", maxSequences);
        EngineModel model = limited(ShippedEngines.named(engine));
        List<Arrival> arrivals = TraceFile.read(requests);
        List<ServedRequest> served = concurrency == null
                ? Simulation.open(model, replicas, seed, arrivals)
                : Simulation.closed(model, replicas, seed, arrivals, concurrency);
        SimulationReport report = SimulationReport.of(served);
        PrintWriter out = spec.commandLine().getOut();
        out.println(output == OutputForm.JSON ? report.json() : report.table());
        out.flush();
        return 0;
    }

    private EngineModel limited(EngineModel model) {
        if (maxSequences == null) {
            return model;
        }
        EngineLimits own = model.limits();
        if (maxSequences > own.stepTokens()) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--max-sequences must not be above the " + own.stepTokens() + " tokens of a step, was "
                            + maxSequences);
        }
        return model.withLimits(new EngineLimits(maxSequences, own.stepTokens(), own.kvTokens()));
    }

    private void atMost(String option, int value, int most) {
        if (value > most) {
            throw new ParameterException(spec.commandLine(), option + " must be at most " + most + ", was " + value);
        }
    }

    private void atLeastOne(String option, @Nullable Integer value) {
        if (value != null && value < 1) {
            throw new ParameterException(spec.commandLine(), option + " must be at least 1, was " + value);
        }
    }
}
