// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.policy.law;

import dev.headroom.lab.fleet.Promise;
import dev.headroom.lab.policy.monitor.Count;
import dev.headroom.lab.policy.monitor.Gauge;
import dev.headroom.lab.policy.monitor.Latency;
import dev.headroom.lab.policy.monitor.Sight;

/**
 * Our own: as {@link IncrementBuffer}, with a capacity that is only ever learnt from what was demonstrated. While the last five
 * minutes kept every percentile with room, the believed load per replica grows slowly; when one breaks, it falls to what was carried,
 * once in five minutes. To be asked every 5 s.
 */
public final class Demonstrated implements Baseline {
    private static final double FAST_SECONDS = 30;
    private static final double SMOOTH_SECONDS = 60;
    private static final double WINDOW_SECONDS = 300;
    private static final double BACKLOG_SECONDS = 60;
    private static final double QUANTILE = 0.95;
    private static final double MEMORY_SECONDS = 4 * 3600;
    private static final double HOLD_SECONDS = 900;
    private static final double RISE_UNTIL_KNOWN = 0.3;
    /** Rates of the first two minutes are those of a monitoring that begins. */
    private static final double FIRST_RATE_AFTER_SECONDS = 120;

    /** A prompt's token against an answer's. */
    private static final double PROMPT_WEIGHT = 1.0 / 16;
    /** The mean work of a request moves by so much a minute. */
    private static final double WORK_GAIN = 0.05;

    private static final int TURNS_A_MINUTE = 12;
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
    private final RateRises rises;
    private final RecentValues needs = new RecentValues(HOLD_SECONDS);
    private final RecentValues perReady = new RecentValues(WINDOW_SECONDS);
    private double capacity;
    private double work;
    private double rise;
    private double lastBroken = Double.NEGATIVE_INFINITY;
    private int turn;

    /**
     * What it begins with.
     *
     * @param perReplica requests/s that a load test found; 0 where there was none: then it believes in what stands when it begins
     * @param work of a mean request
     */
    public record Start(double perReplica, double work) {}

    /**
     * Has seen nothing.
     *
     * @param share of requests that must keep each limit
     * @param leadSeconds how long a start takes
     * @param knob so many times the demand is bought
     */
    public Demonstrated(Promise promise, double share, Start start, double leadSeconds, double knob) {
        this.promise = promise;
        this.share = share;
        this.knob = Demands.positive("knob", knob);
        this.work = Demands.positive("work", start.work());
        this.capacity = start.perReplica() * work;
        this.rises = new RateRises(leadSeconds, MEMORY_SECONDS, QUANTILE, RISE_UNTIL_KNOWN);
    }

    /** Of a request with so many tokens, in tokens of an answer. */
    public static double work(double inputTokens, double outputTokens) {
        return PROMPT_WEIGHT * inputTokens + outputTokens;
    }

    @Override
    public Decision decide(Sight sight) {
        if (sight.perSecond(Count.ARRIVED, SMOOTH_SECONDS).isEmpty()) {
            return Decision.hold("nothing seen");
        }
        double smooth = sight.perSecond(Count.ARRIVED, SMOOTH_SECONDS).getAsDouble();
        double level =
                Math.max(smooth, sight.perSecond(Count.ARRIVED, FAST_SECONDS).orElse(0));
        if (sight.now() > FIRST_RATE_AFTER_SECONDS) {
            rises.add(smooth);
        }
        perReady.add(sight.now(), smooth / Math.max(1, sight.ready()));
        if (turn % TURNS_A_MINUTE == 0) {
            rise = rises.above(smooth);
            follow(sight);
        }
        if (capacity == 0) {
            capacity = (level + rise) * knob * work / Math.max(1, sight.ready());
            return Decision.hold("what stands is believed");
        }
        if (turn % TURNS_A_LOOK == 0) {
            learn(sight);
        }
        turn++;
        double each = capacity / work;
        double waiting = sight.total(Gauge.WAITING) + sight.unrouted();
        needs.add(sight.now(), ((level + rise) * knob + waiting / BACKLOG_SECONDS) / each);
        return Decision.of(
                Math.max(1, needs.most()), "rate " + level + ", rise " + rise + ", " + each + " per replica");
    }

    private void follow(Sight sight) {
        double input = sight.meanInputTokens(WINDOW_SECONDS).orElse(0);
        double output = sight.meanOutputTokens(WINDOW_SECONDS).orElse(0);
        if (input > 0 && output > 0) {
            work += WORK_GAIN * (work(input, output) - work);
        }
    }

    private void learn(Sight sight) {
        if (perReady.reach(sight.now()) < WINDOW_SECONDS - 2 * RateRises.STEP_SECONDS) {
            return;
        }
        double carried = perReady.mean() * work;
        double ofLimit = Math.max(
                Math.max(
                        ofLimit(sight, Latency.TPOT, promise.interTokenSeconds()),
                        ofLimit(sight, Latency.TTFT, promise.timeToFirstTokenSeconds())),
                ofLimit(sight, Latency.E2E, promise.endToEndSeconds()));
        if (ofLimit > 1) {
            if (sight.now() - lastBroken > WINDOW_SECONDS) {
                capacity = Math.max(MOST_FALL * capacity, BELOW_CARRIED * Math.min(capacity, carried));
                lastBroken = sight.now();
            }
        } else if (carried > TELLING_SHARE * capacity) {
            capacity *= 1 + GROWTH * Math.max(0, Math.min(1, (NO_ROOM - ofLimit) / ALL_ROOM));
        }
    }

    private double ofLimit(Sight sight, Latency latency, double limitSeconds) {
        return sight.quantile(latency, share, WINDOW_SECONDS).orElse(0) / limitSeconds;
    }
}
