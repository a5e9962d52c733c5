// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.forecast;

/**
 * What a contender's forecasts of a change were worth: those alone count that differ from the last value by more than counting
 * explains. Flat hours neither prove nor disprove a trend. Two in a row that were wrong beyond the 99 % band, and worse than the last
 * value, suspend it until one is right.
 */
final class Direction {
    /** Standard deviations of a window's count by which a forecast differs from the last value that says more than it. */
    private static final double TELLING = 1.5;
    /** Seconds of such evidence after which it counts half: a regime seldom lasts longer. */
    private static final double HALF_LIFE_SECONDS = 1800;

    private static final int SUSPENDED = 2;
    /** Blocks against it that are heard. */
    private static final double HEARD = 1.5;

    /** A change of this share of the rate counts wholly. */
    private static final double LARGE = 0.2;

    /** An outcome that is off by less than this share of the rate is no miss, however sure the forecast was. */
    static final double TRIFLE = 0.1;

    private final Gain gain = new Gain();
    private double spared;
    private double ofLastValue;
    private double changes;
    private int judged;
    private int misses;

    /** Whether a forecast says something else than the last value. */
    static boolean isTelling(Outlook outlook, Outlook lastValue, double windowNoise) {
        double own = outlook.error() * outlook.error();
        return Math.abs(outlook.perSecond() - lastValue.perSecond()) > TELLING * Math.sqrt(windowNoise + own);
    }

    /**
     * Takes in a telling forecast's loss.
     *
     * @param lossOfLastValue of the last value
     * @param loss of the contender
     * @param beyond whether the outcome was beyond its 99 % band, by more than a trifle
     * @param change that was foretold, in shares of the rate; 0 or more
     * @param blocks judgements that make a block
     * @param every seconds between two judgements
     */
    void add(double lossOfLastValue, double loss, boolean beyond, double change, double blocks, double every) {
        misses = beyond && loss > lossOfLastValue ? misses + 1 : 0;
        spared += lossOfLastValue - loss;
        ofLastValue += lossOfLastValue;
        changes += change;
        judged++;
        if (judged >= blocks) {
            // In shares of the larger loss: one forecast that was far off refutes itself, not all that follow.
            double larger = Math.max(ofLastValue, ofLastValue - spared);
            double share = larger > 0 ? spared / larger : 0;
            // A change of a few percent says as little of the next large one as flat hours do.
            double weight = Math.min(1, changes / judged / LARGE);
            gain.add(share, 1, weight, Math.pow(0.5, weight * judged * every / HALF_LIFE_SECONDS));
            spared = 0;
            changes = 0;
            ofLastValue = 0;
            judged = 0;
        }
    }

    /** Everything but what is of the latest hour. */
    ContestMemory.Won won() {
        return gain.won();
    }

    /** Goes on from what was proven before. */
    void restore(ContestMemory.Won won) {
        gain.set(won.weight(), won.spared(), won.squares(), won.baseline());
    }

    boolean isSuspended() {
        return misses >= SUSPENDED;
    }

    boolean isProven() {
        return gain.isProven() && !isSuspended();
    }

    /** Whether so much speaks against it that what was proven at shorter horizons does not count. */
    boolean isRefuted() {
        return isSuspended() || (gain.weight() > HEARD && gain.share() < 0);
    }

    /** Mean gain of a block, in shares of the larger loss; -1 to 1. */
    double share() {
        return gain.share();
    }
}
