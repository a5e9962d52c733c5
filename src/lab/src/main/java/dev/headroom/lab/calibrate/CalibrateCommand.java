// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.calibrate;

import dev.headroom.lab.engine.EngineLimits;
import dev.headroom.lab.engine.EngineModel;
import dev.headroom.lab.engine.EngineText;
import dev.headroom.lab.file.BadInputException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code headroom lab calibrate}. */
@Command(
        name = "calibrate",
        description = "Makes an engine for the simulator from measured steps and requests, and prints its error.")
public final class CalibrateCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(
            names = "--steps",
            paramLabel = "FILE",
            description = "CSV, plain or gzipped: run,decode_seqs,prefill_tokens,decode_context_tokens,step_ms.")
    private @Nullable Path steps;

    @Option(
            names = "--requests",
            paramLabel = "FILE",
            description =
                    "JSON lines, plain or gzipped, of the same runs: run, id, arrival_s, scheduled_s, first_token_s,"
                            + " end_s, input_tokens, output_tokens.")
    private @Nullable Path requests;

    @Option(
            names = "--silicon",
            paramLabel = "FILE",
            description = "Instead of steps: mean TTFT and TPOT by concurrency, in the columns of silicon-agg.csv.")
    private @Nullable Path silicon;

    @Option(
            names = "--system",
            paramLabel = "NAME",
            description = "Rows of --silicon: system (default: ${DEFAULT-VALUE}).")
    private String system = "h100_sxm";

    @Option(
            names = "--model",
            paramLabel = "NAME",
            description = "Rows of --silicon: end of the model's name (default: ${DEFAULT-VALUE}).")
    private String model = "Qwen3-32B";

    @Option(
            names = "--backend",
            paramLabel = "NAME",
            description = "Rows of --silicon: backend (default: ${DEFAULT-VALUE}).")
    private String backend = "vllm";

    @Option(
            names = "--tp",
            paramLabel = "N",
            description = "Rows of --silicon: tensor parallelism (default: ${DEFAULT-VALUE}).")
    private int tensorParallel = 1;

    @Option(
            names = "--prefill-rate",
            paramLabel = "TOKENS",
            description =
                    "With --silicon: scales all step times so that an idle engine computes a step full of prompt at"
                            + " TOKENS per second.")
    private @Nullable Double prefillRate;

    @Option(names = "--out", required = true, paramLabel = "FILE", description = "The engine's YAML, to be written.")
    private Path out;

    @Option(names = "--name", paramLabel = "NAME", description = "Of the engine (default: the file's, less .yaml).")
    private @Nullable String name;

    @Option(
            names = "--hardware",
            paramLabel = "NAME",
            description = "Class of its accelerators (default: ${DEFAULT-VALUE}).")
    private String hardware = "unnamed";

    @Option(
            names = "--max-sequences",
            paramLabel = "N",
            description = "Requests in the batch at once (default: ${DEFAULT-VALUE}).")
    private int maxSequences = 128;

    @Option(
            names = "--run-sequences",
            paramLabel = "TEXT=N",
            description = "--max-sequences for runs whose name contains TEXT; may be repeated.")
    private Map<String, Integer> runSequences = new LinkedHashMap<>();

    @Option(names = "--chunk", paramLabel = "N", description = "Tokens of a step (default: ${DEFAULT-VALUE}).")
    private int chunk = 2048;

    @Option(
            names = "--kv-tokens",
            paramLabel = "N",
            description = "Tokens that its cache holds (default: ${DEFAULT-VALUE}).")
    private long kvTokens = 430_000;

    @Option(
            names = "--fit-on",
            paramLabel = "TEXT",
            description =
                    "Learn only from runs whose name begins so; all are predicted. For checks against unseen runs.")
    private String fitOn = "";

    @Option(names = "--seed", paramLabel = "N", description = "Of the prediction's noise (default: ${DEFAULT-VALUE}).")
    private long seed = 1;

    @Option(names = "--note", paramLabel = "TEXT", description = "A comment line for the file; may be repeated.")
    private List<String> notes = new ArrayList<>();

    @Override
    public Integer call() throws IOException {
        PrintWriter print = spec.commandLine().getOut();
        List<String> comments = new ArrayList<>(notes);
        EngineLimits limits = BadInputException.in(
                "--max-sequences, --chunk, --kv-tokens", () -> new EngineLimits(maxSequences, chunk, kvTokens));
        EngineModel engine =
                silicon == null ? fromSteps(print, comments, limits) : fromSilicon(print, comments, limits, silicon);
        Files.writeString(out, EngineText.of(engine, comments));
        print.println("written: " + out);
        print.flush();
        return CommandLine.ExitCode.OK;
    }

    private EngineModel fromSteps(PrintWriter print, List<String> comments, EngineLimits limits) {
        if (steps == null || requests == null) {
            throw new BadInputException("--steps and --requests must both be given, or --silicon");
        }
        Map<String, List<EngineStep>> recorded = RunFiles.steps(steps);
        Map<String, List<RecordedRequest>> runs = RunFiles.requests(requests);
        Calibration calibration = Calibration.of(recorded, runs, run -> run.startsWith(fitOn));
        EngineModel engine = new EngineModel(
                engineName(),
                hardware,
                1,
                calibration.fit().times(),
                limits,
                0,
                calibration.fit().noise(),
                1);
        FidelityReport fidelity = FidelityReport.of(engine, runs, this::sequencesOf, seed);
        calibration.lines().forEach(print::println);
        fidelity.lines().forEach(print::println);
        comments.addAll(calibration.lines());
        comments.add("Its runs predicted: " + fidelity.summary() + ".");
        return engine;
    }

    private int sequencesOf(String run) {
        return runSequences.entrySet().stream()
                .filter(entry -> run.contains(entry.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(maxSequences);
    }

    private EngineModel fromSilicon(PrintWriter print, List<String> comments, EngineLimits limits, Path file) {
        SiliconRows rows = SiliconRows.read(file, system, model, backend, tensorParallel);
        SiliconFit fit = SiliconFit.of(rows, limits, engineName(), hardware, tensorParallel, seed);
        fit.lines().forEach(print::println);
        comments.add(fit.summary());
        if (prefillRate == null) {
            return fit.engine();
        }
        SiliconFit.Scaled scaled = fit.scaledTo(prefillRate);
        print.println(scaled.sentence());
        comments.add(scaled.sentence());
        return scaled.engine();
    }

    private String engineName() {
        return name == null ? String.valueOf(out.getFileName()).replaceFirst("\\.ya?ml$", "") : name;
    }
}
