// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.plan;

import java.util.Locale;
import java.util.Optional;

/**
 * The steps that the horizontal pod autoscaler does not take. With an AverageValue target of 1, its ratio is the answer over the existing
 * replicas. While {@code 1 - down <= ratio <= 1 + up}, it leaves them alone (Kubernetes 1.33 and later, {@code replica_calculator.go}). Up
 * to 1.32 the rule is {@code |1 - ratio| <= tolerance}. In floating point that lets some steps on the edge of the band pass, such as 10 to
 * 11. So a step that is reported as swallowed may pass there, and never the other way round.
 *
 * @param up share of the replicas that may be added without anything happening; at least 0, below 1
 * @param down share that may be taken away without anything happening; at least 0, below 1
 */
public record HpaTolerance(double up, double down) {
    /** {@code --horizontal-pod-autoscaler-tolerance} of kube-controller-manager, unless it was set. */
    public static final HpaTolerance DEFAULT = HpaTolerance.of(0.1);

    public HpaTolerance {
        if (!isTolerance(up) || !isTolerance(down)) {
            throw new IllegalArgumentException(
                    "the HPA's tolerance must be at least 0 and below 1, was " + up + " up and " + down + " down");
        }
    }

    /** The same both ways. */
    public static HpaTolerance of(double tolerance) {
        return new HpaTolerance(tolerance, tolerance);
    }

    /**
     * Whether the answer {@code desired} would leave the replicas as they are though it is another number. KEDA itself scales from and to
     * 0, and it has no tolerance.
     *
     * @param current existing replicas; 0 or more
     * @param desired the answer; 0 or more
     */
    public boolean swallows(int current, int desired) {
        if (current == desired || current == 0 || desired == 0) {
            return false;
        }
        double ratio = (double) desired / current;
        return ratio >= 1 - down && ratio <= 1 + up;
    }

    /**
     * The nearest answer that is no fewer than wanted and is not swallowed: beyond the band upwards. Downwards the only such answer is to
     * stay.
     *
     * @param current existing replicas; 0 or more
     * @param desired the answer that is wanted; 0 or more
     * @return {@code desired} unless it is swallowed
     */
    public int firstReachable(int current, int desired) {
        if (!swallows(current, desired)) {
            return desired;
        }
        if (desired < current) {
            return current;
        }
        int reachable = desired;
        while (swallows(current, reachable)) {
            reachable++;
        }
        return reachable;
    }

    /** The remedy for a swallowed step, with the figures; empty when the step is taken. */
    public Optional<String> sentence(int current, int desired) {
        if (!swallows(current, desired)) {
            return Optional.empty();
        }
        boolean upwards = desired > current;
        return Optional.of(String.format(
                Locale.ROOT,
                "the HPA's tolerance of %s %% ignores the step from %d to %d; set behavior.%s.tolerance: \"0\"",
                percent(upwards ? up : down),
                current,
                desired,
                upwards ? "scaleUp" : "scaleDown"));
    }

    /** Whole where it is nearly so, else with one decimal. */
    private static String percent(double share) {
        String text = String.format(Locale.ROOT, "%.1f", 100 * share);
        return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
    }

    private static boolean isTolerance(double tolerance) {
        return tolerance >= 0 && tolerance < 1;
    }
}
