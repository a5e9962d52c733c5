// SPDX-License-Identifier: Apache-2.0
package dev.headroom.cli.size;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.headroom.cli.profile.GivenProfile;
import dev.headroom.cli.size.question.Interview;
import dev.headroom.lab.command.OutputForm;
import dev.headroom.lab.command.Range;
import dev.headroom.lab.file.BadInputException;
import dev.headroom.lab.file.InputFile;
import dev.headroom.scaler.capacity.CapacityLimits;
import dev.headroom.scaler.capacity.CapacityModel;
import dev.headroom.scaler.capacity.ServingProfile;
import dev.headroom.scaler.forecast.TrafficShape;
import dev.headroom.scaler.slo.Objective;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code headroom size}: answers the question of a file or of an interview with hardware and costs, or counts the replicas
 * that a rate of requests needs.
 */
@Command(
        name = "size",
        description = {
            "How many replicas a load needs to keep its promise, on which hardware, and what they cost.",
            "With FILE or --interview: from users to a workload model, and hardware ranked by cost.",
            "With --rps: for one rate, on the hardware of one serving profile."
        },
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:the promise can be kept",
            "2:the command line or a file is wrong",
            "3:no number of replicas, or no compared hardware, keeps the promise"
        })
public final class SizeCommand implements Callable<Integer> {
    private static final int INFEASIBLE = 3;
    private static final int MOST_CONCURRENCY = 1_000_000;

    @Spec
    private CommandSpec spec;

    @Parameters(
            paramLabel = "FILE",
            arity = "0..1",
            description = "Question as YAML (sizing.yaml): src/docs/sizing.md of Headroom has its keys.")
    private @Nullable Path file;

    @Option(
            names = "--interview",
            description = "Ask the questions on the terminal, and write the answers to FILE, which must not exist yet.")
    private boolean interview;

    @Option(
            names = "--hardware",
            paramLabel = "FAMILIES",
            description = "all, or families of instance types separated by commas; default: those of FILE, else all.")
    private @Nullable String hardware;

    @Option(
            names = "--catalogue",
            paramLabel = "CSV",
            description = "Catalogue of hardware in place of the shipped one.")
    private @Nullable Path catalogue;

    @Option(
            names = "--out",
            paramLabel = "FOLDER",
            description =
                    "Folder to write, which must not exist: report, JSON, policy, ScaledObject, profile, NodePool values.")
    private @Nullable Path folder;

    @Option(
            names = "--profile",
            paramLabel = "FILE",
            description = "Serving profile: the capacity of one replica. May be repeated with FILE.")
    private List<Path> profiles = new ArrayList<>();

    @ArgGroup(exclusive = false)
    private @Nullable RateOptions rate;

    @Option(
            names = "--objective",
            paramLabel = "SIGNAL:pP:LIMIT",
            description = "Objective to keep, e.g. e2e:p95:5s; signals are ttft, itl and e2e. May be repeated.")
    private List<Objective> objectives = new ArrayList<>();

    @Option(names = "--concurrency", paramLabel = "N", description = "Most requests in flight per replica.")
    private @Nullable Integer concurrency;

    @Option(
            names = "--arrivals",
            paramLabel = "HOW",
            defaultValue = "steady",
            description = "steady or poisson (default: ${DEFAULT-VALUE}).")
    private TrafficShape.Arrivals arrivals;

    @Option(names = "--gpu-hour-usd", paramLabel = "USD", description = "Price of a GPU for an hour.")
    private @Nullable Double gpuHourUsd;

    @Option(names = "--output", paramLabel = "FORM", defaultValue = "table", description = OutputForm.DESCRIPTION)
    private OutputForm output;

    /** One rate of requests that are all alike. */
    private static final class RateOptions {
        @Option(names = "--rps", paramLabel = "RATE", required = true, description = "Requests per second to carry.")
        private double requestsPerSecond;

        @Option(
                names = "--input-tokens",
                paramLabel = "N",
                required = true,
                description = "Mean prompt tokens of a request.")
        private double inputTokens;

        @Option(
                names = "--output-tokens",
                paramLabel = "N",
                required = true,
                description = "Mean generated tokens of a request.")
        private double outputTokens;

