// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.capacity;

import dev.headroom.scaler.document.NumberRange;
import dev.headroom.scaler.document.Parsed;
import dev.headroom.scaler.document.Section;
import dev.headroom.scaler.document.StrictYaml;
import dev.headroom.scaler.slo.DocumentName;
import dev.headroom.scaler.slo.Durations;
import dev.headroom.scaler.slo.Signal;
import dev.headroom.scaler.slo.SloPolicyReader;
import dev.headroom.scaler.supply.StatedLimits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.Supplier;

/**
 * Reads a serving profile from its YAML text:
 *
 * <pre>{@code
 * apiVersion: headroom.dev/v1
 * hardware: p5.48xlarge
 * gpus: 8
 * tensorParallel: 8         # optional, default 1
 * maxSequences: 128
 * kvTokens: 500000          # optional
 * chunkTokens: 2048         # optional, default 2048
 * table:                    # either a table ...
 *   inputTokens: 5000
 *   outputTokens: 500
 *   columns: percentile     # or mean; default percentile: figures are taken as the objective's percentile
 *   points:                 # ascending concurrency, no latency falls; e2e, or ttft and itl
 *     - { concurrency: 1,  e2e: 2.5s }
 *     - { concurrency: 64, e2e: 5s }
 * stepTime: { baseMs: 8.04, perSequenceMs: 0.012, perContextTokenMs: 5.36e-5, perPrefillTokenMs: 0.0247,
 *             mixedExtraMs: 3.37, mixedPerContextTokenMs: 1.9e-4 }                       # ... or coefficients
 * }</pre>
 */
public final class ServingProfileReader {
    /** Tokens of a step where the profile does not say: vLLM's default. */
    static final int DEFAULT_CHUNK_TOKENS = 2048;

    private enum Columns {
        PERCENTILE,
        MEAN
    }

    private ServingProfileReader() {}

    /**
     * Reads a profile.
     *
     * @param text the YAML document
     * @param name where it stands
     * @return the profile, or every fault found
     */
    public static Parsed<ServingProfile> read(String text, DocumentName name) {
        return StrictYaml.read(text, root -> profile(root, name));
    }

    private static Supplier<ServingProfile> profile(Section root, DocumentName name) {
        root.require("apiVersion", "hardware", "gpus", "maxSequences");
        root.exactly("apiVersion", SloPolicyReader.API_VERSION);
        Optional<String> hardware = root.text("hardware");
        Optional<Integer> gpus = root.whole("gpus", 1, StatedLimits.MOST_GPUS).map(Math::toIntExact);
        int tensorParallel = Math.toIntExact(
                root.whole("tensorParallel", 1, StatedLimits.MOST_GPUS).orElse(1L));
        Optional<Integer> maxSequences =
                root.whole("maxSequences", 1, StatedLimits.MOST_SEQUENCES).map(Math::toIntExact);
        OptionalLong kvTokens =
                root.whole("kvTokens", 1, Long.MAX_VALUE).map(OptionalLong::of).orElse(OptionalLong.empty());
        int chunkTokens = Math.toIntExact(
                root.whole("chunkTokens", 1, StatedLimits.MOST_BATCHED_TOKENS).orElse((long) DEFAULT_CHUNK_TOKENS));
        if (gpus.isPresent() && tensorParallel > gpus.get()) {
            root.fault("tensorParallel", "must not be above gpus, which is " + gpus.get());
        }
        Optional<Performance> performance = performance(root);
        return () -> new ServingProfile(
                name,
                hardware.orElseThrow(),
                gpus.orElseThrow(),
                new ServingProfile.EngineLimits(tensorParallel, maxSequences.orElseThrow(), kvTokens, chunkTokens),
                performance.orElseThrow());
    }

    private static Optional<Performance> performance(Section root) {
        boolean tableGiven = root.has("table");
        if (tableGiven == root.has("stepTime")) {
            root.fault("table", tableGiven ? "must not be combined with stepTime" : "or stepTime must be given");
        }
        Optional<Performance> table = root.section("table").flatMap(ServingProfileReader::table);
        Optional<Performance> stepTime = root.section("stepTime").flatMap(ServingProfileReader::stepTime);
        return table.or(() -> stepTime);
    }

