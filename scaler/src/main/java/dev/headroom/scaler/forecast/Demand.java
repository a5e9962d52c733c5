// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.forecast;

import java.time.Duration;
import java.util.OptionalDouble;

/**
 * Current demand of a workload, and by how much it may rise until a replica that is requested now serves.
 *
 * @param requestsPerSecond arrivals now; finite, 0 or more
 * @param rise requests per second by which arrivals may rise within the lead time; finite, 0 or more
 * @param source the source of the rise
 * @param forecastPerSecond highest rate within the lead time, as the same hours of other days suggest; 0 or more; empty while no
 *     other day is known
 * @param workPerRequest mean work of a request, in generated tokens; above 0, see {@link RequestWork}
 * @param shape the mean request
 * @param horizon the lead time: how long a new replica takes until it serves; above 0
 */
public record Demand(
        double requestsPerSecond,
        double rise,
        RiseSource source,
        OptionalDouble forecastPerSecond,
        double workPerRequest,
        TrafficShape shape,
        Duration horizon) {
    public Demand {
        if (!isRate(requestsPerSecond) || !isRate(rise) || !isRate(forecastPerSecond.orElse(0))) {
            throw new IllegalArgumentException("rates must be finite and not negative, were " + requestsPerSecond
                    + " requests/s, rising by " + rise + ", forecast " + forecastPerSecond);
        }
        if (!(workPerRequest > 0) || Double.isInfinite(workPerRequest)) {
            throw new IllegalArgumentException("the work of a request must be above 0, was " + workPerRequest);
        }
    }

    /** Where the rise within the lead time is known from. */
    public enum RiseSource {
        /** Too little has been seen: a fixed share of the rate. */
        ASSUMED,
        /** The rises of the last hours. */
        LAST_HOURS,
        /** The same hours of other days, which recently proved better. */
        OTHER_DAYS
    }

    /** Requests per second to be ready for: arrivals and the rise that may come. */
    public double ready() {
        return requestsPerSecond + rise;
    }

    /** The same demand, multiplied by {@code factor}. */
    public Demand times(double factor) {
        return new Demand(
                requestsPerSecond * factor,
                rise * factor,
                source,
                forecastPerSecond.isPresent()
                        ? OptionalDouble.of(forecastPerSecond.getAsDouble() * factor)
                        : forecastPerSecond,
                workPerRequest,
                shape,
                horizon);
    }

    private static boolean isRate(double value) {
        return value >= 0 && !Double.isInfinite(value);
    }
}
