// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.keda;

/**
 * When the HPA finds a ratio near enough to 1 to leave things alone.
 *
 * @param up ratios above 1 by no more than this are left alone; 0 or more
 * @param down ratios below 1 by no more than this are left alone; 0 or more
 * @param comparison as the controller's version computes it
 */
public record Tolerance(double up, double down, Comparison comparison) {
    /** The cluster-wide flag's default. */
    private static final double TENTH = 0.1;

    /** {@code tolerance: "0"} in the HPA's behavior, both ways: every whole step is taken. */
    public static final Tolerance ZERO = new Tolerance(0, 0, Comparison.SINCE_1_33);
    /** The cluster-wide 0.1 up to Kubernetes 1.32; in floating point 11 of 10 lies outside. */
    public static final Tolerance TENTH_UP_TO_1_32 = new Tolerance(TENTH, TENTH, Comparison.UP_TO_1_32);
    /** The cluster-wide 0.1 from Kubernetes 1.33 on; in floating point 11 of 10 lies within. */
    public static final Tolerance TENTH_SINCE_1_33 = new Tolerance(TENTH, TENTH, Comparison.SINCE_1_33);

    /** Quantities of metrics count in thousandths. */
    private static final double MILLI = 1e3;

    public Tolerance {
        requireShare(up, "up");
        requireShare(down, "down");
        if (comparison == Comparison.UP_TO_1_32 && up != down) {
            throw new IllegalArgumentException(
                    "up to Kubernetes 1.32 there is one tolerance both ways, was up " + up + " and down " + down);
        }
    }

    /** How a version of kube-controller-manager tests it; the two differ in floating point. */
    public enum Comparison {
        /** {@code |1 - ratio| <= tolerance}. */
        UP_TO_1_32,
        /** {@code 1 - down <= ratio <= 1 + up}. */
        SINCE_1_33
    }

    /** With another {@code behavior.scaleUp.tolerance} of the HPA itself: Kubernetes 1.35, or 1.33 with the gate. */
    public Tolerance withUp(double share) {
        return new Tolerance(share, down, Comparison.SINCE_1_33);
    }

    /** With another {@code behavior.scaleDown.tolerance} of the HPA itself: Kubernetes 1.35, or 1.33 with the gate. */
    public Tolerance withDown(double share) {
        return new Tolerance(up, share, Comparison.SINCE_1_33);
    }

    boolean holds(double ratio) {
        return comparison == Comparison.UP_TO_1_32 ? Math.abs(1 - ratio) <= up : 1 - down <= ratio && ratio <= 1 + up;
    }

    /**
     * The HPA's answer for one external metric of type AverageValue, as replica_calculator.go of Kubernetes computes it.
     *
     * @param value the metric, target × replicas when all is right
     * @param target the wanted value a replica
     * @param statusReplicas replicas that exist, ready or not
     */
    public int replicasFor(double value, double target, int statusReplicas) {
        double milliValue = Math.rint(value * MILLI);
        double milliTarget = Math.rint(target * MILLI);
        double ratio = milliValue / (milliTarget * statusReplicas);
        return holds(ratio) ? statusReplicas : (int) Math.ceil(milliValue / milliTarget);
    }

    /**
     * The HPA's answer for one external metric of type Value: readiness counts here, so it can go down while pods start.
     *
     * @param value the metric
     * @param target its wanted value, whatever the number of replicas
     * @param specReplicas replicas that there shall be
     * @param readyPods of them
     */
    public int replicasForValue(double value, double target, int specReplicas, int readyPods) {
        double ratio = Math.rint(value * MILLI) / Math.rint(target * MILLI);
        return holds(ratio) ? specReplicas : (int) Math.ceil(ratio * readyPods);
    }

    private static void requireShare(double share, String direction) {
        if (!(share >= 0 && share < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("tolerance " + direction + " must be 0 or more, was " + share);
        }
    }
}
