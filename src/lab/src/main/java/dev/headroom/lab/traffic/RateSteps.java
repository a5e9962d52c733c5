// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.traffic;

/** Rates taken as even within short steps, by their middles: exact for whatever changes at multiples of the step alone. */
final class RateSteps {
    /** Half a second: no shape here moves by more than a percent within it, unless it jumps at a whole second. */
    static final double SECONDS = 0.5;

    private RateSteps() {}

    static double peakPerSecond(RateShape shape, double seconds, double stretchSeconds) {
        if (!(stretchSeconds > 0)) {
            throw new IllegalArgumentException("a stretch must last longer than 0 s, was " + stretchSeconds);
        }
        int steps = (int) Math.max(1, Math.round(seconds / SECONDS));
        int wide = (int) Math.max(1, Math.min(steps, Math.round(stretchSeconds / SECONDS)));
        double[] rates = new double[steps];
        double sum = 0;
        double highest = 0;
        for (int step = 0; step < steps; step++) {
            rates[step] = shape.perSecond((step + 0.5) * SECONDS);
            sum += rates[step] - (step >= wide ? rates[step - wide] : 0);
            highest = step >= wide - 1 ? Math.max(highest, sum / wide) : highest;
        }
        return highest;
    }
}
