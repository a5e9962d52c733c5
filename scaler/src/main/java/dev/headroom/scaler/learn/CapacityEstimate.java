// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.learn;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The load that one replica may be booked with, in work per second (generated tokens), and why.
 *
 * @param shown estimated load that keeps the promise; above 0
 * @param source the source of that load
 * @param limit load that replicas may have at most while a promise is broken or requests wait; above 0; empty while neither is
 * @param breach the present breach; empty without one
 * @param budgetBurn how fast the error budget has been spent over the last hours; 1 where it is just kept
 * @param mayMiss misses that are allowed now, as a share of the error budget; above 0
 * @param unavoidable share of the error budget that is missed however many replicas there are; empty where replicas help
 */
public record CapacityEstimate(
        double shown,
        Source source,
        OptionalDouble limit,
        Optional<Breach> breach,
        double budgetBurn,
        double mayMiss,
        OptionalDouble unavoidable) {
    public CapacityEstimate {
        if (!(shown > 0) || !(limit.orElse(1) > 0) || Double.isInfinite(shown)) {
            throw new IllegalArgumentException("a capacity is finite and above 0, was " + shown + " and " + limit);
        }
    }

    /** Where a capacity is known from. */
    public enum Source {
        /** The load of each replica when Headroom first saw it, until something speaks against it. */
        STANDING,
        /** The serving profile. */
        PROFILE,
        /** Loads at which users were seen to get the promised latencies. */
        SHOWN
    }

    /**
     * A promise that is broken, or a queue that stands.
     *
     * @param since when it was first seen twice in a row
     * @param queue whether requests wait on replicas that have no room; else a percentile is above its limit
     */
    public record Breach(Instant since, boolean queue) {}

    /** The load that counts now: the shown one, within the limit. */
    public double workPerSecond() {
        return Math.min(shown, limit.orElse(shown));
    }
}
