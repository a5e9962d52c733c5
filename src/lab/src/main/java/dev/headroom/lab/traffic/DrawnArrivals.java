// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.traffic;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.random.RandomGenerator.SplittableGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Arrivals drawn from a rate and lengths, until an end. Gaps of mean 1 are laid out along the number of requests expected so far, so
 * that the rate is kept whatever their variation: with a squared variation of 1 this is a Poisson process of that rate. Instants
 * and lengths have chances of their own: at another rate the lengths come in the same order.
 */
public final class DrawnArrivals implements Iterator<Arrival> {
    private final RateShape rate;
    private final LengthShape lengths;
    private final Gaps gaps;
    private final double untilSeconds;
    private final SplittableGenerator forGaps;
    private final SplittableGenerator forLengths;
    private long step;
    /** Expected requests from the step's beginning to the last arrival. */
    private double passed;

    private @Nullable Arrival next;

    /**
     * Draws the first.
     *
     * @param rate requests per second
     * @param lengths tokens
     * @param squaredVariation of the gaps: 1 for Poisson
     * @param untilSeconds when it ends, not included
     * @param chance split at once, and not used afterwards
     */
    public DrawnArrivals(
            RateShape rate,
            LengthShape lengths,
            double squaredVariation,
            double untilSeconds,
            SplittableGenerator chance) {
        if (!(untilSeconds > 0 && Double.isFinite(untilSeconds))) {
            throw new IllegalArgumentException("arrivals must end after 0 s, was " + untilSeconds);
        }
        this.rate = rate;
        this.lengths = lengths;
        this.gaps = new Gaps(squaredVariation);
        this.untilSeconds = untilSeconds;
        this.forGaps = chance.split();
        this.forLengths = chance.split();
        this.next = drawn();
    }

    @Override
    public boolean hasNext() {
        return next != null;
    }

    @Override
    public Arrival next() {
        Arrival arrival = next;
        if (arrival == null) {
            throw new NoSuchElementException("no arrival after " + untilSeconds + " s");
        }
        next = drawn();
        return arrival;
    }

    private @Nullable Arrival drawn() {
        double wanted = passed + gaps.draw(forGaps);
        while (step * RateSteps.SECONDS < untilSeconds) {
            double perSecond = rate.perSecond((step + 0.5) * RateSteps.SECONDS);
            double within = perSecond * RateSteps.SECONDS;
            if (wanted < within) {
                passed = wanted;
                double at = step * RateSteps.SECONDS + wanted / perSecond;
                return at < untilSeconds ? lengths.draw(at, forLengths) : null;
            }
            wanted -= within;
            step++;
        }
        return null;
    }
}
