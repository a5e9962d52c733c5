// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.forecast;

import java.time.Duration;

/**
 * What will be asked of a workload at the horizon, with its uncertainty.
 *
 * @param requestsPerSecond expected rate; 0 or more
 * @param standardError of the expected rate, in requests per second; 0 or more
 * @param shape what one request asks
 * @param horizon how far ahead
 * @param method word for the forecaster that made it
 * @param distribution what the rate may be
 */
public record Demand(
        double requestsPerSecond,
        double standardError,
        TrafficShape shape,
        Duration horizon,
        String method,
        RateDistribution distribution) {
    /** Demand that is normally distributed. */
    public Demand(double requestsPerSecond, double standardError, TrafficShape shape, Duration horizon, String method) {
        this(
                requestsPerSecond,
                standardError,
                shape,
                horizon,
                method,
                RateDistribution.normal(requestsPerSecond, standardError));
    }

    public Demand {
        if (!(requestsPerSecond >= 0) || !(standardError >= 0)) {
            throw new IllegalArgumentException(
                    "demand must not be negative, was " + requestsPerSecond + " ± " + standardError + " requests/s");
        }
    }

    /** Whether the rate is expected to stay what it is: then it is also the best that is known of now. */
    public boolean isOfNow() {
        return method.equals(LastRate.METHOD) || method.equals(LocalLevel.METHOD);
    }
}
