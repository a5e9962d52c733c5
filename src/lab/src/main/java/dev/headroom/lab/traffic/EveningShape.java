// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.traffic;

/**
 * A quiet rate, a steady rise to a multiple of it, and back; quiet for ever after.
 *
 * @param quiet rate at both ends, requests per second
 * @param factor the top over the quiet rate
 * @param runSeconds how long the evening is
 */
record EveningShape(double quiet, double factor, double runSeconds) implements RateShape {
    /** Shares of the run: the rise takes long, for servers need most of a minute to start; the end has room to scale down. */
    private static final double RISES_AT = 0.05;

    private static final double TOP_FROM = 0.50;
    private static final double TOP_UNTIL = 0.54;
    private static final double QUIET_FROM = 0.76;
    /** Share of a slope at each of its ends that is rounded off. */
    private static final double ROUNDED = 0.2;

    EveningShape {
        if (!(runSeconds > 0)) {
            throw new IllegalArgumentException("the run must last longer than 0 s, was " + runSeconds);
        }
    }

    @Override
    public double perSecond(double atSeconds) {
        double share = atSeconds / runSeconds;
        double up = slope((share - RISES_AT) / (TOP_FROM - RISES_AT));
        double down = slope((share - TOP_UNTIL) / (QUIET_FROM - TOP_UNTIL));
        return quiet * (1 + (factor - 1) * (up - down));
    }

    /** From 0 to 1 with one steepness in between and parabolas at the ends. */
    private static double slope(double share) {
        double steepness = 1 / (1 - ROUNDED);
        if (share <= 0) {
            return 0;
        }
        if (share >= 1) {
            return 1;
        }
        if (share < ROUNDED) {
            return steepness * share * share / (2 * ROUNDED);
        }
        if (share > 1 - ROUNDED) {
            return 1 - steepness * (1 - share) * (1 - share) / (2 * ROUNDED);
        }
        return steepness * (share - ROUNDED / 2);
    }
}
