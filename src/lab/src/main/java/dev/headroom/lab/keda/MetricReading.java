// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.keda;

import java.util.OptionalDouble;

/**
 * What one round of calls gave.
 *
 * @param value of the metric; empty means the HPA has nothing to go by and holds
 * @param target wanted value a replica
 * @param trouble what went wrong, empty when nothing did
 */
record MetricReading(OptionalDouble value, double target, String trouble) {
    static MetricReading none(String trouble) {
        return new MetricReading(OptionalDouble.empty(), 1, trouble);
    }

    ExternalMetric metric() {
        return new ExternalMetric(value, target);
    }
}
