// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.forecast;

import java.time.Duration;
import java.util.List;

/**
 * Whether rates that have risen look like one step, which is over, or like a slope, which may go on. Both hypotheses have three
 * unknowns: a level, a moment, and a second level or a slope from that moment on. Each is weighed by the likelihood of its best fit,
 * in the mean over all moments (counts of arrivals taken as normal, with the variance of counting).
 */
final class StepOrSlope {
    /** Fewer rates than this tell nothing. */
    private static final int FEWEST = 4;

    private StepOrSlope() {}

    /**
     * How far a rise may be taken for a slope: 1 where a slope is at least as likely as a step, less as far as the step is likelier.
     *
     * @param sights in order of time
     * @param noise variance of one rate by counting; above 0
     */
    static double slopeShare(List<Sight> sights, double noise) {
        int count = sights.size();
        if (count < FEWEST) {
            return 1;
        }
        double[] time = new double[count];
        double[] rate = new double[count];
        for (int i = 0; i < count; i++) {
            time[i] = secondsBetween(sights.get(0), sights.get(i));
            rate[i] = sights.get(i).perSecond();
        }
        double[] steps = new double[count - 1];
        double[] slopes = new double[count - 1];
        double least = Double.POSITIVE_INFINITY;
        for (int from = 1; from < count; from++) {
            steps[from - 1] = leftBySplit(time, rate, from, false);
            slopes[from - 1] = leftBySplit(time, rate, from, true);
            least = Math.min(least, Math.min(steps[from - 1], slopes[from - 1]));
        }
        double step = likelihood(steps, least, noise);
        double slope = likelihood(slopes, least, noise);
        return Math.min(1, 2 * slope / (slope + step));
    }

    private static double likelihood(double[] left, double least, double noise) {
        double sum = 0;
        for (double squares : left) {
            sum += Math.exp((least - squares) / (2 * noise));
        }
        return sum;
    }

    /** Squares left by the best level and, from one rate on, a second level or a slope. */
    private static double leftBySplit(double[] time, double[] rate, int from, boolean slope) {
        double sumX = 0;
        double sumY = 0;
        double sumXx = 0;
        double sumXy = 0;
        double sumYy = 0;
        for (int i = 0; i < rate.length; i++) {
            double x = i < from ? 0 : slope ? time[i] - time[from - 1] : 1;
            sumX += x;
            sumY += rate[i];
            sumXx += x * x;
            sumXy += x * rate[i];
            sumYy += rate[i] * rate[i];
        }
        double spread = sumXx - sumX * sumX / rate.length;
        double common = sumXy - sumX * sumY / rate.length;
        return sumYy - sumY * sumY / rate.length - common * common / spread;
    }

    private static double secondsBetween(Sight first, Sight other) {
        return Sight.secondsOf(Duration.between(first.at(), other.at())) + first.age() - other.age();
    }
}
