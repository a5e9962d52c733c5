// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.policy.law;

import dev.headroom.lab.fleet.Promise;
import dev.headroom.lab.policy.monitor.Observation;
import dev.headroom.lab.policy.monitor.RouterCounter;
import dev.headroom.scaler.slo.Signal;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;

/**
 * Our own: demand and the rise that may come, over the booked load per replica that was shown to keep the promise; held. Load is
 * booked with the rise that a replica stood ready for, and capacity is learnt on what was booked. To be asked every 5 s.
 */
public final class Cautious implements Baseline {
    /** Promises are looked at over so long, and so is what replicas carried when one broke. */
    private static final double BREAK_SECONDS = 120;
    /** Of one look's requests, and a little more so that a scrape lies on either side. */
    private static final double MISSED_SECONDS = 36;

    private static final double LEAST_BACKLOG_SECONDS = 60;
    private static final double LEAST_HOLD_SECONDS = 900;
    private static final double RISE_UNTIL_KNOWN = 0.15;
    private static final double FIRST_RATE_AFTER_SECONDS = 70;
    private static final int TURNS_A_LOOK = 6;
    private static final double LOOK_SECONDS = 30;
    /** A load test's rate is believed for so much of it. */
    private static final double OF_LOAD_TEST = 0.8;

    /** Bins of booked load, each 5 % above the one before, half of them below the first belief. */
    private static final int BINS = 100;

    private static final double BIN = 1.05;
    private static final double BIN_MEMORY_SECONDS = 4 * 3600;
    /** Looks that a bin needs before it counts, and the share of a lead time that they take. */
    private static final double LEAST_LOOKS = 6;

    private static final double BUDGET_MEMORY_SECONDS = 3 * 3600;
    /** The part of the error budget that is spent where a start takes two minutes; less where it takes longer. */
    private static final double AIM = 0.7;

    private static final double AIM_LEAD_SECONDS = 120;
    /** What may be missed now: three times what is promised while nothing was, a tenth of it when the budget is gone. */
    private static final double MOST_MAY = 3;

    private static final double MAY_SLOPE = 2;
    private static final double LEAST_MAY = 0.1;
    /** Far more misses than are promised, in units of the promise. */
    private static final double FAR = 4;

    private static final double BELOW_BROKEN = 0.97;
    private static final double LEAST_OF_CAPACITY = 0.7;
    /** What lies below what was shown: where every bin misses too much, it sinks slowly down to half of the first belief. */
    private static final double SINKS = 0.999;

    private static final double LEAST_OF_PRIOR = 0.5;
    /** Beyond what was shown: a third, or one replica fewer where that is more, and up to a half. */
    private static final double REACH = 0.33;

    private static final double MOST_REACH = 0.5;
    /** Where half of what may be missed is missed, nothing beyond it is tried. */
    private static final double DIRTY = 2;

    private static final double MOST_GROWTH = 1.05;
    /** Down only where the need is this share of the fleet, and a replica, below. */
    private static final double DEAD_BAND = 0.03;

    private static final int CUTS = 12;
    private static final double NOBODY = 0.999;
    /** A limit that is a bucket's bound counts as kept at the bound. */
    private static final double AT_LIMIT = 1.0001;

    private final Promise promise;
    private final double share;
    private final double leadSeconds;
    private final FollowedDemand demand;
    private final RecentValues needs;
    private final RecentValues booked;
    private final RecentValues carried = new RecentValues(BREAK_SECONDS);
    private final double[] looks = new double[BINS];
    private final double[] misses = new double[BINS];
    private final Map<Signal, Budget> budgets = new EnumMap<>(Signal.class);
    private double base;
    private double prior;
    private double capacity;
    private double cap = Double.MAX_VALUE;
    private double may;
    private double held;
    private int turn;

    /**
     * Has seen nothing.
     *
     * @param share of requests that must keep each limit
     * @param leadSeconds how long a start takes
     */
    public Cautious(Promise promise, double share, KnownCapacity start, double leadSeconds) {
        this.promise = promise;
        this.share = share;
        this.leadSeconds = leadSeconds;
        this.demand = new FollowedDemand(leadSeconds, RISE_UNTIL_KNOWN, FIRST_RATE_AFTER_SECONDS, start.work());
        this.base = OF_LOAD_TEST * start.perReplica() * start.work();
        this.prior = base;
        this.capacity = base;
        double hold = Math.max(LEAST_HOLD_SECONDS, 2 * leadSeconds);
        this.needs = new RecentValues(hold);
        this.booked = new RecentValues(hold);
    }

    @Override
    public Recommendation decide(Observation seen) {
        if (!FollowedDemand.isSeen(seen)) {
            return Recommendation.hold("nothing seen");
        }
        double ready = Math.max(1, seen.ready());
        double workBefore = demand.work();
        boolean kept = demand.follow(seen, turn);
        carried.add(seen.now(), demand.smooth() * workBefore / ready);
        double asked = demand.level() + demand.rise();
        double load = asked * demand.work();
        if (kept && demand.told() == 1) {
            believeWhatStands(load / ready);
        }
        if (turn % TURNS_A_LOOK == 0 && seen.now() > FollowedDemand.WINDOW_SECONDS && base > 0) {
            look(seen, load, ready);
            capacity = shown(ready);
        }
        turn++;
        double each = Math.min(capacity, cap) / demand.work();
        double backlog = FollowedDemand.waiting(seen) / Math.max(LEAST_BACKLOG_SECONDS, leadSeconds);
        double need = each > 0 ? (asked + backlog) / each : 0;
        // Who installs it holds what stands.
        needs.add(seen.now(), demand.told() < 2 ? Math.max(need, seen.replicas()) : need);
        booked.add(seen.now(), load);
        hold(Math.max(1, needs.most()));
        return Recommendation.of(held, demand.text() + ", " + each + " per replica");
    }

