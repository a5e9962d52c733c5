// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.keda;

import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What KEDA does with one metric's answers, whoever asked: numbers as it hands them on, failures counted over both paths, and past
 * the threshold the fallback, as a value of type AverageValue. One thread.
 */
final class MetricHealth {
    /** KEDA hands values on with three decimals. */
    private static final double DECIMALS = 1e3;

    private final Optional<Fallback> fallback;
    private int failures;

    MetricHealth(Optional<Fallback> fallback) {
        this.fallback = fallback;
    }

    /** A scaler's number as the HPA gets it: what is no number of 0 or more counts as 0, since KEDA 2.20. */
    static double handedOn(double reported) {
        return reported > 0 && reported < Double.POSITIVE_INFINITY ? Math.rint(reported * DECIMALS) / DECIMALS : 0;
    }

    void succeeded() {
        failures = 0;
    }

    /**
     * Counts a failure, which is one that the immediate repeat could not mend.
     *
     * @return the value that stands in for the missing one; empty while failures are few, or without a fallback
     */
    OptionalDouble failed(double target, int currentReplicas) {
        failures++;
        return fallback.isPresent() && failures > fallback.get().failureThreshold()
                ? OptionalDouble.of(handedOn(target * fallback.get().replicasAt(currentReplicas)))
                : OptionalDouble.empty();
    }
}
