// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.forecast;

/**
 * What one request asks of a replica, on average.
 *
 * @param inputTokens mean prompt tokens to compute, prefix-cache hits already subtracted; 0 or more
 * @param outputTokens mean generated tokens; above 0
 * @param arrivals how requests are spread over time
 */
public record TrafficShape(double inputTokens, double outputTokens, Arrivals arrivals) {
    public TrafficShape {
        if (!(inputTokens >= 0) || !(outputTokens > 0)) {
            throw new IllegalArgumentException("a request has 0 or more input and more than 0 output tokens, was "
                    + inputTokens + " and " + outputTokens);
        }
    }

    /** How requests are spread over time. */
    public enum Arrivals {
        /** Evenly: the number in flight hardly varies. */
        STEADY,
        /** Independently of each other, as many users' requests are. */
        POISSON
    }
}
