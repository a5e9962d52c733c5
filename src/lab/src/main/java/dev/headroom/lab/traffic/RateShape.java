// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.traffic;

/** How many requests a second are to be expected at each moment. A function of time alone: asked twice, it says the same. */
@FunctionalInterface
public interface RateShape {
    /**
     * Rates are taken as even within half a second, by its middle: no shape here moves by more than a percent within it, unless it
     * jumps at a whole second.
     */
    double STEP_SECONDS = 0.5;

    /**
     * Expected requests per second, 0 or more.
     *
     * @param atSeconds since the run's start, 0 or more
     */
    double perSecond(double atSeconds);

    /** The same shape at another size. */
    default RateShape times(double factor) {
        if (!(factor >= 0 && Double.isFinite(factor))) {
            throw new IllegalArgumentException("a rate's factor must be 0 or more, was " + factor);
        }
        return at -> factor * perSecond(at);
    }

    /** The same shape without its first so many seconds. */
    default RateShape without(double firstSeconds) {
        return at -> perSecond(at + firstSeconds);
    }

    /** Its first seconds again and again. */
    default RateShape repeatedEvery(double seconds) {
        if (!(seconds > 0)) {
            throw new IllegalArgumentException("a shape must be repeated after more than 0 s, was " + seconds);
        }
        return at -> perSecond(at % seconds);
    }

    /**
     * The highest mean of any stretch of a length within the first so many seconds; of the whole where that is shorter.
     *
     * @param seconds how long it is looked at, above 0
     * @param stretchSeconds length of a stretch, above 0
     */
    default double peakPerSecond(double seconds, double stretchSeconds) {
        if (!(stretchSeconds > 0)) {
            throw new IllegalArgumentException("a stretch must last longer than 0 s, was " + stretchSeconds);
        }
        int steps = (int) Math.max(1, Math.round(seconds / STEP_SECONDS));
        int wide = (int) Math.max(1, Math.min(steps, Math.round(Math.min(seconds, stretchSeconds) / STEP_SECONDS)));
        double[] rates = new double[steps];
        double sum = 0;
        double highest = 0;
        for (int step = 0; step < steps; step++) {
            rates[step] = perSecond((step + 0.5) * STEP_SECONDS);
            sum += rates[step] - (step >= wide ? rates[step - wide] : 0);
            highest = step >= wide - 1 ? Math.max(highest, sum / wide) : highest;
        }
        return highest;
    }
}
