// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.replay;

import dev.headroom.lab.bound.Effort;
import dev.headroom.lab.command.OutputForm;
import dev.headroom.lab.command.Range;
import dev.headroom.lab.engine.EngineModel;
import dev.headroom.lab.file.BadInputException;
import dev.headroom.lab.file.InputFile;
import dev.headroom.lab.fleet.LeadTimeProfile;
import dev.headroom.lab.fleet.Routing;
import dev.headroom.lab.headroom.HeadroomOptions;
import dev.headroom.lab.headroom.HeadroomVariants;
import dev.headroom.lab.policy.Baselines;
import dev.headroom.lab.policy.PolicyVariant;
import dev.headroom.lab.work.Progress;
import dev.headroom.scaler.decision.Decision;
import dev.headroom.scaler.document.Parsed;
import dev.headroom.scaler.slo.DocumentName;
import dev.headroom.scaler.slo.SloPolicy;
import dev.headroom.scaler.slo.SloPolicyReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code headroom replay}: its options, and how they become a request. */
@Command(
        name = "replay",
        description = "Runs a policy on recorded traffic and prints attainment, GPU-hours, regret and a timeline.",
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {"0:the replay was run", "2:an option or a file is wrong"})
public final class ReplayCommand implements Callable<Integer> {
    /** The namespace in which the simulated Deployment stands, and so the policy for it. */
    private static final String NAMESPACE = "lab";
    /** A trace of a hundred requests a second then keeps thousands of replicas busy. */
    private static final double MOST_SCALE = 1000;
    /** Between two rounds of planning: of a day fewer, for they are half of what it takes. */
    private static final double DAY_PLAN_EVERY_SECONDS = 5;

    private static final double MOST_PLAN_EVERY_SECONDS = 60;

    /** How hard hindsight's path is looked for. */
    private enum Search {
        NONE(Optional.empty()),
        QUICK(Optional.of(Effort.QUICK)),
        THOROUGH(Optional.of(Effort.THOROUGH));

        @SuppressWarnings("ImmutableEnumChecker") // Efforts are values.
        private final Optional<Effort> effort;

        Search(Optional<Effort> effort) {
            this.effort = effort;
        }
    }

    /** Where requests come from. */
    private static final class Source {
        @Option(
                names = "--trace",
                paramLabel = "FILE",
                required = true,
                description = "Recorded arrivals: CSV or JSON lines, gzipped or not, or a dump of the telemetry topic.")
        private @Nullable Path trace;

        @ArgGroup(exclusive = false)
        private @Nullable RateOptions day;
    }

    @Spec
    private CommandSpec spec;

    @ArgGroup(multiplicity = "1")
    private Source source;

    @Option(
            names = "--policy",
            paramLabel = "FILE",
            required = true,
            description = "The SLO policy, as in its ConfigMap.")
    private Path policy;

    @Option(
            names = "--engine",
            paramLabel = "NAME|FILE",
            required = true,
            description = "The truth about the engine: a file, or a shipped one.")
    private EngineModel engine;

    @Option(
            names = "--profile",
            paramLabel = "FILE",
            description = "Profile of the engine that the planner is given (default: nothing, it must learn).")
    private @Nullable Path profile;

    @Option(
            names = "--from",
            paramLabel = "T",
            converter = Times.class,
            description = "Where to begin, such as 5400 or 1h30m (default: the start).")
    private @Nullable Integer from;

    @Option(
            names = "--to",
            paramLabel = "T",
            converter = Times.class,
            description = "Where to end (default: the trace's end).")
    private @Nullable Integer to;

    @Option(
            names = "--scale",
            paramLabel = "S",
            description = "Factor on the trace's rate (default: ${DEFAULT-VALUE}).")
    private double scale = 1;

    @Option(
            names = "--lead-time",
            paramLabel = "L",
            defaultValue = "warm",
            description = "warm, new, slow, seconds such as 30, or a span such as 98-125 (default: ${DEFAULT-VALUE}).")
    private LeadTimeProfile leadTime;

    @Option(
            names = "--router",
            paramLabel = "NAME",
            defaultValue = "least-outstanding-tokens",
            description = "How requests are spread: least-outstanding-tokens, least-outstanding-requests or"
                    + " round-robin (default: ${DEFAULT-VALUE}).")
    private Routing router;

    @Option(
            names = "--start-replicas",
            paramLabel = "N",
            description = "Replicas ready at the start (default: the need of the first 5 minutes).")
    private @Nullable Integer startReplicas;

    @Option(
            names = "--plan-every",
            paramLabel = "SECONDS",
            description = "Pause between two rounds of planning (default: 1, and with --rates 5).")
    private @Nullable Double planEvery;

    @Option(
            names = "--baseline",
            paramLabel = "ID[:VARIANT]",
            description = "Another policy to run beside it, such as B4 or B0-peak, as shipped. May be repeated.")
    private List<String> baselines = new ArrayList<>();

