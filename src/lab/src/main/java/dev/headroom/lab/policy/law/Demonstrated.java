// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.policy.law;

import dev.headroom.lab.fleet.Promise;
import dev.headroom.lab.policy.monitor.Observation;
import dev.headroom.scaler.slo.Signal;

/**
 * Our own: as {@link IncrementBuffer}, with a capacity that is only ever learnt from what was demonstrated. While the last five
 * minutes kept every percentile with room, the believed load per replica grows slowly; when one breaks, it falls to what was carried,
 * once in five minutes. To be asked every 5 s.
 */
public final class Demonstrated implements Baseline {
    private static final double WINDOW_SECONDS = 300;
    private static final double BACKLOG_SECONDS = 60;
    private static final double HOLD_SECONDS = 900;
    private static final double RISE_UNTIL_KNOWN = 0.3;
    /** Rates of the first two minutes are those of a monitoring that begins. */
    private static final double FIRST_RATE_AFTER_SECONDS = 120;

    private static final int TURNS_A_LOOK = 6;
    /** A break takes the capacity to just below what was carried, and at most so far down at once. */
    private static final double BELOW_CARRIED = 0.97;

    private static final double MOST_FALL = 0.85;
    /** A load below this share of the capacity shows nothing about it. */
    private static final double TELLING_SHARE = 0.6;
    /** Growth of one look where latencies have all the room; none from 0.9 of the limit on. */
    private static final double GROWTH = 0.02;

    private static final double NO_ROOM = 0.9;
    private static final double ALL_ROOM = 0.4;

    private final Promise promise;
    private final double share;
    private final double knob;
    private final FollowedDemand demand;
    private final RecentValues needs = new RecentValues(HOLD_SECONDS);
    private final RecentValues perReady = new RecentValues(WINDOW_SECONDS);
    private double capacity;
    private double lastBroken = Double.NEGATIVE_INFINITY;
    private int turn;

    /**
     * Has seen nothing.
     *
     * @param share of requests that must keep each limit
     * @param leadSeconds how long a start takes
     * @param knob so many times the demand is bought
     */
    public Demonstrated(Promise promise, double share, KnownCapacity start, double leadSeconds, double knob) {
        this.promise = promise;
        this.share = share;
        this.knob = Demands.positive("knob", knob);
        this.demand = new FollowedDemand(leadSeconds, RISE_UNTIL_KNOWN, FIRST_RATE_AFTER_SECONDS, start.work());
        this.capacity = start.total();
    }

    @Override
    public Recommendation decide(Observation seen) {
        if (!FollowedDemand.isSeen(seen)) {
            return Recommendation.hold("nothing seen");
        }
        demand.follow(seen, turn);
        perReady.add(seen.now(), demand.smooth() / Math.max(1, seen.ready()));
        double ready = (demand.level() + demand.rise()) * knob;
        if (capacity == 0) {
            capacity = ready * demand.work() / Math.max(1, seen.ready());
            return Recommendation.hold("the ready replicas are taken as enough");
        }
        if (turn % TURNS_A_LOOK == 0) {
            learn(seen);
        }
        turn++;
        double each = capacity / demand.work();
        double waiting = FollowedDemand.waiting(seen);
        needs.add(seen.now(), (ready + waiting / BACKLOG_SECONDS) / each);
        return Recommendation.of(Math.max(1, needs.most()), demand.text() + ", " + each + " per replica");
    }

    private void learn(Observation seen) {
        if (perReady.reach(seen.now()) < WINDOW_SECONDS - 2 * RateRises.STEP_SECONDS) {
            return;
        }
        double carried = perReady.mean() * demand.work();
        double ofLimit = 0;
        for (Signal signal : Signal.values()) {
            double quantile = seen.quantile(signal, share, WINDOW_SECONDS).orElse(0);
            ofLimit = Math.max(ofLimit, quantile / promise.limit(signal));
        }
        if (ofLimit > 1) {
            if (seen.now() - lastBroken > WINDOW_SECONDS) {
                capacity = Math.max(MOST_FALL * capacity, BELOW_CARRIED * Math.min(capacity, carried));
                lastBroken = seen.now();
            }
        } else if (carried > TELLING_SHARE * capacity) {
            capacity *= 1 + GROWTH * Math.max(0, Math.min(1, (NO_ROOM - ofLimit) / ALL_ROOM));
        }
    }
}
