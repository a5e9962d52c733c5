// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.headroom;

import java.time.Duration;
import java.time.Instant;
import java.util.OptionalDouble;

/**
 * How Headroom is run, beside its documents.
 *
 * @param coveredQuantile quantile of demand that is covered, whatever the policy's posture; empty leaves the posture to decide
 * @param demandFactor demand is taken for so many times what is forecast; 1 as the service does, above 0
 * @param horizon how far ahead demand is forecast, the service's setting {@code headroom.plan.horizon}; above 0
 * @param planEverySeconds pause between two rounds of planning; above 0
 * @param admissions whether a gateway tells of requests when they arrive
 * @param seesPods whether the planner sees pods and nodes; else it knows the number of replicas alone, as outside of a cluster
 * @param faults of the telemetry
 * @param start the instant at which the episode begins
 * @param seed of exporters' rhythms, delays, ids and faults
 */
public record HeadroomOptions(
        OptionalDouble coveredQuantile,
        double demandFactor,
        Duration horizon,
        double planEverySeconds,
        boolean admissions,
        boolean seesPods,
        TelemetryFaults faults,
        Instant start,
        long seed) {
    /** The service's default. */
    public static final Duration HORIZON = Duration.ofMinutes(2);

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
        return new HeadroomOptions(
                OptionalDouble.empty(), 1, HORIZON, PLAN_EVERY_SECONDS, false, true, TelemetryFaults.NONE, START, seed);
    }

    /** The same, covering a quantile of demand; from 0.5 to below 1. */
    public HeadroomOptions covering(double quantile) {
        return new HeadroomOptions(
                OptionalDouble.of(quantile),
                demandFactor,
                horizon,
                planEverySeconds,
                admissions,
                seesPods,
                faults,
                start,
                seed);
    }

    /** The same, as if demand were so many times what is forecast. */
    public HeadroomOptions buying(double factor) {
        return new HeadroomOptions(
                coveredQuantile, factor, horizon, planEverySeconds, admissions, seesPods, faults, start, seed);
    }

    /** The same with another horizon. */
    public HeadroomOptions withHorizon(Duration ahead) {
        return new HeadroomOptions(
                coveredQuantile, demandFactor, ahead, planEverySeconds, admissions, seesPods, faults, start, seed);
    }

    /** The same with a gateway that tells of admissions. */
    public HeadroomOptions withAdmissions() {
        return new HeadroomOptions(
                coveredQuantile, demandFactor, horizon, planEverySeconds, true, seesPods, faults, start, seed);
    }

    /** The same outside of a cluster: lead times are not learnt, and what starts is not seen. */
    public HeadroomOptions withoutPods() {
        return new HeadroomOptions(
                coveredQuantile, demandFactor, horizon, planEverySeconds, admissions, false, faults, start, seed);
    }

    /** The same with faults. */
    public HeadroomOptions with(TelemetryFaults more) {
        return new HeadroomOptions(
                coveredQuantile, demandFactor, horizon, planEverySeconds, admissions, seesPods, more, start, seed);
    }

    /** The same at another time. */
    public HeadroomOptions startingAt(Instant moment) {
        return new HeadroomOptions(
                coveredQuantile, demandFactor, horizon, planEverySeconds, admissions, seesPods, faults, moment, seed);
    }

    /** The same with another pause between rounds. */
    public HeadroomOptions planningEvery(double seconds) {
        return new HeadroomOptions(
                coveredQuantile, demandFactor, horizon, seconds, admissions, seesPods, faults, start, seed);
    }
}