    @Option(
            names = "--effort",
            paramLabel = "HOW",
            defaultValue = "quick",
            description = "none, quick or thorough search for the best path in hindsight (default: ${DEFAULT-VALUE})."
                    + " With --rates: the fewest replicas of each half hour, unless none.")
    private Search effort;

    @Option(
            names = "--decisions",
            paramLabel = "FILE",
            description = "Writes the policy's decisions there, for headroom explain. Replaces what stands in it.")
    private @Nullable Path decisions;

    @Option(names = "--seed", paramLabel = "N", description = "Of all chance (default: ${DEFAULT-VALUE}).")
    private long seed = 1;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Folder for result.json, timeline.csv and timeline.html; created if missing.")
    private @Nullable Path out;

    @Option(names = "--output", paramLabel = "FORM", defaultValue = "table", description = OutputForm.DESCRIPTION)
    private OutputForm output;

    @Override
    public Integer call() {
        CommandLine commandLine = spec.commandLine();
        try (DecisionFile written = new DecisionFile(decisions)) {
            ReplayRequest request = request(written);
            Optional<ReplayFolder> folder = Optional.ofNullable(out).map(ReplayFolder::at);
            written.begin();
            Replayed replayed = new Replay(request, Progress.on(commandLine.getErr(), 0)).run();
            folder.ifPresent(made -> made.write(replayed));
            commandLine
                    .getOut()
                    .println(
                            output == OutputForm.JSON
                                    ? ReplayJson.of(replayed).toPrettyString()
                                    : ReplayTable.of(replayed));
            commandLine.getOut().flush();
        }
        return CommandLine.ExitCode.OK;
    }

    /** Cheap checks first: a misspelt word is said before a large file is read. */
    private ReplayRequest request(Consumer<Decision> told) {
        Range.checkAboveZero("--scale", scale, MOST_SCALE);
        if (source.day == null) {
            InputFile.existing("--trace", trace());
        } else {
            source.day.check();
        }
        String policyText = InputFile.text("--policy", policy);
        SloPolicy promised = SloPolicyReader.read(
                        policyText, new DocumentName(NAMESPACE, String.valueOf(policy.getFileName())))
                .fold(Parsed.Valid::value, invalid -> {
                    throw new BadInputException("--policy '" + policy + "': " + invalid.sentence());
                });
        List<PolicyVariant> contenders = new ArrayList<>();
        Optional<String> belief = Optional.ofNullable(profile).map(file -> InputFile.text("--profile", file));
        double pause = planEverySeconds();
        contenders.add(BadInputException.in(
                belief.isEmpty() ? "--policy" : "--policy or --profile",
                () -> HeadroomVariants.ofDocuments(policyText, belief, pause, told)));
        baselines.forEach(name -> contenders.add(baseline(name)));
        if (startReplicas != null) {
            Range.check(
                    "--start-replicas",
                    startReplicas,
                    promised.replicas().min(),
                    promised.replicas().max());
        }
        ReplayedTraffic.Cut cut = new ReplayedTraffic.Cut(optional(from), optional(to), scale, seed);
        ReplayedTraffic traffic = source.day == null
                ? ReplayedTraffic.of(trace(), cut)
                : source.day.traffic(cut, engine, Promised.by(promised).limits());
        return new ReplayRequest(
                traffic,
                promised,
                engine,
                new ReplayRequest.Around(leadTime, router, optional(startReplicas)),
                contenders,
                effort.effort,
                seed);
    }

    private Path trace() {
        return Objects.requireNonNull(source.trace, "one of --trace and --rates is given");
    }

    private double planEverySeconds() {
        if (planEvery != null) {
            Range.checkAboveZero("--plan-every", planEvery, MOST_PLAN_EVERY_SECONDS);
            return planEvery;
        }
        return source.day == null ? HeadroomOptions.PLAN_EVERY_SECONDS : DAY_PLAN_EVERY_SECONDS;
    }

    private static OptionalInt optional(@Nullable Integer value) {
        return value == null ? OptionalInt.empty() : OptionalInt.of(value);
    }

    private static PolicyVariant baseline(String text) {
        List<PolicyVariant> known = Baselines.catalogue();
        String[] parts = text.split(":", 2);
        return known.stream()
                .filter(one -> isFamily(one.policy(), parts[0]))
                .filter(one -> parts.length == 1 || one.variant().equalsIgnoreCase(parts[1]))
                .findFirst()
                .orElseThrow(() -> new BadInputException("--baseline must be one of "
                        + known.stream()
                                .map(one -> one.policy() + ":" + one.variant())
                                .collect(Collectors.joining(", "))
                        + ", was '" + text + "'"));
    }

    /** B8 alone names the first of B8-load, B8-sla0 and the others. */
    private static boolean isFamily(String policy, String wanted) {
        return policy.equalsIgnoreCase(wanted)
                || policy.toLowerCase(Locale.ROOT).startsWith(wanted.toLowerCase(Locale.ROOT) + "-");
    }
}
