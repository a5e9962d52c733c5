// SPDX-License-Identifier: Apache-2.0
package dev.headroom.cli.size.check;

import dev.headroom.cli.size.check.CheckedDay.DaySize;
import dev.headroom.lab.command.HeadroomVersion;
import dev.headroom.lab.command.Range;
import dev.headroom.lab.file.BadInputException;
import dev.headroom.lab.report.Table;
import dev.headroom.lab.work.Progress;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code headroom lab sizings}. */
@Command(
        name = "sizings",
        description = {
            "Asks 'headroom size' about whole days, three promises for each, and plays each day with the answered number of replicas.",
            "A sizing passes when that fleet keeps the promise with few spare replicas: at most 1, or 15 %% of the staircase's peak.",
            "The staircase's peak is the most replicas that a half hour of the day needs."
        },
        mixinStandardHelpOptions = true,
        versionProvider = HeadroomVersion.class,
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:every sizing passes",
            "1:it failed, and a sentence says why",
            "2:the command line is wrong",
            "3:some sizing does not pass"
        })
public final class SizingsCommand implements Callable<Integer> {
    private static final int NOT_PASSED = 3;
    private static final int MOST_HOURS = 24;
    private static final int MOST_PEAK = 60;
    private static final double PERCENT = 100;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--traces",
            paramLabel = "DIR",
            description = "Folder of rate files, for recorded days in place of the built-in ones.")
    private @Nullable Path traces;

    @Option(names = "--only", paramLabel = "ID", split = ",", description = "Only these days.")
    private Set<String> only = new TreeSet<>();

    @Option(
            names = "--hours",
            paramLabel = "N",
            description = "Only the middle N hours of each day, 1 to 24 (default: all).")
    private @Nullable Integer hours;

    @Option(
            names = "--peak",
            paramLabel = "N",
            defaultValue = "8",
            description =
                    "Replicas that the busiest half hour needs by a load test under the loosest promise: the size of each day (default:"
                            + " ${DEFAULT-VALUE}).")
    private int peak;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Of all chance (default: ${DEFAULT-VALUE}).")
    private long seed;

    /** Filled by picocli. */
    @SuppressWarnings("NullAway.Init")
    public SizingsCommand() {}

    private static final List<CheckedDay> BUILT_IN = List.of(
            new CheckedDay("evening", "chat", "h100-llama-8b"),
            new CheckedDay("short", "rag", "h200-llama-8b"),
            new CheckedDay("bimodal", "chat", "h100-llama-8b"),
            new CheckedDay("long", "chat", "h100x2-qwen3-32b"));

    private static final List<CheckedDay> RECORDED = List.of(
            new CheckedDay("conv", "chat", "h100-llama-8b"),
            new CheckedDay("code", "code", "h100-llama-8b"),
            new CheckedDay("m-large", "chat", "h200-llama-8b"),
            new CheckedDay("deepseek", "chat", "h100x2-qwen3-32b"));

    @Override
    public Integer call() {
        BadInputException.unless(
                traces == null || Files.isDirectory(traces),
                "--traces must be a directory that exists, was '" + traces + "'");
        if (hours != null) {
            Range.check("--hours", hours, 1, MOST_HOURS);
        }
        Range.check("--peak", peak, 1, MOST_PEAK);
        List<CheckedDay> days = traces == null ? BUILT_IN : RECORDED;
        only.forEach(id -> BadInputException.unless(
                days.stream().anyMatch(day -> day.day().equals(id)),
                "--only must be days of "
                        + String.join(", ", days.stream().map(CheckedDay::day).toList()) + ", was '" + id + "'"));
        List<CheckedDay> asked = days.stream()
                .filter(day -> only.isEmpty() || only.contains(day.day()))
                .toList();
        DaySize size = new DaySize(hours == null ? 0 : hours, peak, seed);
        Progress progress = Progress.on(spec.commandLine().getErr(), asked.size());
        List<CheckedAnswer> answers = new ArrayList<>();
        // One after the other: the search for a staircase takes all cores.
        for (CheckedDay day : asked) {
            answers.addAll(day.answers(Optional.ofNullable(traces), size));
            progress.done(day.day());
        }
        progress.close();
        print(answers);
        return answers.stream().allMatch(CheckedAnswer::passes) ? CommandLine.ExitCode.OK : NOT_PASSED;
    }

    private void print(List<CheckedAnswer> answers) {
        Table table = new Table(
                "day",
                "engine",
                "promise",
                "requests/s",
                "peak/mean",
                "replicas",
                "staircase",
                "allowed",
                "day",
                "hours",
                "verdict");
        answers.forEach(answer -> table.row(
                answer.day().day(),
                answer.day().engine(),
                answer.promise().word(),
                String.format(Locale.ROOT, "%.2f", answer.requests().perSecond()),
                String.format(
                        Locale.ROOT,
                        "%.2f",
                        answer.requests().busiestMinutePerSecond()
                                / answer.requests().perSecond()),
                answer.replicas().map(Object::toString).orElse("none"),
                answer.staircase(),
                answer.allowed(),
                percent(answer.standing().leastShare()),
                percent(answer.standing().hoursKept()),
                answer.passes() ? "passes" : "fails"));
        PrintWriter out = spec.commandLine().getOut();
        table.markdown().forEach(out::println);
        out.println();
        out.println(
                answers.stream().filter(CheckedAnswer::passes).count() + " of " + answers.size()
                        + " sizings pass. Day: share of requests within the scarcest limit; 95 % were promised. Hours: share that kept it.");
        out.flush();
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.2f %%", PERCENT * share);
    }
}
