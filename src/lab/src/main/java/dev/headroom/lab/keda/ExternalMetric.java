// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.keda;

import java.util.OptionalDouble;

/**
 * One metric of type AverageValue as the HPA gets it.
 *
 * @param value its total; 0 or more; empty when it cannot be had
 * @param target wanted value a replica; above 0
 */
public record ExternalMetric(OptionalDouble value, double target) {
    public ExternalMetric {
        if (value.isPresent() && !(value.getAsDouble() >= 0)) {
            throw new IllegalArgumentException("a metric's value must be 0 or more, was " + value.getAsDouble());
        }
        if (!(target > 0)) {
            throw new IllegalArgumentException("a metric's target must be above 0, was " + target);
        }
    }

    /** A metric that can be had. */
    public static ExternalMetric of(double value, double target) {
        return new ExternalMetric(OptionalDouble.of(value), target);
    }

    /** A metric that cannot be had. */
    public static ExternalMetric failing() {
        return new ExternalMetric(OptionalDouble.empty(), 1);
    }
}
