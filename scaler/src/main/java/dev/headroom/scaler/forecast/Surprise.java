// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.forecast;

import java.util.OptionalDouble;

/**
 * Tells a step of the rate from chance. A rise is believed after two steps beyond the 99 % band, or one far beyond it; a fall after
 * four: too much for a minute costs little.
 */
final class Surprise {
    /** Standard deviations: one of a hundred normal values is higher. */
    private static final double BAND = 2.33;
    /** Standard deviations that need no second witness: 3 in 10 million. */
    private static final double FAR = 5;

    private static final int RISES = 2;
    private static final int FALLS = 4;

    private int rises;
    private int falls;
    private double sum;

    /**
     * Takes in one step.
     *
     * @param deviations by which the rate was above what was expected, in its standard deviations
     * @param perSecond the rate
     * @return the rate to go on from, where the old one is refuted
     */
    OptionalDouble weigh(double deviations, double perSecond) {
        if (Math.abs(deviations) < BAND) {
            forget();
            return OptionalDouble.empty();
        }
        boolean turned = deviations > 0 ? falls > 0 : rises > 0;
        if (turned) {
            forget();
        }
        sum += perSecond;
        if (deviations > 0) {
            rises++;
        } else {
            falls++;
        }
        if (rises < RISES && falls < FALLS && deviations < FAR) {
            return OptionalDouble.empty();
        }
        double mean = sum / (rises + falls);
        forget();
        return OptionalDouble.of(mean);
    }

    private void forget() {
        rises = 0;
        falls = 0;
        sum = 0;
    }
}
