// SPDX-License-Identifier: Apache-2.0
package dev.headroom.cli.profile;

import dev.headroom.scaler.capacity.CapacityModel;
import dev.headroom.scaler.capacity.ExpectedLatency;
import dev.headroom.scaler.capacity.ReplicaCapacity;
import dev.headroom.scaler.capacity.ServingProfile;
import dev.headroom.scaler.forecast.TrafficShape;
import dev.headroom.scaler.slo.Signal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/** The curve of one replica, as text: a line for each tenth of its saturation. */
final class ProfileCurve {
    private static final int STEPS = 10;
    private static final double MILLIS = 1000;

    private ProfileCurve() {}

    /**
     * The curve.
     *
     * @param inputTokens of each request; 0 or more
     * @param outputTokens of each request; above 0
     * @param percentile of the latencies; above 0 and below 100
     */
    static String of(ServingProfile profile, double inputTokens, double outputTokens, double percentile) {
        CapacityModel model = CapacityModel.of(profile);
        TrafficShape shape = new TrafficShape(inputTokens, outputTokens, TrafficShape.Arrivals.POISSON);
        ReplicaCapacity saturation = model.saturation(shape);
        List<String> lines = new ArrayList<>();
        lines.add(String.format(
                Locale.ROOT,
                "%s, %d GPUs a replica, %.0f tokens in and %.0f out, model: %s",
                profile.hardware(),
                profile.gpus(),
                inputTokens,
                outputTokens,
                model.word()));
        lines.add(String.format(
                Locale.ROOT,
                "saturated at %.3f requests/s; latencies are P%s, in ms",
                saturation.requestsPerSecond(),
                Double.toString(percentile).replaceFirst("\\.0$", "")));
        model.caution(shape).ifPresent(lines::add);
        lines.add(String.format(
                Locale.ROOT, "%10s %10s %10s %10s %10s", "requests/s", "in flight", "ttft", "itl", "e2e"));
        for (int step = 1; step <= STEPS; step++) {
            double rate = saturation.requestsPerSecond() * step / STEPS;
            lines.add(String.format(
                    Locale.ROOT,
                    "%10.3f %10s %10s %10s %10s",
                    rate,
                    model.latencyAt(shape, rate)
                            .map(ExpectedLatency::concurrency)
                            .map(inFlight -> String.format(Locale.ROOT, "%.1f", inFlight))
                            .orElse("-"),
                    latency(model, shape, rate, Signal.TTFT, percentile),
                    latency(model, shape, rate, Signal.ITL, percentile),
                    latency(model, shape, rate, Signal.E2E, percentile)));
        }
        return String.join(System.lineSeparator(), lines);
    }

    private static String latency(
            CapacityModel model, TrafficShape shape, double rate, Signal signal, double percentile) {
        OptionalDouble seconds =
                model.knows(signal) ? model.percentileAt(shape, rate, signal, percentile) : OptionalDouble.empty();
        return seconds.isPresent() ? String.format(Locale.ROOT, "%.1f", seconds.getAsDouble() * MILLIS) : "-";
    }
}
