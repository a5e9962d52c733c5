// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.calibrate;

import dev.headroom.lab.engine.StepTable;
import dev.headroom.lab.file.BadInputException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;

/** Makes step tables from recorded steps: steps that only decode and those that also prefill are two surfaces. */
final class TableFit {
    /** Where decode steps are known to change their slope: sizes of CUDA graphs and of attention's tiles. */
    private static final double[] SEQUENCES = {
        1, 2, 4, 8, 12, 16, 24, 32, 48, 64, 96, 128, 192, 256, 384, 512, 768, 1024
    };

    private static final double[] MEAN_CONTEXTS = {
        0, 300, 600, 900, 1200, 1500, 2000, 3000, 4000, 5000, 6500, 8000, 12_000, 16_000, 24_000, 32_000, 64_000,
        128_000
    };

    private static final double[] PREFILLS = {
        0, 64, 128, 256, 384, 512, 768, 1024, 1280, 1536, 1792, 2048, 3072, 4096, 6144, 8192, 16_384
    };

    private static final double[] CONTEXTS = {
        0, 4000, 8000, 16_000, 32_000, 64_000, 128_000, 192_000, 256_000, 384_000, 512_000, 1_000_000, 2_000_000
    };

    /** A ruler ends where the measurements do; a mark just before that end would only add noise. */
    private static final double LAST_MARK_SHARE = 0.93;

    /** Steps of a kind below which no table is made. */
    private static final int LEAST_STEPS = 30;

    /** In 9 of 10 steps all contexts are within this share of the longest: such steps say nothing about padding. */
    private static final double ALIKE = 0.2;

    private static final double HIGH_QUANTILE = 0.9;
    /** Shares of the largest and least errors that noise is not judged by. */
    private static final double OUTLIERS = 0.01;

    private TableFit() {}

    /**
     * Tables, and how well they tell the steps.
     *
     * @param times the tables
     * @param decode errors in steps that only decode
     * @param mixed errors in steps that also prefill
     * @param noise standard deviation of the relative errors of all steps, without outliers
     */
    record Outcome(StepTable times, Errors decode, Errors mixed, double noise) {}

    /**
     * How far predictions are off, as shares of what was measured.
     *
     * @param count of predictions
     * @param mean absolute error
     * @param p95 of the absolute errors
     */
    record Errors(int count, double mean, double p95) {
        private static final double P95 = 0.95;

        /** Of signed relative errors, at least one. */
        static Errors of(double[] errors) {
            double[] sorted = Arrays.stream(errors).map(Math::abs).sorted().toArray();
            double mean = Arrays.stream(sorted).average().orElseThrow();
            return new Errors(sorted.length, mean, sorted[(int) Math.ceil(P95 * sorted.length) - 1]);
        }

        @Override
        public String toString() {
            return String.format(Locale.ROOT, "mean error %.1f %%, P95 %.1f %% of %,d", 100 * mean, 100 * p95, count);
        }
    }

    /** Fits; throws {@link BadInputException} when there are too few steps of a kind. */
    static Outcome fit(List<ObservedStep> steps) {
        List<ObservedStep> decoding = steps.stream()
                .filter(step -> !step.mixed() && step.sequences() > 0)
                .toList();
        List<ObservedStep> mixing = steps.stream().filter(ObservedStep::mixed).toList();
        if (decoding.size() < LEAST_STEPS || mixing.size() < LEAST_STEPS) {
            throw new BadInputException("a table needs at least " + LEAST_STEPS
                    + " steps that only decode and as many that also prefill, were " + decoding.size() + " and "
                    + mixing.size());
        }
        List<GridFit.Point> decodePoints = decoding.stream()
                .map(step ->
                        new GridFit.Point(step.sequences(), step.meanContext(), step.paddedTokens(), step.millis()))
                .toList();
        List<GridFit.Point> mixedPoints = mixing.stream()
                .map(step -> new GridFit.Point(
                        step.prefillTokens(), step.contextTokens(), step.attendedTokens(), step.millis()))
                .toList();
        GridFit.Fitted decode = fitted(SEQUENCES, MEAN_CONTEXTS, decodePoints, differInLength(decoding));
        GridFit.Fitted mixed = fitted(PREFILLS, CONTEXTS, mixedPoints, true);
        double[] decodeErrors = errors(decode, decodePoints);
        double[] mixedErrors = errors(mixed, mixedPoints);
        double[] all = DoubleStream.concat(Arrays.stream(decodeErrors), Arrays.stream(mixedErrors))
                .sorted()
                .toArray();
        int cut = (int) (OUTLIERS * all.length);
        double meanSquare = Arrays.stream(all, cut, all.length - cut)
                .map(error -> error * error)
                .average()
                .orElse(0);
        return new Outcome(
                new StepTable(decode.grid(), decode.slope(), mixed.grid(), mixed.slope()),
                Errors.of(decodeErrors),
                Errors.of(mixedErrors),
                Math.sqrt(meanSquare));
    }

    private static GridFit.Fitted fitted(double[] rows, double[] columns, List<GridFit.Point> points, boolean sloped) {
        return GridFit.fit(
                ruler(rows, points.stream().mapToDouble(GridFit.Point::row)),
                ruler(columns, points.stream().mapToDouble(GridFit.Point::column)),
                points,
                sloped);
    }

    private static double[] errors(GridFit.Fitted fitted, List<GridFit.Point> points) {
        return points.stream()
                .mapToDouble(point -> fitted.at(point) / point.millis() - 1)
                .toArray();
    }

    private static boolean differInLength(List<ObservedStep> decoding) {
        double[] shares = decoding.stream()
                .filter(step -> step.sequences() > 1)
                .mapToDouble(step -> step.paddedTokens() / step.contextTokens())
                .sorted()
                .toArray();
        return shares.length >= LEAST_STEPS && shares[(int) (HIGH_QUANTILE * (shares.length - 1))] > ALIKE;
    }

    private static double[] ruler(double[] marks, DoubleStream places) {
        double end = Math.max(marks[1], places.max().orElse(0));
        return DoubleStream.concat(
                        Arrays.stream(marks).filter(mark -> mark < LAST_MARK_SHARE * end), DoubleStream.of(end))
                .toArray();
    }
}
