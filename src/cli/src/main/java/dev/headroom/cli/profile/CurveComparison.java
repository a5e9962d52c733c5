// SPDX-License-Identifier: Apache-2.0
package dev.headroom.cli.profile;

import dev.headroom.scaler.capacity.ReplicaCapacity;
import dev.headroom.scaler.slo.Objective;
import dev.headroom.scaler.slo.Signal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/** Two curves side by side, as text: before, after and the change in percent. */
final class CurveComparison {
    private static final double WHOLE = 100;

    private CurveComparison() {}

    /** For requests of one shape; latencies at each fifth of the lower saturation. */
    static String of(ReplicaCurve before, ReplicaCurve after, List<Objective> promises) {
        List<String> lines = new ArrayList<>();
        lines.add(String.format(
                Locale.ROOT,
                "%.0f tokens in and %.0f out; latencies are P%s, in ms",
                before.shape().inputTokens(),
                before.shape().outputTokens(),
                ImportedCurve.plain(before.percentile())));
        caution("before", before, lines);
        caution("after", after, lines);
        lines.add(row("", "before", "after", "change"));
        lines.add(row("hardware", before.profile().hardware(), after.profile().hardware(), ""));
        lines.add(row("GPUs a replica", before.profile().gpus(), after.profile().gpus()));
        double saturationBefore = before.saturation().requestsPerSecond();
        double saturationAfter = after.saturation().requestsPerSecond();
        lines.add(row("saturation, requests/s", saturationBefore, saturationAfter));
        lines.add(row(
                "knee, requests/s",
                before.knee().requestsPerSecond(),
                after.knee().requestsPerSecond()));
        for (Objective promise : promises) {
            lines.add(row(promise + ", requests/s", capacity(before, promise), capacity(after, promise)));
        }
        latencies(before, after, Math.min(saturationBefore, saturationAfter), lines);
        return String.join(System.lineSeparator(), lines);
    }

    private static void caution(String which, ReplicaCurve curve, List<String> lines) {
        curve.model().caution(curve.shape()).ifPresent(sentence -> lines.add(which + ": " + sentence));
    }

    private static void latencies(ReplicaCurve before, ReplicaCurve after, double most, List<String> lines) {
        for (Signal signal : Signal.values()) {
            if (before.model().knows(signal) && after.model().knows(signal)) {
                for (int step = 2; step <= ProfileCurve.STEPS; step += 2) {
                    double rate = most * step / ProfileCurve.STEPS;
                    OptionalDouble from = before.latency(rate, signal);
                    OptionalDouble to = after.latency(rate, signal);
                    lines.add(row(
                            String.format(Locale.ROOT, "%s at %.3f requests/s", signal.word(), rate),
                            ProfileCurve.millis(from),
                            ProfileCurve.millis(to),
                            change(from.orElse(0), to.orElse(0))));
                }
            } else if (before.model().knows(signal) != after.model().knows(signal)) {
                lines.add(row(
                        signal.word(),
                        before.model().knows(signal) ? "has figures" : "-",
                        after.model().knows(signal) ? "has figures" : "-",
                        ""));
            }
        }
    }

    /** 0 where no number of replicas keeps the promise, or the profile says nothing about it. */
    private static double capacity(ReplicaCurve curve, Objective promise) {
        return curve.model().knows(promise.signal())
                ? curve.model()
                        .capacityFor(curve.shape(), promise)
                        .fold(ReplicaCapacity::requestsPerSecond, infeasible -> 0.0)
                : 0;
    }

    private static String row(String name, double before, double after) {
        return row(name, number(before), number(after), change(before, after));
    }

    private static String row(String name, String before, String after, String change) {
        return String.format(Locale.ROOT, "%-28s %12s %12s %9s", name, before, after, change)
                .stripTrailing();
    }

    private static String number(double value) {
        return value == 0
                ? "-"
                : value == Math.rint(value) ? ImportedCurve.plain(value) : String.format(Locale.ROOT, "%.3f", value);
    }

    private static String change(double before, double after) {
        return before == 0 || after == 0 ? "" : String.format(Locale.ROOT, "%+.1f %%", (after / before - 1) * WHOLE);
    }
}
