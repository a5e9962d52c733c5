// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.calibrate;

import dev.headroom.lab.command.HeadroomVersion;
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
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code headroom lab calibrate}. */
@Command(
        name = "calibrate",
        description =
                "Makes an engine for the simulator from measured steps and requests, and tells how far it is off.",
        mixinStandardHelpOptions = true,
        versionProvider = HeadroomVersion.class)
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

    @Option(names = "--system", paramLabel = "NAME", description = "Rows of --silicon: system, e.g. h100_sxm.")
    private String system = "h100_sxm";

    @Option(names = "--model", paramLabel = "NAME", description = "Rows of --silicon: end of the model's name.")
    private String model = "Qwen3-32B";

    @Option(names = "--backend", paramLabel = "NAME", description = "Rows of --silicon: backend, e.g. vllm.")
    private String backend = "vllm";

    @Option(names = "--tp", paramLabel = "N", description = "Rows of --silicon: tensor parallelism.")
    private int tensorParallel = 1;

    @Option(
            names = "--prefill-rate",
            paramLabel = "TOKENS",
            description =
                    "With --silicon: scales all step times so that an idle engine computes a step full of prompt at so"
                            + " many tokens a second.")
    private @Nullable Double prefillRate;

    @Option(names = "--out", required = true, paramLabel = "FILE", description = "The engine's YAML, to be written.")
    private Path out;

    @Option(names = "--name", paramLabel = "NAME", description = "Of the engine (default: the file's, less .yaml).")
    private @Nullable String name;

    @Option(
            names = "--hardware",
            paramLabel = "NAME",
            defaultValue = "unnamed",
            description = "Class of its accelerators (default: ${DEFAULT-VALUE}).")
    private String hardware = "unnamed";

    @Option(
            names = "--max-sequences",
            paramLabel = "N",
            defaultValue = "128",
            description = "Requests in the batch at once (default: ${DEFAULT-VALUE}).")
    private int maxSequences;

    @Option(
            names = "--run-sequences",
            paramLabel = "TEXT=N",
            description = "The same for runs whose name holds the text; may be repeated.")
    private Map<String, Integer> runSequences = new LinkedHashMap<>();

    @Option(
            names = "--chunk",
            paramLabel = "N",
            defaultValue = "2048",
            description = "Tokens of a step (default: ${DEFAULT-VALUE}).")
    private int chunk;

    @Option(
            names = "--kv-tokens",
            paramLabel = "N",
            defaultValue = "430000",
            description = "Tokens that its cache holds (default: ${DEFAULT-VALUE}).")
    private long kvTokens;

    @Option(
            names = "--fit-on",
            paramLabel = "TEXT",
            defaultValue = "",
            description =
                    "Learn only from runs whose name begins so; all are predicted. For checks against unseen runs.")
    private String fitOn = "";

    @Option(names = "--seed", paramLabel = "N", defaultValue = "1", description = "Of the prediction's noise.")
    private long seed;

    @Option(names = "--note", paramLabel = "TEXT", description = "A comment line for the file; may be repeated.")
    private List<String> notes = new ArrayList<>();

    /** Filled by picocli. */
    @SuppressWarnings("NullAway.Init")
    public CalibrateCommand() {}

    @Override
    public Integer call() throws IOException {
        PrintWriter print = spec.commandLine().getOut();
        try {
            List<String> comments = new ArrayList<>(notes);
            EngineModel engine = silicon == null ? fromSteps(print, comments) : fromSilicon(print, comments, silicon);
            Files.writeString(out, EngineText.of(engine, comments));
            print.println("written: " + out);
            print.flush();
            return 0;
        } catch (BadInputException | IllegalArgumentException bad) {
            throw new ParameterException(spec.commandLine(), String.valueOf(bad.getMessage()), bad);
        }
    }

    private EngineModel fromSteps(PrintWriter print, List<String> comments) {
        if (steps == null || requests == null) {
            throw new IllegalArgumentException("--steps and --requests must both be given, or --silicon");
        }
        Map<String, List<EngineStep>> recorded = StepsFile.read(steps);
        Map<String, List<RecordedRequest>> runs = RequestsFile.read(requests);
        Calibration calibration = Calibration.of(recorded, runs, run -> run.startsWith(fitOn));
        EngineModel engine = new EngineModel(
                engineName(),
                hardware,
                1,
                calibration.fit().times(),
                new EngineLimits(maxSequences, chunk, kvTokens),
                0,
                calibration.fit().noise(),
                1);
        List<String> found = CalibrationReport.lines(calibration);
        comments.addAll(found);
        found.forEach(print::println);
        FidelityReport fidelity = fidelity(engine, runs);
        fidelity.lines().forEach(print::println);
        comments.add("Its runs predicted: " + fidelity.summary() + ".");
        return engine;
    }

    private FidelityReport fidelity(EngineModel engine, Map<String, List<RecordedRequest>> runs) {
        List<PredictedFigure> figures = new ArrayList<>();
        runs.forEach((run, recorded) ->
                figures.addAll(new RunOfRequests(run, recorded).predicted(engine, sequencesOf(run), seed)));
        return new FidelityReport(figures);
    }

    private int sequencesOf(String run) {
        return runSequences.entrySet().stream()
                .filter(entry -> run.contains(entry.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(maxSequences);
    }

    private EngineModel fromSilicon(PrintWriter print, List<String> comments, Path file) {
        SiliconRows rows = SiliconRows.read(file, system, model, backend, tensorParallel);
        SiliconFit fit = SiliconFit.of(
                rows, new EngineLimits(maxSequences, chunk, kvTokens), engineName(), hardware, tensorParallel, seed);
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
