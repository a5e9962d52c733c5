// SPDX-License-Identifier: Apache-2.0
package dev.headroom.cli.size;

import dev.headroom.lab.file.BadInputException;
import dev.headroom.scaler.capacity.CapacityModel;
import dev.headroom.scaler.capacity.ServingProfile;
import dev.headroom.scaler.forecast.TrafficShape;
import dev.headroom.scaler.slo.Objective;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
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
        mixinStandardHelpOptions = true,
        description = "How many replicas a rate of requests needs to keep its objectives, and what they cost.",
        exitCodeOnInvalidInput = SizeCommand.WRONG_OPTION)
public final class SizeCommand implements Callable<Integer> {
    static final int FEASIBLE = 0;
    static final int WRONG_OPTION = 2;
    static final int INFEASIBLE = 3;

    @Option(names = "--profile", paramLabel = "FILE", description = "Serving profile: what one replica can do.")
    private String profile = "";

    @Option(names = "--rps", paramLabel = "RATE", description = "Requests per second to carry.")
    private String requestsPerSecond = "";

    @Option(names = "--input-tokens", paramLabel = "N", description = "Mean prompt tokens of a request.")
    private String inputTokens = "";

    @Option(names = "--output-tokens", paramLabel = "N", description = "Mean generated tokens of a request.")
    private String outputTokens = "";

    @Option(
            names = "--objective",
            paramLabel = "SIGNAL:pP:LIMIT",
            description = "What to keep, e.g. e2e:p95:5s; signals are ttft, itl and e2e. May be repeated.")
    private List<String> objectives = new ArrayList<>();

    @Option(names = "--concurrency", paramLabel = "N", description = "Most requests in flight per replica.")
    private String concurrency = "";

    @Option(
            names = "--arrivals",
            paramLabel = "HOW",
            defaultValue = "steady",
            description = "steady or poisson. Default: steady.")
    private String arrivals = "steady";

    @Option(names = "--gpu-hour-usd", paramLabel = "USD", description = "What a GPU costs for an hour.")
    private String gpuHourUsd = "";

    @Option(
            names = "--output",
            paramLabel = "FORM",
            defaultValue = "table",
            description = "table or json. Default: table.")
    private String output = "table";

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        CommandLine commandLine = spec.commandLine();
        return answer(commandLine.getOut());
    }

    private int answer(PrintWriter out) {
        boolean asJson = SizeOptions.isJson("--output", output);
        SizeRequest request = request();
        CapacityModel model = CapacityModel.of(request.profile());
        for (Objective objective : request.objectives()) {
            if (!model.knows(objective.signal())) {
                throw new BadInputException("--objective " + objective + " cannot be judged: serving profile '"
                        + profile + "' says nothing about " + objective.signal().word());
            }
        }
        Sizing sizing = Sizing.of(request, model);
        out.println(asJson ? SizeReport.json(sizing) : SizeReport.table(sizing));
        out.flush();
        return sizing.replicas().isPresent() ? FEASIBLE : INFEASIBLE;
    }

    private SizeRequest request() {
        ServingProfile served = SizeOptions.profile("--profile", profile);
        double rate = SizeOptions.positive("--rps", requestsPerSecond);
        TrafficShape shape = new TrafficShape(
                SizeOptions.notNegative("--input-tokens", inputTokens),
                SizeOptions.positive("--output-tokens", outputTokens),
                SizeOptions.arrivals("--arrivals", arrivals));
        List<Objective> wanted = new ArrayList<>();
        for (String objective : objectives) {
            wanted.add(SizeOptions.objective("--objective", objective));
        }
        OptionalInt ceiling = SizeOptions.optionalCeiling("--concurrency", concurrency);
        if (wanted.isEmpty() && ceiling.isEmpty()) {
            throw new BadInputException("--objective is missing: give at least one, or --concurrency");
        }
        return new SizeRequest(
                served, rate, shape, wanted, ceiling, SizeOptions.optionalCost("--gpu-hour-usd", gpuHourUsd));
    }
}
