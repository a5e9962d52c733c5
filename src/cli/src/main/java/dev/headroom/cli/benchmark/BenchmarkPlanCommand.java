// SPDX-License-Identifier: Apache-2.0
package dev.headroom.cli.benchmark;

import dev.headroom.cli.benchmark.plan.BenchmarkPlan;
import dev.headroom.cli.benchmark.plan.DrawnRequests;
import dev.headroom.cli.benchmark.plan.PlanFiles;
import dev.headroom.cli.benchmark.plan.RequestTokens;
import dev.headroom.cli.size.question.SizingQuestion;
import dev.headroom.cli.size.question.SizingReader;
import dev.headroom.lab.dump.TraceSource;
import dev.headroom.lab.file.BadInputException;
import dev.headroom.lab.file.InputFile;
import dev.headroom.scaler.document.Parsed;
import dev.headroom.scaler.slo.Objective;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code headroom benchmark plan}. */
@Command(
        name = "plan",
        description = {
            "Writes a plan for load tests of one replica: loads, prompts, and files for Locust, GuideLLM, AIPerf and"
                    + " vllm bench serve.",
            "Token lengths come from a sizing question, or from a dump of your own telemetry. The same input gives the"
                    + " same files."
        },
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {"0:the plan is written", "2:an option or a file is wrong"})
final class BenchmarkPlanCommand implements Callable<Integer> {
    private static final double SECONDS_A_MINUTE = 60;

    @Parameters(paramLabel = "FILE", arity = "0..1", description = "Sizing question as YAML (sizing.yaml).")
    private @Nullable Path file;

    @Option(
            names = "--dump",
            paramLabel = "FILE",
            description = "Takes the token lengths from a dump, or from any other trace.")
    private @Nullable Path dump;

    @Option(names = "--model", paramLabel = "NAME", description = "Of a dump, only this model's requests.")
    private @Nullable String model;

    @Option(
            names = "--concurrencies",
            paramLabel = "N",
            split = ",",
            defaultValue = "1,2,4,8,16,32,64,128,256",
            description = "Requests in flight of the closed loop, ascending (default: ${DEFAULT-VALUE}).")
    private List<Integer> concurrencies = new ArrayList<>();

    @Option(
            names = "--rates",
            paramLabel = "RATE",
            split = ",",
            defaultValue = "0.25,0.5,1,2,4,8,16,32,64",
            description = "Requests per second of the open loop, ascending (default: ${DEFAULT-VALUE}).")
    private List<Double> rates = new ArrayList<>();

    @Option(
            names = "--step-seconds",
            paramLabel = "N",
            defaultValue = "60",
            description = "Time of each load, after its warm-up (default: ${DEFAULT-VALUE}).")
    private double stepSeconds = 60;

    @Option(
            names = "--objective",
            paramLabel = "SIGNAL:pP:LIMIT",
            description = "Promise that ends the search, as e2e:p95:5s. May be repeated. Default: those of FILE.")
    private List<Objective> objectives = new ArrayList<>();

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Of lengths, prompts and arrivals (default: ${DEFAULT-VALUE}).")
    private long seed = 1;

    @Option(
            names = "--out",
            paramLabel = "FOLDER",
            defaultValue = BenchmarkCommand.FOLDER,
            description = "Folder to write, which must not exist (default: ${DEFAULT-VALUE}).")
    private Path out = Path.of(BenchmarkCommand.FOLDER);

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        BadInputException.unless(file != null || dump != null, "give FILE, --dump, or both");
        BadInputException.unless(model == null || dump != null, "--model belongs to --dump");
        BadInputException.unless(
                !Files.exists(out, LinkOption.NOFOLLOW_LINKS), "--out must not exist yet, was '" + out + "'");
        BenchmarkPlan plan = plan();
        write(PlanFiles.of(plan), out);
        PrintWriter to = spec.commandLine().getOut();
        to.printf(
                Locale.ROOT,
                "%s: %d requests, %.0f tokens in and %.0f out on average%n",
                plan.origin(),
                plan.requests().size(),
                plan.meanInputTokens(),
                plan.meanOutputTokens());
        to.printf(
                Locale.ROOT,
                "%d loads of %.0f s: %.1f min at most, without warm-up and refinement%n",
                plan.concurrencies().size() + plan.rates().size(),
                plan.stepSeconds(),
                plan.seconds() / SECONDS_A_MINUTE);
        to.println(out + " holds the plan. Next: headroom benchmark run --plan " + out + " --target URL --model NAME");
        to.flush();
        return CommandLine.ExitCode.OK;
    }

    private BenchmarkPlan plan() {
        Optional<SizingQuestion> question = Optional.ofNullable(file).map(BenchmarkPlanCommand::question);
        List<RequestTokens> requests;
        String origin;
        if (dump == null) {
            SizingQuestion.Tokens tokens = question.orElseThrow().tokens();
            requests = DrawnRequests.of(tokens.input(), tokens.output(), seed);
            origin = "log-normal, " + tokens.inputOrigin();
        } else {
            requests = DrawnRequests.of(recorded(dump), seed);
            origin = "recorded requests of " + dump.getFileName();
        }
        List<Objective> promises = objectives.isEmpty()
                ? question.map(asked -> asked.promise().objectives()).orElse(List.of())
                : objectives;
        return BadInputException.in(
                "plan", () -> new BenchmarkPlan(origin, seed, concurrencies, rates, stepSeconds, promises, requests));
    }

    private List<RequestTokens> recorded(Path trace) {
        List<RequestTokens> requests = TraceSource.open(trace, Optional.ofNullable(model)).lengths().stream()
                .map(each -> new RequestTokens(Math.max(1, each.input()), Math.max(1, each.output())))
                .toList();
        BadInputException.unless(!requests.isEmpty(), "--dump must hold requests, was '" + trace + "'");
        return requests;
    }

    private static SizingQuestion question(Path file) {
        return SizingReader.read(InputFile.text("FILE", file)).fold(Parsed.Valid::value, invalid -> {
            throw new BadInputException("sizing '" + file + "': " + invalid.sentence());
        });
    }

    private static void write(Map<String, String> files, Path folder) {
        try {
            Files.createDirectories(folder);
            for (Map.Entry<String, String> each : files.entrySet()) {
                Files.writeString(folder.resolve(each.getKey()), each.getValue());
            }
        } catch (IOException failure) {
            throw new BadInputException(
                    "--out cannot be written to '" + folder + "': " + failure.getMessage(), failure);
        }
    }
}
