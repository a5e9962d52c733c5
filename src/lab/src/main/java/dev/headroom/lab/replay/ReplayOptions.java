// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.replay;

import dev.headroom.lab.bound.Effort;
import dev.headroom.lab.engine.EngineModel;
import dev.headroom.lab.engine.ShippedEngines;
import dev.headroom.lab.file.BadInputException;
import dev.headroom.lab.fleet.LeadTimeProfile;
import dev.headroom.lab.fleet.Routing;
import dev.headroom.lab.headroom.HeadroomVariants;
import dev.headroom.lab.policy.Baselines;
import dev.headroom.lab.policy.PolicyVariant;
import dev.headroom.scaler.decision.Decision;
import dev.headroom.scaler.slo.ReplicaLimits;
import dev.headroom.scaler.slo.SloPolicy;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of a replay, and how they become a request. What is wrong ends the reading with one sentence. */
public final class ReplayOptions {
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}(?:\\.[0-9]{1,9})?");
    private static final Pattern WHOLE = Pattern.compile("[0-9]{1,6}");
    /** A trace of a hundred requests a second then keeps thousands of replicas busy. */
    private static final double MOST_SCALE = 1000;

    private static final Pattern SEED = Pattern.compile("-?[0-9]{1,18}");

    @Option(
            names = "--trace",
            paramLabel = "FILE",
            description = "Recorded arrivals: CSV or JSON lines, gzipped or not, or a dump of the telemetry topic.")
    private String trace = "";

    @Mixin
    private final RateOptions day = new RateOptions();

    @Option(names = "--policy", paramLabel = "FILE", description = "The SLO policy, as in its ConfigMap.")
    private String policy = "";

    @Option(
            names = "--engine",
            paramLabel = "FILE",
            description = "The truth about the engine: a file, or a shipped one.")
    private String engine = "";

    @Option(
            names = "--profile",
            paramLabel = "FILE",
            description = "What the planner believes of the engine. Default: nothing, it must learn.")
    private String profile = "";

    @Option(
            names = "--from",
            paramLabel = "T",
            description = "Where to begin, such as 5400 or 1h30m. Default: the start.")
    private String from = "";

    @Option(names = "--to", paramLabel = "T", description = "Where to end. Default: the trace's end.")
    private String to = "";

    @Option(names = "--scale", paramLabel = "S", description = "So many times the trace's rate. Default: 1.")
    private String scale = "1";

    @Option(
            names = "--lead-time",
            paramLabel = "L",
            description = "warm, new, slow, seconds such as 30, or a span such as 98-125. Default: warm.")
    private String leadTime = "warm";

    @Option(
            names = "--router",
            paramLabel = "NAME",
            description =
                    "How requests are spread: least-outstanding-tokens (default), least-outstanding-requests, round-robin.")
    private String router = "least-outstanding-tokens";

    @Option(
            names = "--start-replicas",
            paramLabel = "N",
            description = "Ready at the start. Default: what the first 5 minutes need.")
    private String startReplicas = "";

    @Option(
            names = "--baseline",
            paramLabel = "ID[:VARIANT]",
            description = "Another policy to run beside it, such as B4 or B0-peak, as shipped. May be repeated.")
    private List<String> baselines = new ArrayList<>();

    @Option(
            names = "--effort",
            paramLabel = "HOW",
            description = "none, quick or thorough search for the path that hindsight would take; with --rates for the"
                    + " fewest replicas of each half hour, none or not. Default: quick.")
    private String effort = "quick";

    @Option(
            names = "--decisions",
            paramLabel = "FILE",
            description = "Writes the policy's decisions there, for headroom explain. Replaces what stands in it.")
    private String decisions = "";

    @Option(names = "--seed", paramLabel = "N", description = "Of all chance. Default: 1.")
    private String seed = "1";

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description =
                    "Folder for result.json, timeline.csv, timeline.svg and timeline.html; made where there is none.")
    private String out = "";

    /** Filled by picocli. */
    public ReplayOptions() {}

    /**
     * Runs the replay, and writes it down wherever that was asked for.
     *
     * @param json whether the result is JSON, and not a table
     * @param progress shows how far it is
     * @return the result
     * @throws BadInputException with one sentence, where an option or a file is wrong
     */
    public String run(boolean json, PrintWriter progress) {
        try (DecisionFile written = DecisionFile.at(decisions())) {
            ReplayRequest request = request(written);
            Optional<ReplayFolder> folder = out.isEmpty() ? Optional.empty() : Optional.of(ReplayFolder.at(out));
            written.begin();
            Replayed replayed = new Replay(request, Progress.onTerminal(progress)).run();
            folder.ifPresent(made -> made.write(replayed));
            return json ? String.valueOf(ReplayJson.of(replayed)) : ReplayTable.of(replayed);
        }
    }

    /** The file that decisions are written to; empty for none. */
    private Optional<Path> decisions() {
        return decisions.isEmpty() ? Optional.empty() : Optional.of(ReplayFiles.path("--decisions", decisions));
    }

    /** Cheap checks first: a misspelt word is said before a large file is read. */
    private ReplayRequest request(Consumer<Decision> told) {
        long chance = Long.parseLong(matching("--seed", seed, SEED, "a whole number"));
        double times = scale();
        OptionalInt begin = time("--from", from);
        OptionalInt end = time("--to", to);
        Optional<Effort> search = effort();
        day.check();
        if (!day.given()) {
            ReplayFiles.existing("--trace", trace);
        }
        String policyText = ReplayFiles.text("--policy", policy);
        SloPolicy promised = ReplayFiles.policy(policy, policyText);
        Optional<String> belief =
                profile.isEmpty() ? Optional.empty() : Optional.of(ReplayFiles.text("--profile", profile));
        List<PolicyVariant> contenders = new ArrayList<>();
        contenders.add(said(
                profile.isEmpty() ? "--policy" : "--policy or --profile",
                () -> HeadroomVariants.ofDocuments(policyText, belief, day.planEverySeconds(), told)));
        baselines.forEach(name -> contenders.add(baseline(name)));
        ReplayRequest.Around around = around(promised.replicas());
        EngineModel truth = engine();
        Traffic traffic = day.given()
                ? day.traffic(
                        new RateOptions.Chosen(truth, Promised.by(promised).limits()), begin, end, times, chance)
                : TraceWindow.of(ReplayFiles.existing("--trace", trace)).cut(begin, end, times, chance);
        return new ReplayRequest(traffic, promised, truth, around, contenders, search, chance);
    }

    private EngineModel engine() {
        if (engine.isEmpty()) {
            throw new BadInputException("--engine is missing: a file or the name of a shipped engine");
        }
        return ShippedEngines.named(engine);
    }

    private ReplayRequest.Around around(ReplicaLimits limits) {
        OptionalInt start = OptionalInt.empty();
        if (!startReplicas.isEmpty()) {
            String rule = "a whole number from " + limits.min() + " to " + limits.max() + " as the policy's limits say";
            int replicas = Integer.parseInt(matching("--start-replicas", startReplicas, WHOLE, rule));
            if (replicas < limits.min() || replicas > limits.max()) {
                throw new BadInputException("--start-replicas must be " + rule + ", was '" + startReplicas + "'");
            }
            start = OptionalInt.of(replicas);
        }
        return new ReplayRequest.Around(said("--lead-time", () -> LeadTimeProfile.named(leadTime)), routing(), start);
    }

    private Routing routing() {
        Map<String, Routing> known = new LinkedHashMap<>();
        for (Routing routing : Routing.values()) {
            known.put(routing.name().toLowerCase(Locale.ROOT).replace('_', '-'), routing);
        }
        return Optional.ofNullable(known.get(router))
                .orElseThrow(() -> new BadInputException(
                        "--router must be one of " + String.join(", ", known.keySet()) + ", was '" + router + "'"));
    }

    private static PolicyVariant baseline(String text) {
        List<PolicyVariant> known = Baselines.catalogue();
        String[] parts = text.split(":", 2);
        return known.stream()
                .filter(one -> isFamily(one.policy(), parts[0]))
                .filter(one -> parts.length == 1 || one.variant().equalsIgnoreCase(parts[1]))
                .findFirst()
                .orElseThrow(() -> new BadInputException("--baseline must be one of "
                        + String.join(
                                ", ",
                                known.stream()
                                        .map(one -> one.policy() + ":" + one.variant())
                                        .toList())
                        + ", was '" + text + "'"));
    }

    /** B8 alone names the first of B8-load, B8-sla0 and the others. */
    private static boolean isFamily(String policy, String wanted) {
        return policy.equalsIgnoreCase(wanted)
                || policy.toLowerCase(Locale.ROOT).startsWith(wanted.toLowerCase(Locale.ROOT) + "-");
    }

    private Optional<Effort> effort() {
        return switch (effort) {
            case "none" -> Optional.empty();
            case "quick" -> Optional.of(Effort.QUICK);
            case "thorough" -> Optional.of(Effort.THOROUGH);
            default -> throw new BadInputException("--effort must be none, quick or thorough, was '" + effort + "'");
        };
    }

    private double scale() {
        String rule = "a number above 0 and at most 1000";
        double times = Double.parseDouble(matching("--scale", scale, NUMBER, rule));
        if (!(times > 0 && times <= MOST_SCALE)) {
            throw new BadInputException("--scale must be " + rule + ", was '" + scale + "'");
        }
        return times;
    }

    private static OptionalInt time(String option, String text) {
        if (text.isEmpty()) {
            return OptionalInt.empty();
        }
        OptionalInt seconds = Times.parse(text);
        if (seconds.isEmpty()) {
            throw new BadInputException(option + " must be " + Times.FORM + ", was '" + text + "'");
        }
        return seconds;
    }

    private static String matching(String option, String text, Pattern pattern, String rule) {
        if (!pattern.matcher(text).matches()) {
            throw new BadInputException(option + " must be " + rule + ", was '" + text + "'");
        }
        return text;
    }

    /** A part knows what is wrong with a value, and not which option it came from. */
    private static <T> T said(String option, Supplier<T> part) {
        try {
            return part.get();
        } catch (IllegalArgumentException wrong) {
            throw new BadInputException(option + ": " + wrong.getMessage(), wrong);
        }
    }
}
