// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.slo;

import java.util.OptionalInt;

/**
 * The limits of the answer.
 *
 * @param min 0 or more
 * @param max at least 1 and at least {@code min}
 * @param maxStepUp how many more replicas than are Ready a rising answer asks for at most; at least 1; empty for no such limit
 * @param whenDark the answer when telemetry has been dark for longer than the grace period
 */
public record ReplicaLimits(int min, int max, OptionalInt maxStepUp, WhenDark whenDark) {
    /** The lower limit of a policy that names none. */
    public static final int DEFAULT_MIN = 1;

    /** The behaviour in the dark of a policy that names none. */
    public static final WhenDark DEFAULT_WHEN_DARK = WhenDark.FALLBACK;

    public ReplicaLimits {
        if (min < 0 || max < 1 || max < min) {
            throw new IllegalArgumentException(
                    "replicas need 0 <= min <= max and max >= 1, were " + min + " and " + max);
        } else if (maxStepUp.isPresent() && maxStepUp.getAsInt() < 1) {
            throw new IllegalArgumentException("maxStepUp must be at least 1, was " + maxStepUp.getAsInt());
        }
    }

    /** Limits of the number alone: the answer may rise by any number at once. */
    public ReplicaLimits(int min, int max, WhenDark whenDark) {
        this(min, max, OptionalInt.empty(), whenDark);
    }

    /** The answer when telemetry has been dark for longer than the grace period. */
    public enum WhenDark {
        /** Continue with the last plan. */
        HOLD,
        /** Answer UNAVAILABLE, so that KEDA's fallback acts. */
        FALLBACK
    }
}
