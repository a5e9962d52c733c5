// SPDX-License-Identifier: Apache-2.0
package dev.headroom.cli.size;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.headroom.lab.command.OutputForm;
import dev.headroom.lab.command.Range;
import dev.headroom.lab.file.BadInputException;
import dev.headroom.lab.file.InputFile;
import dev.headroom.scaler.capacity.CapacityLimits;
import dev.headroom.scaler.capacity.CapacityModel;
import dev.headroom.scaler.capacity.ServingProfile;
import dev.headroom.scaler.capacity.ServingProfileReader;
import dev.headroom.scaler.document.Parsed;
import dev.headroom.scaler.forecast.TrafficShape;
import dev.headroom.scaler.slo.DocumentName;
import dev.headroom.scaler.slo.Objective;
import java.io.PrintWriter;
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
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Tells how many replicas a rate of requests needs, on given hardware, to keep the objectives. Exit code 0 when they can be
 * kept, 3 when no number of replicas keeps them, 2 when an option is wrong.
 */
@Command(
        name = "size",
        description = "How many replicas a rate of requests needs to keep its objectives, and what they cost.")
public final class SizeCommand implements Callable<Integer> {
    private static final int INFEASIBLE = 3;
    private static final int MOST_CONCURRENCY = 1_000_000;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--profile",
            paramLabel = "FILE",
            required = true,
            description = "Serving profile: the capacity of one replica.")
    private Path profile;

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

    @Override
    public Integer call() {
        Range.checkAboveZero("--rps", requestsPerSecond, Double.POSITIVE_INFINITY);
        Range.check("--input-tokens", inputTokens, 0, Double.POSITIVE_INFINITY);
        Range.checkAboveZero("--output-tokens", outputTokens, Double.POSITIVE_INFINITY);
        if (concurrency != null) {
            Range.check("--concurrency", concurrency, 1, MOST_CONCURRENCY);
        }
        if (gpuHourUsd != null) {
            Range.check("--gpu-hour-usd", gpuHourUsd, 0, Double.POSITIVE_INFINITY);
        }
        BadInputException.unless(
                !objectives.isEmpty() || concurrency != null,
                "--objective is missing: give at least one, or --concurrency");
        ServingProfile served = served();
        CapacityModel model = CapacityModel.of(served);
        for (Objective objective : objectives) {
            BadInputException.unless(
                    model.knows(objective.signal()),
                    "--objective " + objective + " cannot be judged: serving profile '" + profile
                            + "' says nothing about " + objective.signal().word());
        }
        TrafficShape shape = new TrafficShape(inputTokens, outputTokens, arrivals);
        OptionalInt ceiling = concurrency == null ? OptionalInt.empty() : OptionalInt.of(concurrency);
        Sizing sizing = Sizing.of(
                model, shape, requestsPerSecond, CapacityLimits.of(model, shape, List.copyOf(objectives), ceiling));
        ObjectNode result = sizing.result(served.gpus(), Optional.ofNullable(gpuHourUsd));
        PrintWriter out = spec.commandLine().getOut();
        out.println(output == OutputForm.JSON ? result.toPrettyString() : table(result));
        out.flush();
        return sizing.replicas().isPresent() ? CommandLine.ExitCode.OK : INFEASIBLE;
    }

    private ServingProfile served() {
        String text = InputFile.text("--profile", profile);
        return ServingProfileReader.read(text, new DocumentName("file", profile.toString()))
                .fold(Parsed.Valid::value, invalid -> {
                    throw new BadInputException("serving profile '" + profile + "': " + invalid.sentence());
                });
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
