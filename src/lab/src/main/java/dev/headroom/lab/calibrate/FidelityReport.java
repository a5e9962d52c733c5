// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.calibrate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * How well runs are predicted.
 *
 * @param figures of all runs
 */
record FidelityReport(List<PredictedFigure> figures) {
    private static final double MILLIS = 1e3;
    private static final double PERCENT = 100;

    FidelityReport {
        figures = List.copyOf(figures);
    }

    /** The figures of runs whose name begins so. */
    FidelityReport of(String prefix) {
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

    /** The largest error that counts. */
    double worst() {
        return figures.stream().mapToDouble(PredictedFigure::countedError).max().orElse(0);
    }

    /** A line for each run, predicted and measured in milliseconds, and a summary for each kind of run. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(
                "predicted/measured ms (error); * off by more than 10 %, and by more than 15 ms where a TTFT is below 60 ms");
        Map<String, List<PredictedFigure>> runs = figures.stream()
                .collect(Collectors.groupingBy(PredictedFigure::run, LinkedHashMap::new, Collectors.toList()));
        runs.forEach((run, ofRun) -> {
            lines.add(run);
            lines.add(ofRun.stream().map(FidelityReport::cell).collect(Collectors.joining("  ", "  ", "")));
        });
        figures.stream()
                .map(figure -> figure.run().split("-", 2)[0])
                .distinct()
                .map(kind -> kind + " runs: " + of(kind).summary())
                .forEach(lines::add);
        lines.add("all runs: " + summary());
        return lines;
    }

    private static String cell(PredictedFigure figure) {
        return String.format(
                Locale.ROOT,
                "%s p%.0f %s/%s (%+.1f %%)%s",
                figure.signal(),
                figure.percentile(),
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
                .max(Comparator.comparingDouble(PredictedFigure::countedError))
                .map(figure -> String.format(
                        Locale.ROOT,
                        "worst %+.1f %% (%s p%.0f of %s)",
                        PERCENT * figure.error(),
                        figure.signal(),
                        figure.percentile(),
                        figure.run()))
                .orElse("no figures");
        long close = figures.stream().filter(PredictedFigure::close).count();
        return String.format(
                Locale.ROOT,
                "%d of %d figures within 10 %% (%.0f %%), %s",
                close,
                figures.size(),
                PERCENT * closeShare(),
                worst);
    }
}
