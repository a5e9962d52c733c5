// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.workload;

import dev.headroom.lab.traffic.DrawnArrivals;
import dev.headroom.lab.traffic.LengthShape;
import dev.headroom.lab.traffic.RateShape;
import dev.headroom.lab.traffic.RequestList;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator.SplittableGenerator;

/**
 * Requests drawn from a rate and lengths.
 *
 * @param rate the rate of one seed
 * @param lengths tokens
 * @param squaredVariation of the gaps: 1 for Poisson
 * @param seconds how long
 */
record DrawnTraffic(SeededRate rate, LengthShape lengths, double squaredVariation, double seconds) implements Traffic {
    /** Which of the seeds' rates the peak is told of; the others' differ by their wandering alone. */
    private static final long FOR_THE_PEAK = 0;

    /** A rate whose events may come sooner or later, by chance. */
    @FunctionalInterface
    interface SeededRate {
        /** The rate that this chance gives. */
        RateShape with(SplittableGenerator chance);
    }

    /** A Poisson process. */
    static DrawnTraffic poisson(SeededRate rate, LengthShape lengths, double seconds) {
        return new DrawnTraffic(rate, lengths, 1, seconds);
    }

    @Override
    public double peakPerSecond() {
        return rate.with(new SplittableRandom(FOR_THE_PEAK).split()).peakPerSecond(seconds, PEAK_STRETCH_SECONDS);
    }

    @Override
    public RequestList draw(double scale, long seed) {
        SplittableGenerator chance = new SplittableRandom(seed);
        RateShape scaled = rate.with(chance.split()).times(scale);
        return RequestList.of(new DrawnArrivals(scaled, lengths, squaredVariation, seconds, chance.split()), seconds);
    }
}
