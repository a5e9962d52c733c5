// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.forecasting;

import dev.headroom.scaler.forecast.RateDistribution;
import java.util.Map;
import java.util.TreeMap;

/** Losses and coverage of one forecaster. */
final class Verdict {
    private static final double[] LEVELS = {0.5, 0.75, 0.9, 0.95, 0.99};
    private static final double NINE_OF_TEN = 0.9;
    private static final double NEARLY_ALL = 0.99;

    private final Map<String, Integer> methods = new TreeMap<>();
    private double loss;
    private double upperLoss;
    private int within90;
    private int within99;
    private int count;

    void add(RateDistribution distribution, String method, double outcome) {
        for (double level : LEVELS) {
            double over = outcome - distribution.at(level);
            double pinball = Math.max(level * over, (level - 1) * over);
            loss += pinball / LEVELS.length;
            upperLoss += level == NINE_OF_TEN ? pinball : 0;
        }
        within90 += outcome <= distribution.at(NINE_OF_TEN) ? 1 : 0;
        within99 += outcome <= distribution.at(NEARLY_ALL) ? 1 : 0;
        methods.merge(method, 1, Integer::sum);
        count++;
    }

    /** Mean pinball loss, in requests per second. */
    double loss() {
        return loss / count;
    }

    /** The same of the 0.9 quantile alone. */
    double upperLoss() {
        return upperLoss / count;
    }

    double within90() {
        return (double) within90 / count;
    }

    double within99() {
        return (double) within99 / count;
    }

    /** How often each method was believed, as shares. */
    Map<String, Double> methods() {
        Map<String, Double> shares = new TreeMap<>();
        methods.forEach((method, times) -> shares.put(method, (double) times / count));
        return shares;
    }
}
