// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.traffic;

import java.util.List;
import java.util.random.RandomGenerator;

/** The shapes of which workloads are made. Rates in requests per second, times in seconds. */
public final class RateShapes {
    private static final double HOURS_PER_DAY = 24;
    private static final double SECONDS_PER_HOUR = 3600;
    /** Hour of day and level: the habits of the public conversation traces, rounded. The last is the first of the next day. */
    private static final double[][] COURSE_OF_DAY = {
        {0, 0.45}, {4, 0.0}, {7, 0.20}, {10.5, 0.85}, {13, 0.70}, {16, 0.80}, {20, 1.0}, {24, 0.45}
    };
    /** Shares of an evening. */
    private static final double RISES_AT = 0.05;

    private static final double TOP_FROM = 0.50;
    private static final double TOP_UNTIL = 0.54;
    private static final double QUIET_FROM = 0.76;
    /** Share of an evening's slope at each of its ends that is rounded off. */
    private static final double ROUNDED = 0.2;

    private RateShapes() {}

    /** One rate for a time. */
    public record Stage(double seconds, double perSecond) {
        public Stage {
            if (!(seconds > 0 && Double.isFinite(seconds))) {
                throw new IllegalArgumentException("a stage must last longer than 0 s, was " + seconds);
            }
            requireRate(perSecond);
        }
    }

    /** Always the same. */
    public static RateShape constant(double perSecond) {
        requireRate(perSecond);
        return at -> perSecond;
    }

    /** One stage after another; after the last, nothing. */
    public static RateShape stages(List<Stage> stages) {
        List<Stage> copied = List.copyOf(stages);
        return at -> {
            double until = 0;
            for (Stage stage : copied) {
                until += stage.seconds();
                if (at < until) {
                    return stage.perSecond();
                }
            }
            return 0;
        };
    }

    /** One rate until a moment, another from then on. */
    public static RateShape step(double before, double after, double atSeconds) {
        requireRate(before);
        requireRate(after);
        return at -> at < atSeconds ? before : after;
    }

    /** A straight line from one rate to another between two moments, flat before and after. */
    public static RateShape ramp(double from, double to, double beginsAt, double endsAt) {
        requireRate(from);
        requireRate(to);
        requireOrder(beginsAt, endsAt);
        return at -> from + (to - from) * share(at, beginsAt, endsAt);
    }

    /** Waves around a mean, beginning at the trough. */
    public static RateShape sine(double lowest, double highest, double periodSeconds) {
        requireRate(lowest);
        requireOrder(lowest, highest);
        double mean = (lowest + highest) / 2;
        double swing = (highest - lowest) / 2;
        return at -> mean - swing * Math.cos(2 * Math.PI * at / periodSeconds);
    }

    /** A crowd on top of a rate that never changes. */
    public record Crowd(double factor, double comesAt, double risesSeconds, double staysSeconds, double leavesSeconds) {
        public Crowd {
            if (!(factor >= 1 && comesAt >= 0 && risesSeconds > 0 && staysSeconds >= 0 && leavesSeconds > 0)) {
                throw new IllegalArgumentException(
                        "a crowd needs a factor of 1 or more, a start at 0 s or later, and time to rise and leave."
                                + " It was a factor of " + factor + ", " + comesAt + " s, " + risesSeconds + " s, "
                                + leavesSeconds + " s");
            }
        }
    }

    /** The rate is multiplied within seconds, stays so, and the crowd leaves as an exponential. */
    public static RateShape flashCrowd(double usual, Crowd crowd) {
        requireRate(usual);
        double full = crowd.comesAt() + crowd.risesSeconds();
        double ends = full + crowd.staysSeconds();
        return at -> {
            double rise = share(at, crowd.comesAt(), full);
            double left = at <= ends ? 1 : Math.exp(-(at - ends) / crowd.leavesSeconds());
            return usual * (1 + (crowd.factor() - 1) * rise * left);
        };
    }

    /** A rate for a time, nothing for a time, and again; {@code firstOnAt} is when it comes on first. */
    public static RateShape onOff(double perSecond, double onSeconds, double offSeconds, double firstOnAt) {
        requireRate(perSecond);
        return at -> at >= firstOnAt && (at - firstOnAt) % (onSeconds + offSeconds) < onSeconds ? perSecond : 0;
    }

