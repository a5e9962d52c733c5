// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.slo;

/**
 * Between what the answer stays.
 *
 * @param min 0 or more
 * @param max at least 1 and at least {@code min}
 * @param whenDark what to answer when telemetry has been dark for longer than the grace period
 */
public record ReplicaLimits(int min, int max, WhenDark whenDark) {
    public ReplicaLimits {
        if (min < 0 || max < 1 || max < min) {
            throw new IllegalArgumentException(
                    "replicas need 0 <= min <= max and max >= 1, were " + min + " and " + max);
        }
    }

    /** What to answer when telemetry has been dark for longer than the grace period. */
    public enum WhenDark {
        /** Go on with the last plan. */
        HOLD,
        /** Answer UNAVAILABLE, so that KEDA's fallback acts. */
        FALLBACK
    }
}