    /** Until something speaks against it. */
    private void believeWhatStands(double load) {
        prior = Math.max(prior, load);
        capacity = prior;
        if (base == 0) {
            base = prior;
        }
    }

    private void hold(double most) {
        boolean within = most > held - 1 - DEAD_BAND * held && most < held;
        held = within ? held : Math.ceil(most);
    }

    /** Notes which share of requests missed, and how much was booked on each replica; and whether a promise is broken now. */
    private void look(Observation seen, double load, double ready) {
        double finished = seen.perSecond(RouterCounter.FINISHED, LOOK_SECONDS).orElse(0) * LOOK_SECONDS;
        double burn = 0;
        double missed = 0;
        double worst = 0;
        for (Signal signal : Signal.values()) {
            double outside = outside(seen, signal);
            missed = Math.max(missed, outside);
            worst = Math.max(worst, seen.quantile(signal, share, BREAK_SECONDS).orElse(0) / promise.limit(signal));
            Budget budget = budgets.getOrDefault(signal, Budget.UNTOUCHED).after(finished, outside);
            budgets.put(signal, budget);
            burn = Math.max(burn, budget.share() / (1 - share));
        }
        note(Math.max(booked.most(), 0) / ready, missed);
        double aim = AIM * Math.sqrt(AIM_LEAD_SECONDS / leadSeconds);
        may = (1 - share) * Math.max(LEAST_MAY, MOST_MAY - MAY_SLOPE * burn / aim);
        boolean begins = worst > 1 && cap == Double.MAX_VALUE;
        if (begins) {
            // As it was when it broke: the replicas that come share the load and prove nothing.
            double had = missed > FAR * (1 - share) ? carried.mean() : load / ready;
            cap = Math.max(LEAST_OF_CAPACITY * capacity, BELOW_BROKEN * had);
        } else if (worst <= 1) {
            cap = Double.MAX_VALUE;
        }
    }

    private void note(double load, double missed) {
        double fade = Math.exp(-LOOK_SECONDS / BIN_MEMORY_SECONDS);
        Arrays.setAll(looks, bin -> looks[bin] * fade);
        Arrays.setAll(misses, bin -> misses[bin] * fade);
        double above = Math.floor(Math.log(load / base) / Math.log(BIN));
        int bin = (int) Math.max(0, Math.min(BINS - 1, BINS / 2 + above));
        looks[bin]++;
        misses[bin] += missed;
    }

    private double bottom(double bin) {
        return base * Math.pow(BIN, bin - BINS / 2);
    }

    /** Requests of the last hours, fading: those that finished, and those of them that missed a limit. */
    private record Budget(double finished, double outside) {
        static final Budget UNTOUCHED = new Budget(0, 0);

        Budget after(double more, double shareOutside) {
            double fade = Math.exp(-LOOK_SECONDS / BUDGET_MEMORY_SECONDS);
            return new Budget(finished * fade + more, outside * fade + more * shareOutside);
        }

        double share() {
            return outside / (finished + 1);
        }
    }

    private record Block(int highest, double looks, double misses) {
        double share() {
            return misses / looks;
        }

        Block over(Block lower) {
            return new Block(highest, looks + lower.looks, misses + lower.misses);
        }
    }

    /** The highest booked load whose share of misses may be; further where that is clean and nothing is known. */
    private double shown(double ready) {
        ArrayDeque<Block> blocks = rising();
        Block over = null;
        while (!blocks.isEmpty() && blocks.getLast().share() > may) {
            over = blocks.removeLast();
        }
        if (blocks.isEmpty()) {
            return over == null ? capacity : Math.max(LEAST_OF_PRIOR * prior, SINKS * capacity);
        }
        Block good = blocks.getLast();
        double clean = Math.max(0, 1 - DIRTY * good.share() / may);
        double reach = Math.max(REACH, Math.min(MOST_REACH, 1 / Math.max(1, ready - 1)));
        double top = bottom(good.highest() + 1) * (1 + clean * reach);
        double known = over == null ? Math.max(top, prior) : Math.min(top, bottom(over.highest()));
        return Math.min(known, MOST_GROWTH * capacity);
    }

    /** The bins that count, joined until their shares of misses rise with the load. */
    private ArrayDeque<Block> rising() {
        ArrayDeque<Block> blocks = new ArrayDeque<>();
        for (int bin = 0; bin < BINS; bin++) {
            if (looks[bin] >= Math.max(LEAST_LOOKS, leadSeconds / LOOK_SECONDS)) {
                Block block = new Block(bin, looks[bin], misses[bin]);
                while (!blocks.isEmpty() && blocks.getLast().share() >= block.share()) {
                    block = block.over(blocks.removeLast());
                }
                blocks.addLast(block);
            }
        }
        return blocks;
    }

    /** Share of the last half minute's requests above the limit: where the limit lies among the quantiles. */
    private double outside(Observation seen, Signal signal) {
        double limit = promise.limit(signal);
        if (Double.isInfinite(limit)) {
            return 0;
        }
        double low = 0;
        double high = 1;
        for (int cut = 0; cut < CUTS; cut++) {
            double middle = (low + high) / 2;
            if (seen.quantile(signal, middle, MISSED_SECONDS).orElse(0) <= limit * AT_LIMIT) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return high > NOBODY ? 0 : 1 - low;
    }
}
