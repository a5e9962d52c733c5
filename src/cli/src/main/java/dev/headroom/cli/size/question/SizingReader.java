// SPDX-License-Identifier: Apache-2.0
package dev.headroom.cli.size.question;

import dev.headroom.cli.init.UseClass;
import dev.headroom.cli.size.question.SizingQuestion.HardwareChoice;
import dev.headroom.cli.size.question.SizingQuestion.Load;
import dev.headroom.cli.size.question.SizingQuestion.Pay;
import dev.headroom.cli.size.question.SizingQuestion.Promise;
import dev.headroom.cli.size.question.SizingQuestion.Tokens;
import dev.headroom.cli.size.question.SizingQuestion.Users;
import dev.headroom.scaler.document.NumberRange;
import dev.headroom.scaler.document.Parsed;
import dev.headroom.scaler.document.Section;
import dev.headroom.scaler.document.StrictYaml;
import dev.headroom.scaler.forecast.TrafficShape;
import dev.headroom.scaler.slo.Objective;
import dev.headroom.scaler.slo.ObjectiveReader;
import dev.headroom.scaler.slo.Signal;
import dev.headroom.scaler.slo.SloPolicyReader;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * Reads a question from its YAML text:
 *
 * <pre>{@code
 * apiVersion: headroom.dev/v1
 * name: support-chat
 * namespace: llm                  # default llm
 * pattern: chat                   # chat | agentic | rag | code | batch
 * load: { users: 10000, requestsPerUserHour: 3, peakFactor: 2, growthPercent: 20, arrivals: poisson }
 *                                 # or requestsPerSecond instead of users and requestsPerUserHour
 * tokens: { input: 1200, inputP95: 4000, output: 200, outputP95: 450 }   # each by the pattern's trace if not given
 * promise: conversational         # or objectives, as in a policy
 * model: { name: llama-3-8b, parametersBillion: 8.03, layers: 32, kvHeads: 8, headSize: 128, weightBytes: 2, kvBytes: 2 }
 * profiles: [h100.yaml]
 * hardware: { families: [p5, g6e], pay: on-demand, migSlices: true }
 * prices: [{ type: p5.48xlarge, pay: spot, usdPerHour: 20 }]
 * managed: [{ name: service, inputUsdPerMillion: 0.2, outputUsdPerMillion: 0.6 },
 *           { name: endpoint, usdPerHour: 12, requestsPerSecond: 4 }]
 * }</pre>
 */
public final class SizingReader {
    private static final String DEFAULT_NAMESPACE = "llm";
    private static final Pattern KUBERNETES_NAME = Pattern.compile("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?");
    private static final double MOST_TOKENS = 10_000_000;
    private static final double MOST_PEAK = 1_000;
    private static final double MOST_GROWTH = 100_000;
    private static final double MOST_PARAMETERS_BILLION = 100_000;
    private static final int MOST_LAYERS = 10_000;
    private static final double BILLION = 1e9;
    private static final double SECONDS_AN_HOUR = Duration.ofHours(1).toSeconds();

    private SizingReader() {}

    /**
     * Reads a question.
     *
     * @param text the YAML document
     * @return the question, or every fault found
     */
    public static Parsed<SizingQuestion> read(String text) {
        return StrictYaml.read(text, SizingReader::question);
    }

