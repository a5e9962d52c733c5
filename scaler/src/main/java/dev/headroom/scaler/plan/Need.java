// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.plan;

import java.util.OptionalDouble;

/**
 * What one constraint asks for.
 *
 * @param binding word for the constraint
 * @param exact replicas before rounding up; 0 or more
 * @param ratePerReplica requests per second that one replica carries under it; empty when it limits something else
 * @param sentence how the number came about
 */
record Need(String binding, double exact, OptionalDouble ratePerReplica, String sentence) {
    /** Arithmetic noise: 25 / 12.5 is 2, also when it comes out as 2.0000000001. */
    private static final double NOISE = 1e-9;

    /** Rounded up: half a replica serves nobody. */
    int replicas() {
        return roundUp(exact);
    }

    /** Replicas that leave the share {@code margin} of each free. */
    int replicasLeaving(double margin) {
        return roundUp(exact / (1 - margin));
    }

    private static int roundUp(double value) {
        return (int) Math.min(Integer.MAX_VALUE, Math.ceil(value - NOISE * Math.max(1, value)));
    }
}
