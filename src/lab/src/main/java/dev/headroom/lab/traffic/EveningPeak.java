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

    private final RateShape shape;
    private final LengthShape lengths = LengthShapes.CHAT;
    private final RandomGenerator chance;
    private double atSeconds;

    public EveningPeak(double runSeconds, RandomGenerator chance) {
        this.shape = RateShapes.eveningPeak(QUIET_PER_SECOND, RISE_FACTOR, runSeconds);
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
        return lengths.draw(atSeconds, chance);
    }

    /** Expected arrivals per second at a moment of the run. */
    public double ratePerSecond(double seconds) {
        return shape.perSecond(seconds);
    }
}
