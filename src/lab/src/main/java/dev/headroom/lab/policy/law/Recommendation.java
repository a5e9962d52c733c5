// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.policy.law;

import java.util.OptionalDouble;

/**
 * What a law asks for.
 *
 * @param replicas 0 or more, not yet rounded up nor kept within bounds; empty where it leaves things alone
 * @param because in one sentence
 */
public record Recommendation(OptionalDouble replicas, String because) {
    /** A sum of shares may end a hair above the whole number that it means. */
    private static final double ROUNDING = 1e-9;

    public Recommendation {
        if (replicas.isPresent() && !(replicas.getAsDouble() >= 0)) {
            throw new IllegalArgumentException("replicas must be 0 or more, was " + replicas.getAsDouble());
        }
    }

    /** Asks for so many. */
    public static Recommendation of(double replicas, String because) {
        return new Recommendation(OptionalDouble.of(replicas), because);
    }

    /** Leaves things alone. */
    public static Recommendation hold(String because) {
        return new Recommendation(OptionalDouble.empty(), because);
    }

    /** Rounded up to whole replicas within bounds; what there is where it holds. */
    public int within(int min, int max, int present) {
        double asked = replicas.isPresent() ? Math.ceil(replicas.getAsDouble() - ROUNDING) : present;
        return (int) Math.max(min, Math.min(max, asked));
    }
}
