// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.keda;

/** When the HPA finds a ratio near enough to 1 to leave things alone. */
public enum Tolerance {
    /** {@code tolerance: "0"} in the HPA's behavior: every whole step is taken. */
    ZERO {
        @Override
        boolean holds(double ratio) {
            return ratio == 1;
        }
    },
    /** The cluster-wide 0.1 up to Kubernetes 1.32; in floating point 11 of 10 lies outside. */
    TENTH_UP_TO_1_32 {
        @Override
        boolean holds(double ratio) {
            return Math.abs(1 - ratio) <= TENTH;
        }
    },
    /** The cluster-wide 0.1 from Kubernetes 1.33 on; in floating point 11 of 10 lies within. */
    TENTH_SINCE_1_33 {
        @Override
        boolean holds(double ratio) {
            return 1 - TENTH <= ratio && ratio <= 1 + TENTH;
        }
    };

    private static final double TENTH = 0.1;

    abstract boolean holds(double ratio);

    /**
     * The HPA's answer for one external metric of type AverageValue.
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

    /** Kubernetes quantities of metrics count in thousandths. */
    private static final double MILLI = 1e3;
}
