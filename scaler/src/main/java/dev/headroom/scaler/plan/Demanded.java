// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.plan;

import dev.headroom.scaler.forecast.Demand;
import dev.headroom.scaler.plan.Reason.Stage;
import dev.headroom.scaler.supply.Surroundings.Scaling;
import dev.headroom.telemetry.snapshot.ArrivalRate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How many replicas are asked for where a replica's rate is known: for arrivals, for the queue, for what is stuck. */
final class Demanded {
    /** Share of the replicas that is added against the model, where it says enough and users say otherwise. */
    private static final double AGAINST_THE_MODEL = 0.1;

    /** Until an extra replica may go again once the queue is cleared: the HPA's window and a sync. */
    private static final Duration UNTIL_IT_MAY_GO = Duration.ofSeconds(75);

    private final PlanInput input;
    private final Need need;
    private final Need.Rate rate;
    private final Backlog backlog;
    private final Prices prices;
    private final List<Reason> reasons = new ArrayList<>();

    Demanded(PlanInput input, Need need, Need.Rate rate) {
        this.input = input;
        this.need = need;
        this.rate = Throughput.bounded(input, rate);
        this.backlog = Backlog.of(input, untilThen(input, rate), this.rate, input.horizon());
        this.prices = Need.pricesOf(input);
    }

    /** What was found, in order. */
    List<Reason> reasons() {
        return reasons;
    }

    /**
     * The number.
     *
     * @param before the last plan, or the replicas that run
     */
    int replicas(int before) {
        reasons.addAll(need.reasons());
        int wanted = rate.replicas();
        int byModel = need.rate().map(Need.Rate::replicas).orElse(wanted);
        if (wanted > byModel) {
            reasons.add(new Reason(
                    Stage.CATCH_UP,
                    wanted,
                    Throughput.sentence(rate, need.rate().orElseThrow(), wanted)));
        }
        if (wanted == 0) {
            wanted = 1;
            reasons.add(new Reason(Stage.NEED, wanted, "requests may come at any moment: 1"));
        }
        int needed = wanted;
        wanted = withCatchUp(wanted);
        wanted = untilCleared(wanted, before);
        wanted = withReplacement(wanted);
        wanted = againstTheModel(wanted, before);
        return supplied(wanted, needed, before);
    }

    private int supplied(int wanted, int needed, int before) {
        SupplyRule supply = new SupplyRule(input.supply());
        int held = noted(supply.waiting(wanted, needed, before), wanted);
        return noted(supply.replacing(held), noted(supply.coming(held), held));
    }

    private int noted(Optional<Reason> reason, int otherwise) {
        reason.ifPresent(reasons::add);
        return reason.map(Reason::replicas).orElse(otherwise);
    }

    /** Requests per second between now and the horizon, in the mean; a window that holds a step lags behind the rate of now. */
    private static double untilThen(PlanInput input, Need.Rate rate) {
        if (input.demand().filter(Demand::isOfNow).isPresent()) {
            return rate.likely();
        }
        double now = input.snapshot().arrivals().map(ArrivalRate::perSecond).orElse(rate.likely());
        return (now + rate.likely()) / 2;
    }

    private int withCatchUp(int wanted) {
        Duration lifetime = input.horizon().plus(UNTIL_IT_MAY_GO);
        double extra = CatchUp.extra(backlog.ahead(), rate.likely(), rate, prices, lifetime);
        int total = rate.fleet().replicasFor(rate.likely() + extra * rate.perReplica());
        if (extra == 0 || total <= wanted) {
            return wanted;
        }
        reasons.add(new Reason(
                Stage.CATCH_UP,
                total,
                String.format(
                        Locale.ROOT,
                        "%.0f requests queue now and %.0f will in %d s: %.1f replicas more than arrivals need clear them",
                        backlog.now(),
                        backlog.ahead(),
                        input.horizon().toSeconds(),
                        extra)));
        return total;
    }

    /**
     * What was asked for because of a queue is needed until that is cleared, though it would be cleared by the horizon: giving some
     * of it back on the way would take what clears it. They have been paid for; what they cost is only the time until they may go.
     */
    private int untilCleared(int wanted, int before) {
        double extra = CatchUp.extra(backlog.most(), rate.likely(), rate, prices, UNTIL_IT_MAY_GO);
        int kept = Math.min(before, rate.fleet().replicasFor(rate.likely() + extra * rate.perReplica()));
        if (extra == 0 || kept <= wanted) {
            return wanted;
        }
        reasons.add(new Reason(
                Stage.CATCH_UP,
                kept,
                String.format(
                        Locale.ROOT,
                        "%.0f requests queue now and up to %.0f will before they are served: %d are needed until then",
                        backlog.now(),
                        backlog.most(),
                        kept)));
        return kept;
    }

    /** One that is stuck in its start is replaced while it is needed: until enough others serve. */
    private int withReplacement(int wanted) {
        Optional<String> stuck = new SupplyRule(input.supply()).stuck();
        if (stuck.isEmpty() || input.supply().ready().orElse(0) >= wanted) {
            return wanted;
        }
        reasons.add(new Reason(
                Stage.SUPPLY, wanted + 1, "replica " + stuck.get() + " is stuck in its start: one more in its place"));
        return wanted + 1;
    }

    /** Users wait although the model says enough: it is wrong. Once per lead time, for what is asked for takes that long. */
    private int againstTheModel(int wanted, int before) {
        Optional<String> broken = ScaleDownRule.brokenNow(input, need.infeasible());
        int more = before + (int) Math.max(1, Math.round(AGAINST_THE_MODEL * before));
        // Where people hold KEDA back, that is what is wrong.
        boolean paused = input.supply().scaling().filter(Scaling::isPaused).isPresent();
        boolean expected = paused
                || wanted >= more
                || backlog.now() < 1
                || input.course()
                        .raisedWithin(
                                input.horizon().multipliedBy(2),
                                input.snapshot().at());
        if (expected || broken.isEmpty()) {
            return wanted;
        }
        reasons.add(new Reason(
                Stage.CATCH_UP,
                more,
                String.format(
                        Locale.ROOT,
                        "%s and %.0f requests queue, though %d should do: raised to %d",
                        broken.get(),
                        backlog.now(),
                        wanted,
                        more)));
        return more;
    }

    Backlog backlog() {
        return backlog;
    }
}
