// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.forecast;

/**
 * What one request asks of a replica, on average.
 *
 * @param inputTokens mean prompt tokens, prefix-cache hits included: they are context all the same; 0 or more
 * @param tokensToCompute the part of them that must be computed, prefix-cache hits taken away; 0 to {@code inputTokens}
 * @param outputTokens mean generated tokens; above 0
 * @param arrivals how requests are spread over time
 */
public record TrafficShape(double inputTokens, double tokensToCompute, double outputTokens, Arrivals arrivals) {
    /** Requests that find nothing in a prefix cache. */
    public TrafficShape(double inputTokens, double outputTokens, Arrivals arrivals) {
        this(inputTokens, inputTokens, outputTokens, arrivals);
    }

    public TrafficShape {
        if (!(inputTokens >= 0) || !(outputTokens > 0)) {
            throw new IllegalArgumentException("a request has 0 or more input and more than 0 output tokens, was "
                    + inputTokens + " and " + outputTokens);
        }
        if (!(tokensToCompute >= 0) || tokensToCompute > inputTokens) {
            throw new IllegalArgumentException(
                    "tokens to compute are 0 to " + inputTokens + ", were " + tokensToCompute);
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
