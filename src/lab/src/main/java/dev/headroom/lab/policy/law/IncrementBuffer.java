// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.policy.law;

import dev.headroom.lab.policy.monitor.Count;
import dev.headroom.lab.policy.monitor.Gauge;
import dev.headroom.lab.policy.monitor.Sight;

/**
 * Our own: the rate and the rise that may come within one lead time, over the load test's rate per replica; the largest need of the
 * last quarter of an hour is asked for. Remembers rates and needs. To be asked every 5 s.
 */
public final class IncrementBuffer implements Baseline {
    private static final double FAST_SECONDS = 30;
    private static final double SMOOTH_SECONDS = 60;
    /** What waits shall be gone within so long. */
    private static final double BACKLOG_SECONDS = 60;

    private static final double QUANTILE = 0.95;
    private static final double MEMORY_SECONDS = 4 * 3600;
    private static final double HOLD_SECONDS = 900;
    /** Until rises are known, half of the rate may come on top. */
    private static final double RISE_UNTIL_KNOWN = 0.5;
    /** A quantile over hours is taken once a minute. */
    private static final int TURNS_A_MINUTE = 12;

    private final double perReplica;
    private final double knob;
    private final RateRises rises;
    private final RecentValues needs = new RecentValues(HOLD_SECONDS);
    private double rise;
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
        this.rises = new RateRises(leadSeconds, MEMORY_SECONDS, QUANTILE, RISE_UNTIL_KNOWN);
    }

    @Override
    public Decision decide(Sight sight) {
        if (sight.perSecond(Count.ARRIVED, FAST_SECONDS).isEmpty()) {
            return Decision.hold("nothing seen");
        }
        double fast = sight.perSecond(Count.ARRIVED, FAST_SECONDS).getAsDouble();
        double smooth = sight.perSecond(Count.ARRIVED, SMOOTH_SECONDS).orElse(fast);
        rises.add(smooth);
        if (turn % TURNS_A_MINUTE == 0) {
            rise = rises.above(smooth);
        }
        turn++;
        double level = Math.max(fast, smooth);
        double waiting = sight.total(Gauge.WAITING) + sight.unrouted();
        needs.add(sight.now(), ((level + rise) * knob + waiting / BACKLOG_SECONDS) / perReplica);
        return Decision.of(
                Math.max(1, needs.most()), "rate " + level + ", rise " + rise + ", " + perReplica + " per replica");
    }
}