    private static Supplier<SizingQuestion> question(Section root) {
        root.require("apiVersion", "name", "pattern", "load");
        root.exactly("apiVersion", SloPolicyReader.API_VERSION);
        Optional<String> name = kubernetesName(root, "name");
        Optional<String> namespace = kubernetesName(root, "namespace");
        Optional<WorkloadPattern> stated = root.word("pattern", WorkloadPattern.class);
        // Faults of the rest are told even where the pattern is at fault.
        WorkloadPattern pattern = stated.orElse(WorkloadPattern.CHAT);
        Optional<Load> load = root.section("load").flatMap(section -> load(section, root, pattern));
        Optional<Tokens> tokens = root.has("tokens")
                ? root.section("tokens").flatMap(section -> tokens(section, pattern))
                : Optional.of(new Tokens(pattern.input(), origin(pattern), pattern.output(), origin(pattern)));
        Optional<Promise> promise = promise(
                root,
                tokens.map(known -> known.output().mean())
                        .orElse(pattern.output().mean()));
        Optional<ServedModel> model = root.section("model").flatMap(SizingReader::model);
        List<String> profiles = root.texts("profiles");
        HardwareChoice hardware = root.section("hardware")
                .map(SizingReader::hardware)
                .orElse(new HardwareChoice(Set.of(), Pay.ON_DEMAND, true));
        SizingQuestion.Prices prices = PriceReader.prices(root);
        return () -> new SizingQuestion(
                new SizingQuestion.Target(namespace.orElse(DEFAULT_NAMESPACE), name.orElseThrow()),
                pattern,
                load.orElseThrow(),
                tokens.orElseThrow(),
                promise.orElseThrow(),
                model,
                profiles,
                hardware,
                prices);
    }

    private static Optional<String> kubernetesName(Section root, String key) {
        return root.parsed(
                key,
                "must be a name of Kubernetes: at most 63 small letters, digits and hyphens",
                text -> KUBERNETES_NAME.matcher(text).matches() ? Optional.of(text) : Optional.empty());
    }

    private static Optional<Load> load(Section load, Section root, WorkloadPattern pattern) {
        boolean byRate = load.has("requestsPerSecond");
        boolean byUsers = load.has("users") || load.has("requestsPerUserHour");
        if (byRate && byUsers) {
            load.fault("requestsPerSecond", "must not be combined with users and requestsPerUserHour");
        } else if (byUsers) {
            load.require("users", "requestsPerUserHour");
        } else if (!byRate) {
            root.fault("load", "must state users and requestsPerUserHour, or requestsPerSecond");
        }
        Optional<Double> rate = load.number("requestsPerSecond", NumberRange.above(0));
        Optional<Double> count = load.number("users", NumberRange.above(0));
        Optional<Double> each = load.number("requestsPerUserHour", NumberRange.above(0));
        Optional<Users> users = count.flatMap(many -> each.map(often -> new Users(many, often)));
        Optional<Sourced> mean = rate.map(SizingReader::stated)
                .or(() -> users.map(who -> new Sourced(
                        who.count() * who.requestsPerUserHour() / SECONDS_AN_HOUR,
                        "users times requests per user and hour, over 3,600 s")));
        Sourced peak = load.number("peakFactor", NumberRange.fromTo(1, MOST_PEAK))
                .map(SizingReader::stated)
                .orElse(new Sourced(pattern.peakFactor(), origin(pattern)));
        Sourced growth = load.number("growthPercent", NumberRange.fromTo(0, MOST_GROWTH))
                .map(SizingReader::stated)
                .orElse(new Sourced(0, "default"));
        TrafficShape.Arrivals arrivals =
                load.word("arrivals", TrafficShape.Arrivals.class).orElse(TrafficShape.Arrivals.POISSON);
        Sourced burst = load.number("burstSeconds", NumberRange.atLeast(0))
                .map(SizingReader::stated)
                .orElse(new Sourced(pattern.burstSeconds(), origin(pattern)));
        return mean.map(perSecond -> new Load(users, perSecond, peak, growth, arrivals, burst));
    }

    private static Optional<Tokens> tokens(Section tokens, WorkloadPattern pattern) {
        Optional<TokenLengths> input = lengths(tokens, "input", "inputP95", pattern.input());
        Optional<TokenLengths> output = lengths(tokens, "output", "outputP95", pattern.output());
        return input.flatMap(in -> output.map(out -> new Tokens(
                in,
                origin(tokens, "input", "inputP95", pattern),
                out,
                origin(tokens, "output", "outputP95", pattern))));
    }

    private static String origin(Section tokens, String key, String p95Key, WorkloadPattern pattern) {
        if (!tokens.has(key)) {
            return origin(pattern);
        }
        return tokens.has(p95Key) ? Sourced.STATED : "stated; spread of the pattern " + pattern.word();
    }

