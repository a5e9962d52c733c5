// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.forecast;

import java.time.Duration;
import java.util.List;

/** Rates against seconds before the newest sight's end, by least squares. */
record RateLine(double middle, double mean, double slope, double squares, int count) {
    static RateLine through(List<Sight> sights, Sight newest) {
        double middle = 0;
        double mean = 0;
        for (Sight sight : sights) {
            middle += secondsOf(sight, newest) / sights.size();
            mean += sight.perSecond() / sights.size();
        }
        double squares = 0;
        double products = 0;
        for (Sight sight : sights) {
            double off = secondsOf(sight, newest) - middle;
            squares += off * off;
            products += off * sight.perSecond();
        }
        return new RateLine(middle, mean, squares > 0 ? products / squares : 0, squares, sights.size());
    }

    private static double secondsOf(Sight sight, Sight newest) {
        return -Sight.secondsOf(Duration.between(sight.at(), newest.at())) - sight.age();
    }

    /** The slope in its standard errors. */
    double significance(double noise) {
        return slope * Math.sqrt(squares / noise);
    }

    /** The standard error of the slope, in requests per second and second; infinite where there is no line. */
    double error(double noise) {
        return squares > 0 ? Math.sqrt(noise / squares) : Double.POSITIVE_INFINITY;
    }
}