        private void check() {
            Range.checkAboveZero("--rps", requestsPerSecond, Double.POSITIVE_INFINITY);
            Range.check("--input-tokens", inputTokens, 0, Double.POSITIVE_INFINITY);
            Range.checkAboveZero("--output-tokens", outputTokens, Double.POSITIVE_INFINITY);
        }
    }

    @Override
    public Integer call() throws IOException {
        BadInputException.unless(
                (rate == null) != (file == null && !interview),
                "give either FILE, --interview, or --rps with --input-tokens and --output-tokens");
        return rate == null ? answer() : sizeRate(rate);
    }

    private int answer() throws IOException {
        BadInputException.unless(
                objectives.isEmpty() && concurrency == null && gpuHourUsd == null,
                "--objective, --concurrency and --gpu-hour-usd belong to --rps; FILE has keys for them");
        BadInputException.unless(
                folder == null || !Files.exists(folder, LinkOption.NOFOLLOW_LINKS),
                "--out must name a folder that does not exist, was '" + folder + "'");
        Path place = file == null ? Path.of("sizing.yaml") : file;
        String text = interview ? asked(place) : InputFile.text("FILE", place);
        boolean answered = SizingRun.of(text, place, profiles, catalogue, hardware)
                .print(spec.commandLine().getOut(), output, folder);
        return answered ? CommandLine.ExitCode.OK : INFEASIBLE;
    }

    /** Questions go to standard error, so that standard output holds the answer alone. */
    private String asked(Path place) throws IOException {
        BadInputException.unless(
                !Files.exists(place, LinkOption.NOFOLLOW_LINKS),
                "--interview must write a file that does not exist, was '" + place + "'");
        PrintWriter questions = spec.commandLine().getErr();
        String text = new Interview(
                        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)), questions)
                .ask();
        Files.writeString(place, text);
        questions.println("Wrote " + place + ". The same answer again: headroom size " + place);
        questions.flush();
        return text;
    }

    private int sizeRate(RateOptions asked) {
        BadInputException.unless(
                hardware == null && catalogue == null && folder == null,
                "--hardware, --catalogue and --out belong to FILE and --interview");
        asked.check();
        if (concurrency != null) {
            Range.check("--concurrency", concurrency, 1, MOST_CONCURRENCY);
        }
        if (gpuHourUsd != null) {
            Range.check("--gpu-hour-usd", gpuHourUsd, 0, Double.POSITIVE_INFINITY);
        }
        BadInputException.unless(profiles.size() == 1, "--profile must be given once with --rps");
        BadInputException.unless(
                !objectives.isEmpty() || concurrency != null,
                "--objective is missing: give at least one, or --concurrency");
        ServingProfile served = GivenProfile.read("--profile", profiles.get(0));
        CapacityModel model = CapacityModel.of(served);
        for (Objective objective : objectives) {
            BadInputException.unless(
                    model.knows(objective.signal()),
                    "--objective " + objective + " cannot be judged: serving profile '" + profiles.get(0)
                            + "' says nothing about " + objective.signal().word());
        }
        TrafficShape shape = new TrafficShape(asked.inputTokens, asked.outputTokens, arrivals);
        OptionalInt ceiling = concurrency == null ? OptionalInt.empty() : OptionalInt.of(concurrency);
        Sizing sizing = Sizing.of(
                model,
                shape,
                asked.requestsPerSecond,
                CapacityLimits.of(model, shape, List.copyOf(objectives), ceiling));
        ObjectNode result = sizing.result(served.gpus(), Optional.ofNullable(gpuHourUsd));
        PrintWriter out = spec.commandLine().getOut();
        out.println(output == OutputForm.JSON ? result.toPrettyString() : table(result));
        out.flush();
        return sizing.replicas().isPresent() ? CommandLine.ExitCode.OK : INFEASIBLE;
    }

    /** The same words in two columns. */
    private static String table(ObjectNode result) {
        return result.properties().stream()
                .map(field -> String.format(
                        Locale.ROOT,
                        "%-24s %s",
                        field.getKey(),
                        field.getValue().isNull() ? "-" : field.getValue().asText()))
                .collect(Collectors.joining(System.lineSeparator()));
    }
}