    /** Without its own 95th percentile a stated mean has the spread of the pattern. */
    private static Optional<TokenLengths> lengths(Section tokens, String key, String p95Key, TokenLengths pattern) {
        boolean faulty = tokens.has(key)
                && tokens.number(key, NumberRange.fromTo(1, MOST_TOKENS)).isEmpty();
        if (faulty) {
            return Optional.empty();
        }
        double mean = tokens.has(key)
                ? tokens.number(key, NumberRange.fromTo(1, MOST_TOKENS)).orElseThrow()
                : pattern.mean();
        if (!tokens.has(p95Key)) {
            return Optional.of(pattern.withMean(mean));
        }
        return tokens.number(p95Key, NumberRange.fromTo(mean, mean * TokenLengths.MOST_OVER_MEAN))
                .map(p95 -> new TokenLengths(mean, p95));
    }

    private static Optional<Promise> promise(Section root, double outputTokens) {
        Optional<UseClass> preset = root.word("promise", UseClass.class);
        List<Objective> objectives = ObjectiveReader.list(root, "objectives");
        if (root.has("promise") == root.has("objectives")) {
            root.fault(
                    "promise",
                    root.has("promise") ? "must not be combined with objectives" : "or objectives must be given");
            return Optional.empty();
        }
        if (root.isEmptyList("objectives")) {
            root.fault("objectives", "must hold at least one objective");
        }
        return preset.map(word -> preset(word, outputTokens))
                .or(() -> objectives.isEmpty()
                        ? Optional.empty()
                        : Optional.of(new Promise(Optional.empty(), objectives, Optional.empty())));
    }

    /** The E2E limit of a preset supposes answers of some length; it would break the promise of longer ones. */
    private static Promise preset(UseClass preset, double outputTokens) {
        boolean longer = outputTokens > Double.parseDouble(preset.outputTokens());
        List<Objective> objectives = preset.objectives().stream()
                .filter(objective -> !longer || objective.signal() != Signal.E2E)
                .toList();
        Optional<String> note = longer
                ? Optional.of("the preset's E2E limit is left out: it supposes answers of " + preset.outputTokens()
                        + " tokens")
                : Optional.empty();
        return new Promise(Optional.of(preset.word()), objectives, note);
    }

    private static Optional<ServedModel> model(Section model) {
        model.require("name", "parametersBillion", "layers", "kvHeads", "headSize");
        Optional<String> name = model.text("name");
        Optional<Double> billions =
                model.number("parametersBillion", new NumberRange(0, false, MOST_PARAMETERS_BILLION, true));
        Optional<Long> layers = model.whole("layers", 1, MOST_LAYERS);
        Optional<Long> heads = model.whole("kvHeads", 1, MOST_LAYERS);
        Optional<Long> headSize = model.whole("headSize", 1, MOST_LAYERS);
        double weightBytes = bytes(model, "weightBytes");
        double kvBytes = bytes(model, "kvBytes");
        return name.flatMap(word -> billions.flatMap(many ->
                layers.flatMap(deep -> heads.flatMap(wide -> headSize.map(size -> new ServedModel(
                        word,
                        many * BILLION,
                        weightBytes,
                        Math.toIntExact(deep),
                        Math.toIntExact(wide),
                        Math.toIntExact(size),
                        kvBytes))))));
    }

    /** BF16 unless stated. */
    private static double bytes(Section model, String key) {
        return model.number(key, NumberRange.fromTo(0.25, 4)).orElse(2.0);
    }

    private static HardwareChoice hardware(Section hardware) {
        return new HardwareChoice(
                new TreeSet<>(hardware.texts("families")),
                Pay.of(hardware, "pay").orElse(Pay.ON_DEMAND),
                hardware.truth("migSlices").orElse(true));
    }

    private static Sourced stated(double value) {
        return new Sourced(value, Sourced.STATED);
    }

    private static String origin(WorkloadPattern pattern) {
        return "default of the pattern " + pattern.word();
    }
}
