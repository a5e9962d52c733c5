// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.policy.law;

import dev.headroom.lab.policy.monitor.Observation;

/**
 * Our own: the rate and the rise that may come within one lead time, over the load test's rate per replica; the largest need of the
 * last quarter of an hour is asked for. Remembers rates and needs. To be asked every 5 s.
 */
public final class IncrementBuffer implements Baseline {
    /** What waits shall be gone within so long. */
    private static final double BACKLOG_SECONDS = 60;

    private static final double HOLD_SECONDS = 900;
    /** Until rises are known, half of the rate may come on top. */
    private static final double RISE_UNTIL_KNOWN = 0.5;

    private final double perReplica;
    private final double knob;
    private final FollowedDemand demand;
    private final RecentValues needs = new RecentValues(HOLD_SECONDS);
    private int turn;

    /**
     * Has seen nothing.
     *
     * @param perReplica requests/s that the load test found
     * @param leadSeconds how long a start takes
     * @param knob so many times the demand is bought
     */
    public IncrementBuffer(double perReplica, double leadSeconds, double knob) {
        this.perReplica = Demands.positive("perReplica", perReplica);
        this.knob = Demands.positive("knob", knob);
        this.demand = new FollowedDemand(leadSeconds, RISE_UNTIL_KNOWN, Double.NEGATIVE_INFINITY, 1);
    }

    @Override
    public Recommendation decide(Observation seen) {
        if (!FollowedDemand.isSeen(seen)) {
            return Recommendation.hold("nothing seen");
        }
        demand.follow(seen, turn);
        turn++;
        double expected = (demand.level() + demand.rise()) * knob;
        needs.add(seen.now(), (expected + FollowedDemand.waiting(seen) / BACKLOG_SECONDS) / perReplica);
        return Recommendation.of(Math.max(1, needs.most()), demand.text() + ", " + perReplica + " per replica");
    }
}
