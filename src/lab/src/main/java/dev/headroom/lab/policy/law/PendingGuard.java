// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.policy.law;

import dev.headroom.lab.policy.monitor.Sight;

/**
 * llm-d's guard against overshoot: a demand above what exists is lowered by the replicas that are starting ({@code keda-epp} guide,
 * scalingModifiers). Without a demand it asks for the recipe's fallback, one replica.
 */
public final class PendingGuard implements Baseline {
    private static final double FALLBACK_REPLICAS = 1;

    private final Baseline demand;

    public PendingGuard(Baseline demand) {
        this.demand = demand;
    }

    @Override
    public Decision decide(Sight sight) {
        Decision wanted = demand.decide(sight);
        if (wanted.replicas().isEmpty()) {
            return Decision.of(FALLBACK_REPLICAS, "no demand known: fallback");
        }
        int pending = sight.replicas() - sight.ready();
        return Decision.of(
                guarded(wanted.replicas().getAsDouble(), sight.replicas(), pending),
                wanted.because() + ", " + pending + " are starting");
    }

    /** {@code demand <= replicas ? demand : max(demand - pending, replicas)}. */
    static double guarded(double demand, int replicas, int pending) {
        return demand <= replicas ? demand : Math.max(demand - pending, replicas);
    }
}
