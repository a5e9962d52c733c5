// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.calibrate;

import dev.headroom.lab.engine.EngineLimits;
import dev.headroom.lab.engine.EngineModel;
import dev.headroom.lab.engine.ServedRequest;
import dev.headroom.lab.simulate.SimulatedLatencies;
import dev.headroom.lab.simulate.Simulation;
import dev.headroom.lab.traffic.Arrival;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.function.ToIntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * How well runs are predicted.
 *
 * @param figures of all runs
 */
record FidelityReport(List<Predicted> figures) {
    private static final double MILLIS = 1e3;
    private static final double PERCENT = 100;
    private static final double[] PERCENTILES = {50, 95};
    private static final Pattern CLOSED = Pattern.compile("closed.*-c([0-9]{1,6})");

    FidelityReport {
        figures = List.copyOf(figures);
    }

    /**
     * One latency of a run, measured and predicted.
     *
     * @param run its name
     * @param signal ttft, itl or e2e
     * @param percentile of requests, by nearest rank
     * @param measuredSeconds in the recording
     * @param predictedSeconds in the simulator
     */
    record Predicted(String run, String signal, double percentile, double measuredSeconds, double predictedSeconds) {
        /** What a prediction may be off by. */
        private static final double CLOSE = 0.10;
        /** A time to first token below this is a few steps long, and where in a step a request falls is chance. */
        private static final double SHORT_TTFT_SECONDS = 0.060;
        /** What such a time may be off by. */
        private static final double SHORT_TTFT_TOLERANCE_SECONDS = 0.015;

        /** Predicted over measured, less one. */
        double error() {
            return predictedSeconds / measuredSeconds - 1;
        }

        /** Within 10 %; a TTFT below 60 ms also within 15 ms. */
        boolean close() {
            return countedError() <= CLOSE;
        }

        /** The error that counts: none where a short TTFT is off by little. */
        double countedError() {
            boolean excused = signal.equals("ttft")
                    && measuredSeconds < SHORT_TTFT_SECONDS
                    && Math.abs(predictedSeconds - measuredSeconds) <= SHORT_TTFT_TOLERANCE_SECONDS;
            return excused ? 0 : Math.abs(error());
        }

        private String named() {
            return String.format(Locale.ROOT, "%s p%.0f", signal, percentile);
        }
    }

    /**
     * Runs recorded runs again in the simulator, and lays P50 and P95 of TTFT, ITL and E2E beside what was measured. A run whose name ends
     * in {@code -cN} and begins with {@code closed} has N clients in a closed loop; all others are open loops.
     *
     * @param runs requests in order of arrival, by the run's name
     * @param maxSequences of an engine in a run of a name
     */
    static FidelityReport of(
            EngineModel model, Map<String, List<RecordedRequest>> runs, ToIntFunction<String> maxSequences, long seed) {
        List<Predicted> figures = new ArrayList<>();
        EngineLimits own = model.limits();
        runs.forEach((run, requests) -> {
            EngineModel started =
                    model.withLimits(new EngineLimits(maxSequences.applyAsInt(run), own.stepTokens(), own.kvTokens()));
            List<Arrival> arrivals =
                    requests.stream().map(RecordedRequest::arrival).toList();
            Matcher closed = CLOSED.matcher(run);
            List<ServedRequest> served = closed.matches()
                    ? Simulation.closed(started, 1, seed, arrivals, Integer.parseInt(closed.group(1)))
                    : Simulation.open(started, 1, seed, arrivals);
            add(
                    figures,
                    run,
                    "ttft",
                    percentiles(served, ServedRequest::timeToFirstTokenSeconds),
                    percentiles(requests, RecordedRequest::timeToFirstTokenSeconds));
            add(
                    figures,
                    run,
                    "itl",
                    percentiles(served, ServedRequest::interTokenSeconds),
                    percentiles(requests, RecordedRequest::interTokenSeconds));
            add(
                    figures,
                    run,
                    "e2e",
                    percentiles(served, ServedRequest::endToEndSeconds),
                    percentiles(requests, RecordedRequest::endToEndSeconds));
        });
        return new FidelityReport(figures);
    }

    private static <T> SimulatedLatencies percentiles(List<T> requests, ToDoubleFunction<T> latency) {
        return SimulatedLatencies.of(requests.stream().mapToDouble(latency).toArray());
    }

    private static void add(
            List<Predicted> figures,
            String run,
            String signal,
            SimulatedLatencies predicted,
            SimulatedLatencies measured) {
        for (double percentile : PERCENTILES) {
            figures.add(new Predicted(
                    run, signal, percentile, measured.percentile(percentile), predicted.percentile(percentile)));
        }
    }

    /** The figures of runs whose name begins so. */
    FidelityReport startingWith(String prefix) {
        return new FidelityReport(figures.stream()
                .filter(figure -> figure.run().startsWith(prefix))
                .toList());
    }

    /** Of the figures within 10 %; 1 when there are none. */
    double closeShare() {
        return figures.stream()
                .mapToDouble(figure -> figure.close() ? 1 : 0)
                .average()
                .orElse(1);
    }

    /** A line for each run, predicted and measured in milliseconds, and a summary for each kind of run. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(
                "predicted/measured ms (error); * off by more than 10 %, and by more than 15 ms where a TTFT is below 60 ms");
        figures.stream()
                .collect(Collectors.groupingBy(Predicted::run, LinkedHashMap::new, Collectors.toList()))
                .forEach((run, ofRun) -> {
                    lines.add(run);
                    lines.add(ofRun.stream().map(FidelityReport::cell).collect(Collectors.joining("  ", "  ", "")));
                });
        figures.stream()
                .map(figure -> figure.run().split("-", 2)[0])
                .distinct()
                .map(kind -> kind + " runs: " + startingWith(kind).summary())
                .forEach(lines::add);
        lines.add("all runs: " + summary());
        return lines;
    }

    private static String cell(Predicted figure) {
        return String.format(
                Locale.ROOT,
                "%s %s/%s (%+.1f %%)%s",
                figure.named(),
                millis(figure.predictedSeconds()),
                millis(figure.measuredSeconds()),
                PERCENT * figure.error(),
                figure.close() ? "" : "*");
    }

    private static String millis(double seconds) {
        return String.format(Locale.ROOT, seconds >= 1 ? "%.0f" : "%.2f", MILLIS * seconds);
    }

    /** One sentence with the share of close figures and the worst. */
    String summary() {
        String worst = figures.stream()
                .max(Comparator.comparingDouble(Predicted::countedError))
                .map(figure -> String.format(
                        Locale.ROOT,
                        "worst %+.1f %% (%s of %s)",
                        PERCENT * figure.error(),
                        figure.named(),
                        figure.run()))
                .orElse("no figures");
        long close = figures.stream().filter(Predicted::close).count();
        return String.format(
                Locale.ROOT,
                "%d of %d figures within 10 %% (%.0f %%), %s",
                close,
                figures.size(),
                PERCENT * closeShare(),
                worst);
    }
}
