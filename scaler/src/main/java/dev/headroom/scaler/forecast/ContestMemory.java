// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.forecast;

import java.util.List;
import java.util.Optional;

/**
 * What a contest has learnt, as plain data that outlives a restart.
 *
 * @param skills by contender and horizon
 * @param tunings by contender
 */
public record ContestMemory(List<Known> skills, List<Tuned> tunings) {
    /** Nothing is known yet. */
    public static final ContestMemory NOTHING = new ContestMemory(List.of(), List.of());

    public ContestMemory {
        skills = List.copyOf(skills);
        tunings = List.copyOf(tunings);
    }

    /**
     * One contender's skill at one horizon.
     *
     * @param method the contender's word
     * @param horizon which: doublings of 30 s, rounded; 0 to {@link ForecastContest#HORIZONS} - 1
     * @param scores normal scores of its errors at {@link RateDistribution#LEVELS}
     * @param won against the last value
     * @param foretold what forecasts of a change were worth; empty where that is not remembered, for a trend is of its hour
     */
    public record Known(String method, int horizon, List<Double> scores, Won won, Optional<Won> foretold) {
        public Known {
            scores = List.copyOf(scores);
            if (scores.size() != RateDistribution.LEVELS.size()
                    || !scores.stream().allMatch(Double::isFinite)) {
                throw new IllegalArgumentException("scores of '" + method + "' must be finite, one for each of "
                        + RateDistribution.LEVELS.size() + " levels, were " + scores);
            }
            if (horizon < 0 || horizon >= ForecastContest.HORIZONS) {
                throw new IllegalArgumentException("horizon of '" + method + "' must be 0 to "
                        + (ForecastContest.HORIZONS - 1) + ", was " + horizon);
            }
        }
    }

    /**
     * Weighted sums over blocks of forecasts.
     *
     * @param weight of the blocks; 0 or more
     * @param spared the last value's losses less the contender's
     * @param squares of the same
     * @param baseline the last value's losses; 0 or more
     */
    public record Won(double weight, double spared, double squares, double baseline) {
        public Won {
            if (!(weight >= 0) || !(squares >= 0) || !(baseline >= 0) || !Double.isFinite(spared)) {
                throw new IllegalArgumentException("sums of losses must be finite, and not negative but for what was"
                        + " spared, were " + weight + ", " + spared + ", " + squares + " and " + baseline);
            }
        }
    }

    /**
     * How one contender filters.
     *
     * @param method its word
     * @param gain share of an innovation that it believes; above 0, below 1
     * @param scale variance of rates, in that of counting; above 0
     */
    public record Tuned(String method, double gain, double scale) {
        public Tuned {
            if (!(gain > 0 && gain < 1) || !(scale > 0) || Double.isInfinite(scale)) {
                throw new IllegalArgumentException("gain of '" + method + "' must be within 0 and 1 and its scale above"
                        + " 0, were " + gain + " and " + scale);
            }
        }
    }
}
