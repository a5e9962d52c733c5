// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.headroom;

import java.time.Duration;
import java.time.Instant;

/**
 * How Headroom is run, beside its documents.
 *
 * @param demandFactor arrivals are taken for so many times what they are; 1 as the service does, above 0
 * @param horizon the lead time until starts have shown it, the service's setting {@code headroom.plan.horizon}; above 0
 * @param planEverySeconds pause between two rounds of planning; above 0
 * @param admissions whether a gateway tells of requests when they arrive
 * @param sees what the planner sees of the servers beside their telemetry
 * @param faults of the telemetry
 * @param start the instant at which the episode begins
 * @param seed of exporters' rhythms, delays, ids and faults
 */
public record HeadroomOptions(
        double demandFactor,
        Duration horizon,
        double planEverySeconds,
        boolean admissions,
        Sees sees,
        TelemetryFaults faults,
        Instant start,
        long seed) {
    /**
     * What the planner sees of the servers beside their telemetry.
     *
     * @param pods whether it sees pods and nodes; else it knows the number of replicas alone, as outside of a cluster
     * @param limits whether servers state their limits: what their cache holds in their metrics, and in their pods' arguments how many
     *     sequences they run at once
     */
    public record Sees(boolean pods, boolean limits) {
        /** As in a cluster with servers as they come. */
        public static final Sees ALL = new Sees(true, true);
    }

    /** The service's default. */
    public static final Duration HORIZON = Duration.ofMinutes(6);

    /**
     * What the cluster shows changes once a second here. The service plans twice a second; over an evening's peak that sets the
     * same replicas, second by second, while a pause of 5 s does not.
     */
    public static final double PLAN_EVERY_SECONDS = 1;

    /** A day like any other. */
    private static final Instant START = Instant.parse("2026-11-24T08:00:00Z");

    public HeadroomOptions {
        if (!(demandFactor > 0 && Double.isFinite(demandFactor))) {
            throw new IllegalArgumentException("demandFactor must be above 0, was " + demandFactor);
        }
        if (horizon.isNegative() || horizon.isZero()) {
            throw new IllegalArgumentException("horizon must be above 0 s, was " + horizon);
        }
        if (!(planEverySeconds > 0)) {
            throw new IllegalArgumentException("planEverySeconds must be above 0, was " + planEverySeconds);
        }
    }

    /** The service's defaults, telemetry of servers alone, and nothing that goes wrong. */
    public static HeadroomOptions defaults(long seed) {
        return new HeadroomOptions(1, HORIZON, PLAN_EVERY_SECONDS, false, Sees.ALL, TelemetryFaults.NONE, START, seed);
    }

    /** The same, as if so many times as many requests arrived. */
    public HeadroomOptions buying(double factor) {
        return new HeadroomOptions(factor, horizon, planEverySeconds, admissions, sees, faults, start, seed);
    }

    /** The same with another horizon. */
    public HeadroomOptions withHorizon(Duration ahead) {
        return new HeadroomOptions(demandFactor, ahead, planEverySeconds, admissions, sees, faults, start, seed);
    }

    /** The same with a gateway that tells of admissions. */
    public HeadroomOptions withAdmissions() {
        return new HeadroomOptions(demandFactor, horizon, planEverySeconds, true, sees, faults, start, seed);
    }

    /** The same outside of a cluster: lead times are not learnt, and what starts is not seen. */
    public HeadroomOptions withoutPods() {
        return new HeadroomOptions(
                demandFactor,
                horizon,
                planEverySeconds,
                admissions,
                new Sees(false, sees.limits()),
                faults,
                start,
                seed);
    }

    /** The same with servers that say nothing of their limits, as where their arguments stand in a file. */
    public HeadroomOptions withoutStatedLimits() {
        return new HeadroomOptions(
                demandFactor, horizon, planEverySeconds, admissions, new Sees(sees.pods(), false), faults, start, seed);
    }

    /** The same with faults. */
    public HeadroomOptions with(TelemetryFaults more) {
        return new HeadroomOptions(demandFactor, horizon, planEverySeconds, admissions, sees, more, start, seed);
    }

    /** The same at another time. */
    public HeadroomOptions startingAt(Instant moment) {
        return new HeadroomOptions(demandFactor, horizon, planEverySeconds, admissions, sees, faults, moment, seed);
    }

    /** The same with another pause between rounds. */
    public HeadroomOptions planningEvery(double seconds) {
        return new HeadroomOptions(demandFactor, horizon, seconds, admissions, sees, faults, start, seed);
    }
}
