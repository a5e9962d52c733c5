// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.engine;

import dev.headroom.scaler.document.NumberRange;
import dev.headroom.scaler.document.Parsed;
import dev.headroom.scaler.document.Section;
import dev.headroom.scaler.document.StrictYaml;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Reads an engine from its YAML text:
 *
 * <pre>{@code
 * apiVersion: headroom.dev/v1
 * engine: h100-llama-8b     # its name
 * hardware: h100-80gb       # class of its accelerators
 * gpus: 1                   # of one replica
 * maxSequences: 128
 * stepTokens: 2048          # decoded and prefilled together
 * kvTokens: 430000
 * prefixHitShare: 0.5       # optional, default 0
 * stepNoise: 0.03           # optional, default 0
 * tokensPerStep: 1.8        # optional, default 1; above 1 with speculative decoding
 * graphBuckets: 512         # optional: sequences of the largest CUDA graph
 * stepTables:               # either tables ...
 *   decode:
 *     perPaddedTokenMs: 2.4e-5
 *     meanContextTokens: [0, 1000]
 *     rows:
 *       - { sequences: 1, millis: [8.0, 8.1] }
 *       - { sequences: 64, millis: [9.0, 12.4] }
 *   mixed:
 *     perAttendedTokenMs: 1.8e-6
 *     contextTokens: [0, 64000]
 *     rows:
 *       - { prefillTokens: 0, millis: [16.2, 46.7] }
 *       - { prefillTokens: 2048, millis: [57.3, 92.7] }
 * stepTime: { baseMs: 8.04, perSequenceMs: 0.012, perContextTokenMs: 5.36e-5, perPrefillTokenMs: 0.0247,
 *             mixedExtraMs: 3.37, mixedPerContextTokenMs: 1.9e-4 }                       # ... or coefficients
 * }</pre>
 */
public final class EngineFile {
    static final String API_VERSION = "headroom.dev/v1";
    private static final int MOST_GPUS = 4096;
    private static final int MOST_SEQUENCES = 1_000_000;
    private static final int MOST_STEP_TOKENS = 10_000_000;
    private static final long MOST_KV_TOKENS = 1_000_000_000_000L;

    private EngineFile() {}

    /** Reads an engine: the model, or every fault found. */
    public static Parsed<EngineModel> read(String text) {
        return StrictYaml.read(text, EngineFile::engine);
    }

    private static Supplier<EngineModel> engine(Section root) {
        root.require("apiVersion", "engine", "hardware", "gpus", "maxSequences", "stepTokens", "kvTokens");
        root.exactly("apiVersion", API_VERSION);
        Optional<String> name = root.text("engine");
        Optional<String> hardware = root.text("hardware");
        Optional<Long> gpus = root.whole("gpus", 1, MOST_GPUS);
        Optional<EngineLimits> limits = limits(root);
        double prefixHitShare = root.number("prefixHitShare", new NumberRange(0, true, 1, false))
                .orElse(0.0);
        double stepNoise =
                root.number("stepNoise", new NumberRange(0, true, 1, false)).orElse(0.0);
        double tokensPerStep =
                root.number("tokensPerStep", NumberRange.atLeast(1)).orElse(1.0);
        Optional<StepTimes> times = times(root);
        return () -> new EngineModel(
                name.orElseThrow(),
                hardware.orElseThrow(),
                Math.toIntExact(gpus.orElseThrow()),
                times.orElseThrow(),
                limits.orElseThrow(),
                prefixHitShare,
                stepNoise,
                tokensPerStep);
    }

    private static Optional<EngineLimits> limits(Section root) {
        Optional<Long> maxSequences = root.whole("maxSequences", 1, MOST_SEQUENCES);
        Optional<Long> stepTokens = root.whole("stepTokens", 1, MOST_STEP_TOKENS);
        Optional<Long> kvTokens = root.whole("kvTokens", 1, MOST_KV_TOKENS);
        if (maxSequences.isEmpty() || stepTokens.isEmpty() || kvTokens.isEmpty()) {
            return Optional.empty();
        }
        if (stepTokens.get() < maxSequences.get()) {
            root.fault("stepTokens", "must not be below maxSequences, which is " + maxSequences.get());
            return Optional.empty();
        }
        return Optional.of(new EngineLimits(
                Math.toIntExact(maxSequences.get()), Math.toIntExact(stepTokens.get()), kvTokens.get()));
    }

