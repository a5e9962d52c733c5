// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.forecast;

/**
 * What the rate of arrivals may be at a horizon.
 *
 * @param perSecond expected, in requests per second; 0 or more
 * @param distribution of the true rate; the chance of counting is not in it
 * @param method word for the contender that expects it
 */
public record RateForecast(double perSecond, RateDistribution distribution, String method) {
    private static final double NINE_OF_TEN = 0.9;

    public RateForecast {
        if (!(perSecond >= 0) || Double.isInfinite(perSecond)) {
            throw new IllegalArgumentException("expected rate must be finite and not negative, was " + perSecond);
        }
    }

    /** Of a normal distribution that is exceeded by as much in one case of ten; requests per second. */
    public double standardError() {
        return Math.max(0, distribution.at(NINE_OF_TEN) - perSecond) / NormalScore.of(NINE_OF_TEN);
    }

    /** The higher of both at each quantile; said to be of the one that expects more. */
    RateForecast orMore(RateForecast other) {
        return new RateForecast(
                Math.max(perSecond, other.perSecond),
                distribution.orMore(other.distribution),
                perSecond >= other.perSecond ? method : other.method);
    }
}