    /**
     * A quiet rate, a steady rise to a multiple of it, and back; quiet for ever after. The rise takes long, for servers need most of a
     * minute to start; the end has room to scale down.
     */
    public static RateShape eveningPeak(double quiet, double factor, double runSeconds) {
        requireRate(quiet);
        requireOrder(0, runSeconds);
        return at -> {
            double share = at / runSeconds;
            double up = slope((share - RISES_AT) / (TOP_FROM - RISES_AT));
            double down = slope((share - TOP_UNTIL) / (QUIET_FROM - TOP_UNTIL));
            return quiet * (1 + (factor - 1) * (up - down));
        };
    }

    /** From 0 to 1 with one steepness in between and parabolas at the ends. */
    private static double slope(double share) {
        double steepness = 1 / (1 - ROUNDED);
        if (share <= 0) {
            return 0;
        }
        if (share >= 1) {
            return 1;
        }
        if (share < ROUNDED) {
            return steepness * share * share / (2 * ROUNDED);
        }
        if (share > 1 - ROUNDED) {
            return 1 - steepness * (1 - share) * (1 - share) / (2 * ROUNDED);
        }
        return steepness * (share - ROUNDED / 2);
    }

    /**
     * A working day of 24 hours: low at four in the morning, a peak before noon, a dip after it and a higher peak in the evening, as
     * the conversation services in the public traces have it.
     *
     * @param lowest rate at night
     * @param highest rate of the higher peak
     * @param beginsAtHour the hour of the day at which the run begins
     */
    public static RateShape day(double lowest, double highest, double beginsAtHour) {
        requireRate(lowest);
        requireOrder(lowest, highest);
        return at -> lowest + (highest - lowest) * shareOfDay((beginsAtHour + at / SECONDS_PER_HOUR) % HOURS_PER_DAY);
    }

    private static double shareOfDay(double hour) {
        int next = 1;
        while (COURSE_OF_DAY[next][0] < hour) {
            next++;
        }
        double from = COURSE_OF_DAY[next - 1][0];
        double way = (hour - from) / (COURSE_OF_DAY[next][0] - from);
        double level = COURSE_OF_DAY[next - 1][1];
        // A half cosine: flat at each given hour, so that no hour has a corner.
        return level + (COURSE_OF_DAY[next][1] - level) * (1 - Math.cos(Math.PI * way)) / 2;
    }

    /**
     * A shape whose level wanders: a lognormal factor of mean 1 that is drawn anew after each {@code paceSeconds} and goes straight
     * from one to the next. Drawn when this is called.
     *
     * @param shape what wanders
     * @param variation of the factor, standard deviation over mean
     * @param paceSeconds between draws
     * @param seconds how long it is drawn for; from then on the last factor stays
     */
    public static RateShape wandering(
            RateShape shape, double variation, double paceSeconds, double seconds, RandomGenerator chance) {
        double variance = Math.log1p(variation * variation);
        double[] factors = new double[(int) Math.ceil(seconds / paceSeconds) + 2];
        for (int knot = 0; knot < factors.length; knot++) {
            factors[knot] = Math.exp(Math.sqrt(variance) * chance.nextGaussian() - variance / 2);
        }
        return at -> {
            int knot = (int) Math.min(factors.length - 2, at / paceSeconds);
            double way = Math.min(1, at / paceSeconds - knot);
            return shape.perSecond(at) * (factors[knot] + (factors[knot + 1] - factors[knot]) * way);
        };
    }

    private static double share(double at, double from, double to) {
        return Math.max(0, Math.min(1, (at - from) / (to - from)));
    }

    private static void requireRate(double perSecond) {
        if (!(perSecond >= 0 && Double.isFinite(perSecond))) {
            throw new IllegalArgumentException("a rate must be 0 or more, was " + perSecond);
        }
    }

    private static void requireOrder(double lower, double higher) {
        if (!(lower < higher)) {
            throw new IllegalArgumentException("must be above " + lower + ", was " + higher);
        }
    }
}
