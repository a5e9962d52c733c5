// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.policy.law;

import java.util.OptionalDouble;

/**
 * What a law asks for.
 *
 * @param replicas 0 or more, not yet rounded up nor kept within bounds; empty where it leaves things alone
 * @param because in one sentence
 */
public record Decision(OptionalDouble replicas, String because) {
    public Decision {
        if (replicas.isPresent() && !(replicas.getAsDouble() >= 0)) {
            throw new IllegalArgumentException("replicas must be 0 or more, was " + replicas.getAsDouble());
        }
    }

    /** Asks for so many. */
    public static Decision of(double replicas, String because) {
        return new Decision(OptionalDouble.of(replicas), because);
    }

    /** Leaves things alone. */
    public static Decision hold(String because) {
        return new Decision(OptionalDouble.empty(), because);
    }

    /** Rounded up to whole replicas within bounds; what there is where it holds. */
    public int within(int min, int max, int present) {
        // A sum of shares may end a hair above the whole number that it means; half a millionth of a replica serves
        // nobody.
        double asked = replicas.isPresent() ? Math.ceil(replicas.getAsDouble() - ROUNDING) : present;
        return (int) Math.max(min, Math.min(max, asked));
    }

    private static final double ROUNDING = 1e-9;
}
