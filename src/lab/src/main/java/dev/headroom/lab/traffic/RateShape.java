// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.traffic;

/** How many requests a second are to be expected at each moment. A function of time alone: asked twice, it says the same. */
@FunctionalInterface
public interface RateShape {
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

    /** Both at once. */
    default RateShape plus(RateShape other) {
        return at -> perSecond(at) + other.perSecond(at);
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

    /** Requests to be expected in the first so many seconds. */
    default double expectedIn(double seconds) {
        double sum = 0;
        for (double at = 0; at < seconds; at += RateSteps.SECONDS) {
            double step = Math.min(RateSteps.SECONDS, seconds - at);
            sum += perSecond(at + step / 2) * step;
        }
        return sum;
    }

    /**
     * The highest mean of any stretch of a length within the first so many seconds; of the whole where that is shorter.
     *
     * @param seconds how long it is looked at, above 0
     * @param stretchSeconds length of a stretch, above 0
     */
    default double peakPerSecond(double seconds, double stretchSeconds) {
        return RateSteps.peakPerSecond(this, seconds, Math.min(seconds, stretchSeconds));
    }
}