    private static Optional<StepTimes> times(Section root) {
        boolean tables = root.has("stepTables");
        if (tables == root.has("stepTime")) {
            root.fault("stepTables", tables ? "must not be combined with stepTime" : "or stepTime must be given");
        }
        Optional<StepTimes> table = root.section("stepTables").flatMap(EngineFile::table);
        Optional<StepTimes> lines = root.section("stepTime").flatMap(EngineFile::lines);
        Optional<Long> largest = root.whole("graphBuckets", 1, MOST_SEQUENCES);
        Optional<StepTimes> times = table.or(() -> lines);
        return largest.isEmpty() ? times : times.map(inner -> new GraphBuckets(inner, Math.toIntExact(largest.get())));
    }

    private static Optional<StepTimes> lines(Section section) {
        section.require("baseMs", "perPrefillTokenMs");
        Optional<Double> base = section.number("baseMs", NumberRange.above(0));
        Optional<Double> perPrefillToken = section.number("perPrefillTokenMs", NumberRange.atLeast(0));
        double perSequence = cost(section, "perSequenceMs");
        double perContextToken = cost(section, "perContextTokenMs");
        double mixedExtra = cost(section, "mixedExtraMs");
        double mixedPerContextToken = cost(section, "mixedPerContextTokenMs");
        return base.flatMap(step -> perPrefillToken.map(token ->
                new LinearStepTimes(step, perSequence, perContextToken, token, mixedExtra, mixedPerContextToken)));
    }

    private static double cost(Section section, String key) {
        return section.number(key, NumberRange.atLeast(0)).orElse(0.0);
    }

    private static Optional<StepTimes> table(Section section) {
        section.require("decode", "mixed");
        Optional<Section> decode = section.section("decode");
        Optional<Section> mixed = section.section("mixed");
        double padded = decode.map(part -> cost(part, "perPaddedTokenMs")).orElse(0.0);
        double attended = mixed.map(part -> cost(part, "perAttendedTokenMs")).orElse(0.0);
        Optional<StepGrid> decodeGrid = decode.flatMap(part -> grid(part, "sequences", "meanContextTokens"));
        Optional<StepGrid> mixedGrid = mixed.flatMap(part -> grid(part, "prefillTokens", "contextTokens"));
        return decodeGrid.flatMap(one -> mixedGrid.map(other -> new StepTable(one, padded, other, attended)));
    }

    private static Optional<StepGrid> grid(Section section, String rowKey, String columnKey) {
        section.require(columnKey, "rows");
        Optional<double[]> columns = numbers(section, columnKey);
        List<Double> rows = new ArrayList<>();
        List<double[]> millis = new ArrayList<>();
        for (Section row : section.sections("rows")) {
            row.require(rowKey, "millis");
            row.number(rowKey, NumberRange.atLeast(0)).ifPresent(rows::add);
            numbers(row, "millis").ifPresent(millis::add);
        }
        if (columns.isEmpty() || rows.size() != millis.size()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new StepGrid(
                    rows.stream().mapToDouble(Double::doubleValue).toArray(),
                    columns.get(),
                    millis.toArray(new double[0][])));
        } catch (IllegalArgumentException broken) {
            section.fault("rows", "must make a grid: " + broken.getMessage());
            return Optional.empty();
        }
    }

    /** A list of plain numbers. */
    private static Optional<double[]> numbers(Section section, String key) {
        List<String> texts = section.texts(key);
        double[] numbers = new double[texts.size()];
        for (int i = 0; i < numbers.length; i++) {
            try {
                numbers[i] = Double.parseDouble(texts.get(i));
            } catch (NumberFormatException none) {
                section.fault(key, "must be a list of numbers, found '" + texts.get(i) + "'");
                return Optional.empty();
            }
        }
        return texts.isEmpty() ? Optional.empty() : Optional.of(numbers);
    }
}
