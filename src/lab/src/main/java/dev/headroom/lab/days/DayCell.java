// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.days;

import java.util.Locale;

/**
 * Conditions under which policies are compared over a day.
 *
 * @param day id of the service's day
 * @param peak replicas that the busiest half hour needs by the load test; 0 for the service's own size
 * @param engine name of a shipped one
 * @param leadTime as {@code LeadTimeProfile} reads it
 * @param percentile promised of each limit, such as 95
 * @param belief what the planner is told of the engine
 * @param hours that are scored of a day that was shortened; 0 for all of it
 * @param seed of all chance
 */
record DayCell(
        String day, int peak, String engine, String leadTime, int percentile, Knowledge belief, int hours, long seed) {
    /** The serving profile that the planner has. */
    enum Knowledge {
        /** None. */
        ABSENT,
        /** As a load test finds it. */
        MEASURED,
        /** 20 % too fast. */
        FAST,
        /** 20 % too slow. */
        SLOW
    }

    /** Unique, and readable: {@code conv-p8-h100-llama-8b-warm-p95-absent-s1}. */
    String id() {
        return setting() + "-s" + seed;
    }

    /** The same without the seed. */
    String setting() {
        return String.join(
                "-", load(), leadTime, "p" + percentile, belief.name().toLowerCase(Locale.ROOT));
    }

    /** What is the same whatever the policy believes and however long a start takes, seed included. */
    String staircase() {
        return load() + "-p" + percentile + "-s" + seed;
    }

    private String load() {
        String part = hours == 0 ? "" : "-" + hours + "h";
        return day + part + "-" + (peak == 0 ? "own" : "r" + peak) + "-" + engine;
    }
}
