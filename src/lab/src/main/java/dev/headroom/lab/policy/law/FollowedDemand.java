// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.policy.law;

import dev.headroom.lab.policy.monitor.Observation;
import dev.headroom.lab.policy.monitor.RouterCounter;
import dev.headroom.lab.policy.monitor.ServerGauge;

/** What our own laws follow of demand: the rate of arrivals, the rise that may come, and the work of the mean request. */
final class FollowedDemand {
    /** Over so long lengths of requests are looked at. */
    static final double WINDOW_SECONDS = 300;

    private static final double FAST_SECONDS = 30;
    private static final double SMOOTH_SECONDS = 60;
    private static final double QUANTILE = 0.95;
    private static final double MEMORY_SECONDS = 4 * 3600;
    private static final int TURNS_A_MINUTE = 12;

    /** A prompt's token against an answer's. */
    private static final double PROMPT_WEIGHT = 1.0 / 16;
    /** The mean work of a request moves by so much a minute. */
    private static final double WORK_GAIN = 0.05;

    private final double firstRateAfterSeconds;
    private final RateRises rises;
    private double smooth;
    private double level;
    private double rise;
    private double work;

    /**
     * Has seen nothing.
     *
     * @param firstRateAfterSeconds rates before are those of a monitoring that begins
     */
    FollowedDemand(double leadSeconds, double riseUntilKnown, double firstRateAfterSeconds, double work) {
        this.firstRateAfterSeconds = firstRateAfterSeconds;
        this.rises = new RateRises(leadSeconds, MEMORY_SECONDS, QUANTILE, riseUntilKnown);
        this.work = Demands.positive("work", work);
    }

    /** Of a request with so many tokens, in tokens of an answer. */
    static double work(double inputTokens, double outputTokens) {
        return PROMPT_WEIGHT * inputTokens + outputTokens;
    }

    static boolean isSeen(Observation seen) {
        return seen.perSecond(RouterCounter.ARRIVED, SMOOTH_SECONDS).isPresent();
    }

    /** Requests that wait in servers or router. */
    static double waiting(Observation seen) {
        return seen.total(ServerGauge.WAITING) + seen.unrouted();
    }

    /** Whether this turn's rate was kept; {@code turn} counts turns of 5 s. */
    boolean follow(Observation seen, int turn) {
        smooth = seen.perSecond(RouterCounter.ARRIVED, SMOOTH_SECONDS).orElse(0);
        level = Math.max(
                smooth, seen.perSecond(RouterCounter.ARRIVED, FAST_SECONDS).orElse(0));
        boolean kept = seen.now() > firstRateAfterSeconds;
        if (kept) {
            rises.add(smooth);
        }
        if (turn % TURNS_A_MINUTE == 0) {
            rise = rises.above(smooth);
            double input = seen.meanInputTokens(WINDOW_SECONDS).orElse(0);
            double output = seen.meanOutputTokens(WINDOW_SECONDS).orElse(0);
            if (input > 0 && output > 0) {
                work += WORK_GAIN * (work(input, output) - work);
            }
        }
        return kept;
    }

    /** Requests per second over a minute. */
    double smooth() {
        return smooth;
    }

    /** The larger of that and the rate of the last half minute. */
    double level() {
        return level;
    }

    double rise() {
        return rise;
    }

    double work() {
        return work;
    }

    /** How many rates were kept. */
    long told() {
        return rises.told();
    }

    String text() {
        return "rate " + level + ", rise " + rise;
    }
}
