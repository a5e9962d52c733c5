// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.replay;

import dev.headroom.lab.bound.Goal;
import dev.headroom.lab.fleet.BySignal;
import dev.headroom.lab.fleet.Promise;
import dev.headroom.lab.policy.SetUp;
import dev.headroom.scaler.slo.Objective;
import dev.headroom.scaler.slo.Signal;
import dev.headroom.scaler.slo.SloPolicy;
import java.util.Comparator;
import java.util.Optional;

/**
 * A policy's objectives as limits of each request, and the shares that must keep them.
 *
 * @param limits infinite where there is no objective
 * @param goal shares by the objectives' percentiles; nothing is asked of all together, for no policy says that
 */
record Promised(Promise limits, Goal goal) {
    private static final double PERCENT = 100;

    static Promised by(SloPolicy policy) {
        return new Promised(
                new Promise(BySignal.of(signal -> limit(policy, signal))),
                new Goal(0, BySignal.of(signal -> share(policy, signal))));
    }

    /** The highest promised share; that of the protocol where nothing is promised. */
    double strictest() {
        return anything() ? goal.highest() : SetUp.Terms.PROTOCOL.share();
    }

    /** Whether anything is promised: a ceiling of concurrency alone promises no latency. */
    boolean anything() {
        return goal.highest() > 0;
    }

    private static double limit(SloPolicy policy, Signal signal) {
        return binding(policy, signal).map(Objective::limitSeconds).orElse(Double.POSITIVE_INFINITY);
    }

    private static double share(SloPolicy policy, Signal signal) {
        return binding(policy, signal).map(Objective::percentile).orElse(0.0) / PERCENT;
    }

    /** Of several percentiles of one signal, the highest: it is the promise to the most requests. */
    private static Optional<Objective> binding(SloPolicy policy, Signal signal) {
        return policy.objectives().stream()
                .filter(objective -> objective.signal() == signal)
                .max(Comparator.comparingDouble(Objective::percentile));
    }
}