    private static Optional<Performance> stepTime(Section section) {
        section.require("baseMs", "perPrefillTokenMs");
        Optional<Double> base = section.number("baseMs", NumberRange.above(0));
        Optional<Double> perPrefillToken = section.number("perPrefillTokenMs", NumberRange.above(0));
        double perSequence = costOf(section, "perSequenceMs");
        double perContextToken = costOf(section, "perContextTokenMs");
        double mixedExtra = costOf(section, "mixedExtraMs");
        double mixedPerContextToken = costOf(section, "mixedPerContextTokenMs");
        return base.flatMap(step -> perPrefillToken.map(token ->
                new Performance.StepTime(step, perSequence, perContextToken, token, mixedExtra, mixedPerContextToken)));
    }

    private static double costOf(Section section, String key) {
        return section.number(key, NumberRange.atLeast(0)).orElse(0.0);
    }

    private static Optional<Performance> table(Section section) {
        section.require("inputTokens", "outputTokens", "points");
        Optional<Double> input = section.number("inputTokens", NumberRange.atLeast(0));
        Optional<Double> output = section.number("outputTokens", NumberRange.above(0));
        Columns columns = section.word("columns", Columns.class).orElse(Columns.PERCENTILE);
        if (section.isEmptyList("points")) {
            section.fault("points", "must hold at least one point");
        }
        List<Section> rows = section.sections("points");
        List<Performance.Point> points = new ArrayList<>();
        for (Section row : rows) {
            point(row).ifPresent(points::add);
        }
        if (points.size() < rows.size() || points.isEmpty()) {
            return Optional.empty();
        }
        judge(section, points);
        return input.flatMap(
                in -> output.map(out -> new Performance.MeasuredTable(in, out, columns == Columns.MEAN, points)));
    }

    private static Optional<Performance.Point> point(Section row) {
        row.require("concurrency");
        OptionalDouble ttft = latency(row, Signal.TTFT);
        OptionalDouble itl = latency(row, Signal.ITL);
        OptionalDouble e2e = latency(row, Signal.E2E);
        boolean bothParts = row.has("ttft") && row.has("itl");
        if (!row.has("e2e") && !bothParts) {
            row.fault("e2e", "must be given, or both ttft and itl");
        }
        return row.number("concurrency", NumberRange.above(0))
                .map(concurrency -> new Performance.Point(concurrency, ttft, itl, e2e));
    }

    private static OptionalDouble latency(Section row, Signal signal) {
        Optional<Duration> latency = row.parsed(
                signal.word(),
                "must be " + Durations.FORM + ", above 0",
                text -> Durations.parse(text).filter(duration -> !duration.isZero()));
        return latency.map(duration -> OptionalDouble.of(duration.toNanos() / 1e9))
                .orElse(OptionalDouble.empty());
    }

    private static void judge(Section section, List<Performance.Point> points) {
        for (Signal signal : Signal.values()) {
            long given = points.stream()
                    .filter(point -> point.of(signal).isPresent())
                    .count();
            if (given != 0 && given != points.size()) {
                section.fault("points", "must have " + signal.word() + " at every point or at none");
                return;
            }
        }
        for (int i = 1; i < points.size(); i++) {
            judgeStep(section, points.get(i - 1), points.get(i));
        }
    }

    private static void judgeStep(Section section, Performance.Point before, Performance.Point after) {
        String between = "concurrency " + plain(before.concurrency()) + " and " + plain(after.concurrency());
        if (after.concurrency() <= before.concurrency()) {
            section.fault("points", "must be in ascending order of concurrency, not " + between.substring(12));
            return;
        }
        for (Signal signal : Signal.values()) {
            OptionalDouble from = before.of(signal);
            OptionalDouble to = after.of(signal);
            if (from.isPresent() && to.isPresent() && to.getAsDouble() < from.getAsDouble()) {
                section.fault(
                        "points",
                        "must not have falling latency: " + signal.word() + " falls between " + between + ", from "
                                + from.getAsDouble() + " s to " + to.getAsDouble() + " s");
            }
        }
    }

    private static String plain(double number) {
        return number == Math.rint(number) ? Long.toString(Math.round(number)) : Double.toString(number);
    }
}
