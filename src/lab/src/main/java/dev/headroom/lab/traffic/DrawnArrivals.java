// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.traffic;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.random.RandomGenerator;
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
    private final double squaredVariation;
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
     * @param squaredVariation of the gaps, (standard deviation over mean)²: 1 is a Poisson process, 0 a clock, above 1 comes in bursts
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
        if (!(squaredVariation >= 0 && Double.isFinite(squaredVariation))) {
            throw new IllegalArgumentException(
                    "the squared variation of gaps must be 0 or more, was " + squaredVariation);
        }
        this.rate = rate;
        this.lengths = lengths;
        this.squaredVariation = squaredVariation;
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
        double wanted = passed + gap();
        while (step * RateShape.STEP_SECONDS < untilSeconds) {
            double perSecond = rate.perSecond((step + 0.5) * RateShape.STEP_SECONDS);
            double within = perSecond * RateShape.STEP_SECONDS;
            if (wanted < within) {
                passed = wanted;
                double at = step * RateShape.STEP_SECONDS + wanted / perSecond;
                return at < untilSeconds ? lengths.draw(at, forLengths) : null;
            }
            wanted -= within;
            step++;
        }
        return null;
    }

    /** Gamma distributed with mean 1. */
    private double gap() {
        if (squaredVariation == 0) {
            return 1;
        }
        return squaredVariation == 1
                ? forGaps.nextExponential()
                : squaredVariation * gamma(1 / squaredVariation, forGaps);
    }

    /** Marsaglia and Tsang, A Simple Method for Generating Gamma Variables (2000); shapes below 1 by their section 6. */
    private static double gamma(double shape, RandomGenerator chance) {
        if (shape < 1) {
            return gamma(shape + 1, chance) * Math.pow(chance.nextDouble(), 1 / shape);
        }
        double d = shape - 1.0 / 3;
        double c = 1 / Math.sqrt(9 * d);
        while (true) {
            double normal = chance.nextGaussian();
            double root = 1 + c * normal;
            double cube = root * root * root;
            if (root > 0
                    && Math.log(1 - chance.nextDouble()) < normal * normal / 2 + d - d * cube + d * Math.log(cube)) {
                return d * cube;
            }
        }
    }
}
