// SPDX-License-Identifier: Apache-2.0
package dev.headroom.cli.profile;

import dev.headroom.scaler.capacity.CapacityModel;
import dev.headroom.scaler.capacity.ExpectedLatency;
import dev.headroom.scaler.capacity.Infeasible;
import dev.headroom.scaler.capacity.ReplicaCapacity;
import dev.headroom.scaler.capacity.ServingProfile;
import dev.headroom.scaler.forecast.TrafficShape;
import dev.headroom.scaler.slo.Objective;
import dev.headroom.scaler.slo.Signal;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What one replica does at each rate of requests that arrive independently.
 *
 * @param profile the replica
 * @param model of the profile
 * @param shape of the requests
 * @param percentile of the latencies; above 0 and below 100
 */
record ReplicaCurve(ServingProfile profile, CapacityModel model, TrafficShape shape, double percentile) {
    private static final int KNEE_STEPS = 2000;

    static ReplicaCurve of(ServingProfile profile, StatedLengths lengths, double percentile) {
        return new ReplicaCurve(
                profile,
                CapacityModel.of(profile),
                new TrafficShape(
                        lengths.input().orElseThrow(), lengths.output().orElseThrow(), TrafficShape.Arrivals.POISSON),
                percentile);
    }

    /**
     * The rate beyond which latency grows faster than the rate: the highest rate per second of latency (Kleinrock's power).
     *
     * @param requestsPerSecond the rate
     * @param inFlight requests on average
     */
    record Knee(double requestsPerSecond, double inFlight) {}

    ReplicaCapacity saturation() {
        return model.saturation(shape);
    }

    Optional<ExpectedLatency> at(double requestsPerSecond) {
        return model.latencyAt(shape, requestsPerSecond);
    }

    /** In seconds; empty where the profile says nothing about the signal, or the rate is too high. */
    OptionalDouble latency(double requestsPerSecond, Signal signal) {
        return model.knows(signal)
                ? model.percentileAt(shape, requestsPerSecond, signal, percentile)
                : OptionalDouble.empty();
    }

    Knee knee() {
        double most = saturation().requestsPerSecond();
        Knee best = new Knee(most, saturation().concurrency());
        double power = 0;
        for (int step = 1; step <= KNEE_STEPS; step++) {
            double rate = most * step / KNEE_STEPS;
            Optional<ExpectedLatency> expected = at(rate);
            double here = expected.map(latency -> rate / latency.endToEnd()).orElse(0.0);
            if (here > power) {
                power = here;
                best = new Knee(rate, expected.orElseThrow().concurrency());
            }
        }
        return best;
    }

    /** The capacity under a promise, or why there is none; as text. */
    String promise(Objective objective) {
        if (!model.knows(objective.signal())) {
            return objective + ": the profile says nothing about "
                    + objective.signal().word();
        }
        return model.capacityFor(shape, objective)
                .fold(
                        capacity -> String.format(
                                Locale.ROOT,
                                "%s: %.3f requests/s, %.1f in flight",
                                objective,
                                capacity.requestsPerSecond(),
                                capacity.concurrency()),
                        Infeasible::sentence);
    }
}
