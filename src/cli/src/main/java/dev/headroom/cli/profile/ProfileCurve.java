// SPDX-License-Identifier: Apache-2.0
package dev.headroom.cli.profile;

import dev.headroom.scaler.capacity.ExpectedLatency;
import dev.headroom.scaler.slo.Objective;
import dev.headroom.scaler.slo.Signal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/** The curve of one replica, as text: a line for each tenth of its saturation, with a bar for its longest latency. */
final class ProfileCurve {
    static final int STEPS = 10;

    private static final int WIDEST_BAR = 30;
    private static final double MILLIS = 1000;
    private static final String ROW = "%10s %10s %10s %10s %10s  %s";

    private ProfileCurve() {}

    /** The curve, its knee, and the capacity under each promise. */
    static String of(ReplicaCurve curve, List<Objective> promises) {
        double saturation = curve.saturation().requestsPerSecond();
        List<String> lines = new ArrayList<>();
        lines.add(String.format(
                Locale.ROOT,
                "%s, %d GPUs a replica, %.0f tokens in and %.0f out, model: %s",
                curve.profile().hardware(),
                curve.profile().gpus(),
                curve.shape().inputTokens(),
                curve.shape().outputTokens(),
                curve.model().word()));
        lines.add(String.format(
                Locale.ROOT,
                "saturated at %.3f requests/s; latencies are P%s, in ms",
                saturation,
                ImportedCurve.plain(curve.percentile())));
        curve.model().caution(curve.shape()).ifPresent(lines::add);
        lines.add(String.format(Locale.ROOT, ROW, "requests/s", "in flight", "ttft", "itl", "e2e", "")
                .stripTrailing());
        Signal drawn = curve.model().knows(Signal.E2E) ? Signal.E2E : Signal.TTFT;
        double longest = longest(curve, drawn);
        for (int step = 1; step <= STEPS; step++) {
            lines.add(row(curve, saturation * step / STEPS, drawn, longest));
        }
        ReplicaCurve.Knee knee = curve.knee();
        lines.add(String.format(
                Locale.ROOT,
                "knee: %.3f requests/s, %.1f in flight; beyond it latency grows faster than the rate",
                knee.requestsPerSecond(),
                knee.inFlight()));
        promises.forEach(promise -> lines.add(curve.promise(promise)));
        return String.join(System.lineSeparator(), lines);
    }

    private static String row(ReplicaCurve curve, double rate, Signal drawn, double longest) {
        double here = curve.latency(rate, drawn).orElse(0);
        return String.format(
                        Locale.ROOT,
                        ROW,
                        String.format(Locale.ROOT, "%.3f", rate),
                        curve.at(rate)
                                .map(ExpectedLatency::concurrency)
                                .map(inFlight -> String.format(Locale.ROOT, "%.1f", inFlight))
                                .orElse("-"),
                        millis(curve.latency(rate, Signal.TTFT)),
                        millis(curve.latency(rate, Signal.ITL)),
                        millis(curve.latency(rate, Signal.E2E)),
                        longest > 0 ? "#".repeat((int) Math.ceil(WIDEST_BAR * here / longest)) : "")
                .stripTrailing();
    }

    private static double longest(ReplicaCurve curve, Signal drawn) {
        double longest = 0;
        for (int step = 1; step <= STEPS; step++) {
            double rate = curve.saturation().requestsPerSecond() * step / STEPS;
            longest = Math.max(longest, curve.latency(rate, drawn).orElse(0));
        }
        return longest;
    }

    /** In ms. */
    static String millis(OptionalDouble seconds) {
        return seconds.isPresent() ? String.format(Locale.ROOT, "%.1f", seconds.getAsDouble() * MILLIS) : "-";
    }
}
