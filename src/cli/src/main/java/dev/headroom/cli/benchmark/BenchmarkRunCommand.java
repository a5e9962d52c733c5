// SPDX-License-Identifier: Apache-2.0
package dev.headroom.cli.benchmark;

import dev.headroom.cli.benchmark.measure.BenchmarkSession;
import dev.headroom.cli.benchmark.measure.Budget;
import dev.headroom.cli.benchmark.measure.FirstAnswer;
import dev.headroom.cli.benchmark.measure.HttpEndpoint;
import dev.headroom.cli.benchmark.measure.JudgedLoad;
import dev.headroom.cli.benchmark.measure.ResultDocument;
import dev.headroom.cli.benchmark.measure.StepTime;
import dev.headroom.cli.benchmark.measure.Timeline;
import dev.headroom.cli.benchmark.plan.BenchmarkPlan;
import dev.headroom.cli.benchmark.plan.PlanDocument;
import dev.headroom.lab.command.CommandLines;
import dev.headroom.lab.command.Range;
import dev.headroom.lab.file.BadInputException;
import dev.headroom.lab.file.InputFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code headroom benchmark run}. */
@Command(
        name = "run",
        description = {
            "Carries a plan out against an OpenAI-compatible server: numbers of users, then Poisson arrivals, until a"
                    + " promise breaks.",
            "Latencies are measured from the instant at which a request was to be sent. OPENAI_API_KEY is sent if it"
                    + " is set."
        },
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:the result is written",
            "2:an option or the plan is wrong, or the server does not answer",
            "3:the budget of time was not raised, so nothing was measured"
        })
final class BenchmarkRunCommand implements Callable<Integer> {
    private static final int NOT_CONFIRMED = 3;
    private static final double DEFAULT_WARM_UP_SHARE = 0.2;
    private static final String KEY = "OPENAI_API_KEY";

    @Option(
            names = "--plan",
            paramLabel = "FOLDER",
            defaultValue = BenchmarkCommand.FOLDER,
            description = "Folder of headroom benchmark plan (default: ${DEFAULT-VALUE}).")
    private Path folder = Path.of(BenchmarkCommand.FOLDER);

    @Option(
            names = "--target",
            paramLabel = "URL",
            required = true,
            description = "Server, as http://localhost:8000: one replica, without other load.")
    private String target = "";

    @Option(names = "--model", paramLabel = "NAME", required = true, description = "Model, as the server names it.")
    private String model = "";

    @Option(
            names = "--out",
            paramLabel = "FILE",
            defaultValue = "benchmark.json",
            description = "Result, which must not exist yet (default: ${DEFAULT-VALUE}).")
    private Path out = Path.of("benchmark.json");

    @Option(
            names = "--budget-minutes",
            paramLabel = "N",
            defaultValue = "30",
            description = "Asks before it takes longer (default: ${DEFAULT-VALUE}).")
    private double budgetMinutes = 30;

    @Option(
            names = "--warm-up-seconds",
            paramLabel = "N",
            description = "Time of each load before it is measured. Default: a fifth of the plan's time.")
    private @Nullable Double warmUpSeconds;

    @Option(
            names = "--timeout-seconds",
            paramLabel = "N",
            defaultValue = "120",
            description =
                    "Gives a request up after this time, which then counts as its latency (default: ${DEFAULT-VALUE}).")
    private double timeoutSeconds = 120;

    @Option(
            names = "--stop-at-eos",
            description =
                    "Lets the model end answers early. Without it, ignore_eos asks for as many tokens as planned.")
    private boolean stopAtEos;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        Range.checkAboveZero("--budget-minutes", budgetMinutes, Double.POSITIVE_INFINITY);
        Range.checkAboveZero("--timeout-seconds", timeoutSeconds, Double.POSITIVE_INFINITY);
        BadInputException.unless(
                !Files.exists(out, LinkOption.NOFOLLOW_LINKS), "--out must not exist yet, was '" + out + "'");
        Path document = folder.resolve(PlanDocument.FILE);
        BenchmarkPlan plan = PlanDocument.read(document.toString(), InputFile.text("--plan", document));
        StepTime time = time(plan);
        Budget budget = new Budget(
                budgetMinutes, new TerminalQuestion(spec.commandLine().getErr())::confirmed);
        if (!budget.allows(BenchmarkSession.mostSeconds(plan, time), "The plan takes")) {
            return CommandLines.say(spec.commandLine(), "nothing was measured", NOT_CONFIRMED);
        }
        measure(plan, time, budget);
        return CommandLine.ExitCode.OK;
    }

    private StepTime time(BenchmarkPlan plan) {
        double warmUp = warmUpSeconds == null ? DEFAULT_WARM_UP_SHARE * plan.stepSeconds() : warmUpSeconds;
        Range.check("--warm-up-seconds", warmUp, 0, Double.POSITIVE_INFINITY);
        return new StepTime(warmUp, plan.stepSeconds(), timeoutSeconds);
    }

    private void measure(BenchmarkPlan plan, StepTime time, Budget budget) {
        Optional<String> key = Optional.ofNullable(System.getenv(KEY)).filter(text -> !text.isBlank());
        HttpEndpoint endpoint =
                new HttpEndpoint(new HttpEndpoint.Target(server(), model, key, !stopAtEos), plan.seed());
        Timeline timeline = BenchmarkSession.realTime();
        FirstAnswer.fault(timeline, endpoint, plan, time.patienceSeconds()).ifPresent(sentence -> {
            throw new BadInputException("--target '" + target + "' gave no answer: " + sentence);
        });
        PrintWriter to = spec.commandLine().getOut();
        RunReport report = new RunReport(to, spec.commandLine().getErr(), all -> write(plan, all));
        report.head();
        List<JudgedLoad> all = new BenchmarkSession(timeline, endpoint, plan, time, report).run(budget);
        report.end(plan, all);
        to.println(out + " holds the result. Next: headroom profile import --hardware NAME --gpus N " + out);
        to.flush();
    }

    private URI server() {
        try {
            URI uri = URI.create(target);
            BadInputException.unless(
                    ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme())) && uri.getHost() != null,
                    "--target must be a URL as http://localhost:8000, was '" + target + "'");
            return uri;
        } catch (IllegalArgumentException broken) {
            throw new BadInputException(
                    "--target must be a URL as http://localhost:8000, was '" + target + "'", broken);
        }
    }

    /** After each load, so that a run that is stopped leaves its result. */
    private void write(BenchmarkPlan plan, List<JudgedLoad> all) {
        try {
            Files.writeString(out, ResultDocument.of(plan, target, model, all));
        } catch (IOException failure) {
            throw new BadInputException("--out cannot be written to '" + out + "': " + failure.getMessage(), failure);
        }
    }
}
