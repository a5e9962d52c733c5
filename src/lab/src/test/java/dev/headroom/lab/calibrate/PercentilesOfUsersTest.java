// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.calibrate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.scaler.capacity.Performance;
import dev.headroom.scaler.capacity.ServingProfile;
import dev.headroom.scaler.capacity.StepTimeModel;
import dev.headroom.scaler.forecast.TrafficShape;
import dev.headroom.scaler.slo.Signal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

/** What users get by the capacity model, fitted to the steps of closed runs, held against open runs that it has not seen. */
class PercentilesOfUsersTest {
    private static final List<Double> PERCENTILES = List.of(50.0, 95.0, 99.0);
    private static final StepTimeModel MODEL = new StepTimeModel(fitted(), engine());

    /** Errors of all figures, as lines to read when they grow. */
    private final List<String> lines = new ArrayList<>();

    @Test
    void predictsWhatUsersOfOpenRunsGot() {
        List<Double> errors = new ArrayList<>();
        RecordedRuns.requests().forEach((run, requests) -> {
            if (run.startsWith("open")) {
                for (Signal signal : Signal.values()) {
                    for (double percentile : PERCENTILES) {
                        errors.add(error(run, requests, signal, percentile));
                    }
                }
            }
        });

        assertThat(errors).hasSize(4 * 3 * 3);
        long close = errors.stream().filter(error -> Math.abs(error) <= 0.11).count();
        assertThat(close).as(String.join("\n", lines)).isGreaterThanOrEqualTo(29);
        assertThat(errors).as(String.join("\n", lines)).allMatch(error -> Math.abs(error) <= 0.20);
    }

    private double error(String run, List<RecordedRequest> requests, Signal signal, double percentile) {
        double[] measured = sorted(requests, request -> seconds(request, signal));
        double truth = quantile(measured, percentile);
        double predicted = MODEL.percentileAt(shape(requests), rate(requests), signal, percentile)
                .orElseThrow();
        double error = predicted / truth - 1;
        lines.add(String.format(
                Locale.ROOT,
                "%s %s p%.0f: %.4f s, was %.4f s, %+.1f %%",
                run,
                signal.word(),
                percentile,
                predicted,
                truth,
                100 * error));
        return error;
    }

    private static double seconds(RecordedRequest request, Signal signal) {
        return switch (signal) {
            case TTFT -> request.timeToFirstTokenSeconds();
            case ITL -> request.interTokenSeconds();
            case E2E -> request.endToEndSeconds();
        };
    }

    private static TrafficShape shape(List<RecordedRequest> requests) {
        double[] input = sorted(requests, request -> request.arrival().inputTokens());
        double[] output = sorted(requests, request -> request.arrival().outputTokens());
        return new TrafficShape(mean(input), mean(output), TrafficShape.Arrivals.POISSON)
                .with(new TrafficShape.Spread(lengths(input), lengths(output), 0));
    }

    private static TrafficShape.Lengths lengths(double[] sorted) {
        return TrafficShape.Lengths.of(TrafficShape.Lengths.PERCENTILES.stream()
                .map(percentile -> quantile(sorted, percentile) / mean(sorted))
                .toList());
    }

    private static double rate(List<RecordedRequest> requests) {
        double[] arrivals = sorted(requests, request -> request.arrival().atSeconds());
        return (arrivals.length - 1) / (arrivals[arrivals.length - 1] - arrivals[0]);
    }

    private static double[] sorted(List<RecordedRequest> requests, ToDoubleFunction<RecordedRequest> figure) {
        return requests.stream()
                .mapToDouble(figure)
                .filter(value -> !Double.isNaN(value))
                .sorted()
                .toArray();
    }

    private static double quantile(double[] sorted, double percentile) {
        double position = percentile / 100 * (sorted.length - 1);
        int below = (int) position;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (position - below) * (sorted[above] - sorted[below]);
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).average().orElseThrow();
    }

    private static Performance.StepTime fitted() {
        return StepTimeFit.fit(RecordedRuns.steps());
    }

    private static ServingProfile.EngineLimits engine() {
        return new ServingProfile.EngineLimits(1, 128, OptionalLong.empty(), 2048);
    }
}
