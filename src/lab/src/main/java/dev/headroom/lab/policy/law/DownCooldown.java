// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.policy.law;

import dev.headroom.lab.policy.monitor.Observation;
import java.util.ArrayDeque;

/** Nothing is given back until no decision of the last minutes wanted it: the highest of them rules downward. Remembers those. */
public final class DownCooldown implements Baseline {
    private final Baseline law;
    private final double seconds;
    private final ArrayDeque<Past> past = new ArrayDeque<>();

    private record Past(double at, double replicas) {}

    /**
     * Holds another law back.
     *
     * @param law to hold back
     * @param seconds that its decisions count
     */
    public DownCooldown(Baseline law, double seconds) {
        this.law = law;
        this.seconds = Demands.positive("seconds", seconds);
    }

    @Override
    public Recommendation decide(Observation seen) {
        Recommendation decision = law.decide(seen);
        if (decision.replicas().isEmpty()) {
            return decision;
        }
        double wanted = decision.replicas().getAsDouble();
        while (!past.isEmpty() && past.getFirst().at() <= seen.now() - seconds) {
            past.removeFirst();
        }
        // Whatever a newer and higher one outlives can never rule again.
        while (!past.isEmpty() && past.getLast().replicas() <= wanted) {
            past.removeLast();
        }
        past.addLast(new Past(seen.now(), wanted));
        double highest = past.getFirst().replicas();
        return wanted < seen.replicas()
                ? Recommendation.of(Math.min(seen.replicas(), highest), decision.because())
                : decision;
    }
}
