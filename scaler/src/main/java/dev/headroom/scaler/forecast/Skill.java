// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.forecast;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How well one contender has done at one horizon: the scores its errors really had, and its gain over the last value.
 *
 * <p>Scores follow the errors as in online conformal inference (Gibbs and Candès 2021, "Adaptive conformal inference under
 * distribution shift"): each error beyond a quantile widens it by a step times its level, each within narrows it by the step
 * times the rest, so that in the long run it is exceeded just as often as it says. Losses are the pinball's (Koenker and Bassett
 * 1978), the mean over {@link #JUDGED}, in shares of the rate. Gains are summed over blocks of half a horizon, as forecasts that
 * overlap are no independent witnesses.
 */
final class Skill {
    /** The levels on whose quantiles plans rest. */
    private static final double[] JUDGED = {0.5, 0.75, 0.9, 0.95, 0.99};

    private static final int LEVELS = RateDistribution.LEVELS.size();
    private static final double[] LEVEL =
            RateDistribution.LEVELS.stream().mapToDouble(Double::doubleValue).toArray();
    private static final double[] NORMAL =
            Arrays.stream(LEVEL).map(NormalScore::of).toArray();

    /** Standard deviations that a horizon's worth of errors beyond a quantile can move it by, at most. */
    private static final double STEP = 0.6;
    /** A score stays within these multiples of the normal one, and this much more: medians may be off, too. */
    private static final double NARROWEST = 0.4;

    /** Share of a contender's own error that is kept at least: what counting hides cannot be learnt from outcomes. */
    private static final double LEAST_OWN = 0.4;

    /** Share of the outcomes' noise that is taken away: a small difference of large variances is mostly chance. */
    private static final double TAKEN_AWAY = 0.9;

    private static final double WIDEST = 1.5;
    private static final double MOST_OFF = 0.3;

    private static final int LOW = RateDistribution.LEVELS.indexOf(0.01);
    private static final int HIGH = RateDistribution.LEVELS.indexOf(0.99);

    private static final double[] LOWEST = bound(NARROWEST, WIDEST, -MOST_OFF);
    private static final double[] HIGHEST = bound(WIDEST, NARROWEST, MOST_OFF);

    private final double[] scores = NORMAL.clone();
    private final Gain gain = new Gain();
    private final Direction direction = new Direction();

    /**
     * The true rate's distribution, as far as the errors so far tell: what the counting of the outcomes added to them is taken
     * away again.
     *
     * @param outlook what the contender expects
     * @param outcomeNoise variance that counting adds to an outcome
     */
    RateDistribution distribution(Outlook outlook, double outcomeNoise) {
        if (outlook.error() == 0) {
            // Nothing came for all of a window: an idle workload must not look busy by chance.
            return RateDistribution.normal(outlook.perSecond(), 0);
        }
        double[] observed = quantiles(outlook, outcomeNoise);
        List<Double> rates = new ArrayList<>(LEVELS);
        double before = 0;
        for (int level = 0; level < LEVELS; level++) {
            double distance = observed[level] - outlook.perSecond();
            double counting = TAKEN_AWAY * NORMAL[level] * NORMAL[level] * outcomeNoise;
            double own = Math.sqrt(Math.max(0, distance * distance - counting));
            double least = LEAST_OWN * Math.abs(NORMAL[level]) * outlook.error();
            double rate = outlook.perSecond() + Math.signum(distance) * Math.max(own, least);
            before = Math.max(before, rate);
            rates.add(before);
        }
        return new RateDistribution(rates);
    }

    /** Mean pinball loss, in shares of {@code scale}; the scores learn from the error. */
    double judge(Outlook outlook, double outcomeNoise, double outcome, double scale, double share) {
        double[] quantiles = quantiles(outlook, outcomeNoise);
        double loss = 0;
        for (double level : JUDGED) {
            double over = outcome - quantiles[RateDistribution.LEVELS.indexOf(level)];
            loss += Math.max(level * over, (level - 1) * over);
        }
        double error = Math.sqrt(outlook.error() * outlook.error() + outcomeNoise);
        learn((outcome - outlook.perSecond()) / error, share);
        return loss / JUDGED.length / scale;
    }

    private void learn(double score, double share) {
        for (int level = 0; level < LEVELS; level++) {
            double beyond = score > scores[level] ? LEVEL[level] : LEVEL[level] - 1;
            double moved = scores[level] + STEP * share * spreadAt(level) * beyond;
            scores[level] = Math.max(LOWEST[level], Math.min(HIGHEST[level], moved));
        }
    }

    /** Outer quantiles are rarely crossed and must move further when they are. */
    private static double spreadAt(int level) {
        return Math.max(1, Math.abs(NORMAL[level]));
    }

    private double[] quantiles(Outlook outlook, double outcomeNoise) {
        double error = Math.sqrt(outlook.error() * outlook.error() + outcomeNoise);
        double[] quantiles = new double[LEVELS];
        double before = 0;
        for (int level = 0; level < LEVELS; level++) {
            // Quantiles that learn apart may cross; the higher one then counts for both.
            before = Math.max(before, outlook.perSecond() + scores[level] * error);
            quantiles[level] = before;
        }
        return quantiles;
    }

    private static double[] bound(double ofPositive, double ofNegative, double more) {
        return Arrays.stream(NORMAL)
                .map(score -> score * (score > 0 ? ofPositive : ofNegative) + more)
                .toArray();
    }

    /** Whether an outcome is beyond the 0.01 or the 0.99 quantile. */
    boolean isBeyond(Outlook outlook, double outcomeNoise, double outcome) {
        double[] quantiles = quantiles(outlook, outcomeNoise);
        return outcome < quantiles[LOW] || outcome > quantiles[HIGH];
    }

    /** What its forecasts of a change were worth. */
    Direction direction() {
        return direction;
    }

    Gain gain() {
        return gain;
    }

    double[] scores() {
        return scores.clone();
    }

    /** Begins where another ended; what was won at another horizon counts half. */
    void take(double[] otherScores, Gain other) {
        System.arraycopy(otherScores, 0, scores, 0, LEVELS);
        gain.take(other);
    }
}
