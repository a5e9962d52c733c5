// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.traffic;

import java.util.Iterator;
import java.util.random.RandomGenerator;

/**
 * An evening: a quiet hour, a steady rise to a multiple of it, and back. Arrivals are Poisson, lengths lognormal like those
 * of the measured runs (means 700 and 200, variation 0.8, cut at 2,048 and 700). After the run the quiet rate goes on for ever.
 */
public final class EveningPeak implements Iterator<Arrival> {
    /** Keeps about one and a half replicas busy, so that the start has two. */
    public static final double QUIET_PER_SECOND = 20;
    /** The top over the quiet rate. */
    public static final double RISE_FACTOR = 4.5;

    private static final TokenLengths INPUT = new TokenLengths(700, 0.8, 2048);
    private static final TokenLengths OUTPUT = new TokenLengths(200, 0.8, 700);
    /** Shares of the run: the rise takes long, for servers need most of a minute to start; the end has room to scale down. */
    private static final double RISES_AT = 0.05;

    private static final double TOP_FROM = 0.50;
    private static final double TOP_UNTIL = 0.54;
    private static final double QUIET_FROM = 0.76;
    /** Share of a slope at each of its ends that is rounded off. */
    private static final double ROUNDED = 0.2;

    private final double runSeconds;
    private final RandomGenerator chance;
    private double atSeconds;

    public EveningPeak(double runSeconds, RandomGenerator chance) {
        if (!(runSeconds > 0)) {
            throw new IllegalArgumentException("the run must last longer than 0 s, was " + runSeconds);
        }
        this.runSeconds = runSeconds;
        this.chance = chance;
    }

    @Override
    public boolean hasNext() {
        return true;
    }

    /** Thinning: candidates come at the top rate, each stays with the probability of its moment's rate. */
    @Override
    public Arrival next() {
        double top = QUIET_PER_SECOND * RISE_FACTOR;
        do {
            atSeconds += chance.nextExponential() / top;
        } while (chance.nextDouble() * top >= ratePerSecond(atSeconds));
        return new Arrival(atSeconds, INPUT.draw(chance), OUTPUT.draw(chance));
    }

    /** Expected arrivals per second at a moment of the run. */
    public double ratePerSecond(double seconds) {
        double share = seconds / runSeconds;
        double up = slope((share - RISES_AT) / (TOP_FROM - RISES_AT));
        double down = slope((share - TOP_UNTIL) / (QUIET_FROM - TOP_UNTIL));
        return QUIET_PER_SECOND * (1 + (RISE_FACTOR - 1) * (up - down));
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
