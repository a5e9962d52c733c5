// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.learn;

import java.time.Duration;
import java.time.Instant;
import java.util.OptionalDouble;

/**
 * The learner's observation of a workload at one moment.
 *
 * @param at the moment
 * @param load work of the fleet
 * @param ready replicas that take requests; above 0
 * @param missed misses of the promise
 * @param waiting requests that wait on replicas that have no room; 0 or more, and 0 for a queue so short that it passes at once
 * @param horizon the lead time
 * @param aim share of the error budget that may be spent; above 0
 */
public record CapacityObservation(
        Instant at, Load load, int ready, Missed missed, double waiting, Duration horizon, double aim) {
    public CapacityObservation {
        if (ready < 1 || !(aim > 0)) {
            throw new IllegalArgumentException(
                    "an observation needs a ready replica and an aim above 0, had " + ready + " and " + aim);
        }
    }

    /**
     * The fleet's work per second: generated tokens, see {@link dev.headroom.scaler.forecast.RequestWork}.
     *
     * @param booked the load that it stood ready for: arrivals and the rise that may come; 0 or more
     * @param arriving arriving work; 0 or more
     * @param finished the most that was recently finished; empty where that is not known
     */
    public record Load(double booked, double arriving, OptionalDouble finished) {
        public Load {
            if (!(booked >= 0) || !(arriving >= 0)) {
                throw new IllegalArgumentException(
                        "a load must be 0 or more, was " + booked + " booked and " + arriving + " arriving");
            }
        }
    }

    /** Whether requests wait on replicas that have no room. */
    boolean queue() {
        return waiting > 0;
    }

    double booked() {
        return load.booked();
    }

    double arriving() {
        return load.arriving();
    }

    /**
     * Misses of users, for the objective that was missed worst: 1 where as many missed it as may.
     *
     * @param newest of the requests that ended in the last half minute; empty where none did
     * @param lately of those of the last two minutes
     * @param closeness worst percentile of those over its limit; 0 or more
     * @param requests that ended in the time since the look before; 0 or more
     * @param show requests that a meaningful percentile needs; 1 or more
     */
    public record Missed(OptionalDouble newest, Lately lately, double requests, double closeness, int show) {}

    /**
     * Recent misses.
     *
     * @param share 0 or more; empty where nothing ended
     * @param may requests that may miss it; 0 or more
     * @param crowded share that would be missed if each request did that met another on its replica; 0 or more
     */
    public record Lately(OptionalDouble share, double may, double crowded) {
        /** Nothing ended. */
        public static final Lately NOTHING = new Lately(OptionalDouble.empty(), 0, 0);

        /**
         * Whether more was missed than chance explains at the usual share of misses: by one standard deviation of a Poisson count.
         *
         * @param anyway share; above 0
         */
        boolean isBeyond(double anyway) {
            return may > 0 && share.orElse(0) > anyway + Math.sqrt(anyway / may);
        }

        /** The share that was missed by requests that were alone on their replica, at least: no further replica helps them. */
        double alone() {
            return Math.max(0, share.orElse(0) - crowded);
        }
    }
}
