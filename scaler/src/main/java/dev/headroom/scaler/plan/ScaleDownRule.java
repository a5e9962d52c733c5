// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.plan;

import dev.headroom.scaler.capacity.CapacityBelief.Trust;
import dev.headroom.scaler.plan.Reason.Stage;
import dev.headroom.scaler.slo.Objective;
import dev.headroom.telemetry.snapshot.ArrivalRate;
import dev.headroom.telemetry.snapshot.ServerStatus;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * Goes down where every signal agrees: all arrivals were seen, no promise is being broken, nothing waits, what runs fits on fewer,
 * and fewer would still carry the demand that is hardly exceeded until one that is missed could be back.
 */
final class ScaleDownRule {
    /** A replica that is let go and missed costs a start: of what may be short where one is bought, so much may be where one is kept. */
    private static final double CAUTION = 1 / 3.0;

    /** A step down that leaves more than this share is small. */
    private static final double SMALL_STEP = 0.7;

    /**
     * Ordinary traffic teaches within this time what replicas carry. A profile may be wrong by any factor; until then it may ask for
     * more of them, and take none away.
     */
    private static final Duration UNCHECKED = Duration.ofMinutes(10);

    private final double margin;

    ScaleDownRule(double margin) {
        this.margin = margin;
    }

    /**
     * The number after damping.
     *
     * @param before the last plan, or the replicas that run
     * @param wanted below {@code before}
     * @param backlog requests that queue
     * @return the reason, whose number lies from {@code wanted} to {@code before}; empty when nothing damps the step
     */
    Optional<Reason> damp(PlanInput input, Need need, int before, int wanted, Backlog backlog) {
        Need.Rate rate = need.rate().orElseThrow();
        boolean measured = need.mode().equals(Need.BY_CONCURRENCY);
        int roomy = measured ? roomyWhereTimesStretch(input, rate, before) : roomy(input, rate);
        Optional<String> reason = whyNot(input, need, backlog)
                .or(() -> measured ? unsettled(input) : Optional.empty())
                .or(() -> isSmall(roomy, before) ? young(input) : Optional.empty());
        if (reason.isPresent()) {
            return Optional.of(new Reason(Stage.SCALE_DOWN, before, "held at " + before + ": " + reason.get()));
        }
        int holding = replicasHolding(input, rate);
        int damped = Math.min(before, Math.max(wanted, Math.max(roomy, holding)));
        if (damped == wanted) {
            return Optional.empty();
        }
        String step = (damped == before ? "held at " : "down only to ") + damped;
        String sentence = holding > roomy
                ? step + ": fewer would have to hold the " + inFlight(input).orElse(0) + " requests that run and wait"
                : String.format(
                        Locale.ROOT,
                        "%s: fewer could not carry the %.2f requests/s that may come before one that is missed is back, with"
                                + " %.0f %% of a replica free",
                        step,
                        riskyRate(input, rate),
                        100 * margin);
        return Optional.of(new Reason(Stage.SCALE_DOWN, damped, sentence));
    }

    private static Optional<String> whyNot(PlanInput input, Need need, Backlog backlog) {
        Duration known = Duration.between(input.knownSince(), input.snapshot().at());
        if (known.compareTo(input.horizon()) < 0) {
            return Optional.of("the workload has been watched for " + known.toSeconds() + " s only, and a start takes "
                    + input.horizon().toSeconds() + " s");
        }
        if (known.compareTo(UNCHECKED) < 0 && !isLearnt(input)) {
            return Optional.of("nobody has seen yet what these replicas carry, and the workload has been watched for "
                    + known.toSeconds() + " s only");
        }
        if (!input.snapshot().arrivals().map(ArrivalRate::whole).orElse(true)) {
            return Optional.of("not all of the time in which arrivals are counted could be observed");
        }
        Optional<String> broken = brokenNow(input, need.infeasible());
        if (broken.isPresent()) {
            return broken;
        }
        ServerStatus servers = input.snapshot().servers();
        if (servers.stalled()) {
            return Optional.of(
                    "the servers hold " + inFlight(input).orElse(0) + " requests and none has ended for a minute");
        }
        // Those that run crowded need no more than replicas to hold them, which is counted apart.
        long waiting = servers.load().waiting().orElse(0);
        if (waiting > 0 && backlog.now() >= 1) {
            return Optional.of(waiting + " requests wait at the servers");
        }
        return Optional.empty();
    }

    private static boolean isLearnt(PlanInput input) {
        return input.capacity()
                .next()
                .filter(next -> next.trust() == Trust.LEARNT)
                .isPresent();
    }

    /** What was just asked for is not given back for a trifle; where it was a mistake, a lead time of it is dear. */
    private static boolean isSmall(int roomy, int before) {
        return roomy > SMALL_STEP * before;
    }

    private static Optional<String> young(PlanInput input) {
        return input.course().raisedWithin(input.horizon(), input.snapshot().at())
                ? Optional.of("the last step up is younger than a start takes, "
                        + input.horizon().toSeconds() + " s")
                : Optional.empty();
    }

    /** Times of requests that were measured are of the replicas that ran then. */
    private static Optional<String> unsettled(PlanInput input) {
        return input.course().loweredWithin(input.horizon(), input.snapshot().at())
                ? Optional.of(
                        "how long requests take on fewer is not known before the last step down is older than a start"
                                + " takes, " + input.horizon().toSeconds() + " s")
                : Optional.empty();
    }

    /**
     * Where no model tells it, a replica that has k times as many requests may take k times as long for each: as long as steps grow with
     * the batch. So of N replicas, m carry the rate that needs n by the times measured on N only where m² is n·N or more.
     */
    private int roomyWhereTimesStretch(PlanInput input, Need.Rate rate, int before) {
        double exact = riskyRate(input, rate) / (1 - margin) / rate.perReplica();
        int running = Math.min(before, input.supply().ready().orElse(before));
        return Requirement.replicasFor(Math.sqrt(exact * Math.max(1, running)), 1);
    }

    private int roomy(PlanInput input, Need.Rate rate) {
        return rate.fleet().replicasFor(riskyRate(input, rate) / (1 - margin));
    }

    /** What may come until a replica that is missed could be back: now, or at the horizon. */
    private static double riskyRate(PlanInput input, Need.Rate rate) {
        double ahead = input.demand()
                .map(demand -> Need.pricesOf(input).covered(demand, rate.perReplica(), CAUTION))
                .orElse(rate.planned());
        double now = input.snapshot().arrivals().map(ArrivalRate::perSecond).orElse(0.0);
        return Math.max(Math.max(ahead, now), rate.likely());
    }

    /** Replicas over which the requests in hand are no more than each can hold; 0 where that is not known. */
    private static int replicasHolding(PlanInput input, Need.Rate rate) {
        OptionalLong inFlight = inFlight(input);
        OptionalDouble each = rate.concurrency();
        return inFlight.isPresent() && each.isPresent()
                ? Requirement.replicasFor((double) inFlight.getAsLong(), each.getAsDouble())
                : 0;
    }

    private static OptionalLong inFlight(PlanInput input) {
        return input.snapshot().servers().load().inFlight();
    }

    static Optional<String> brokenNow(PlanInput input, List<Objective> infeasible) {
        return input.policy().objectives().stream()
                .filter(objective -> !infeasible.contains(objective))
                .map(objective -> Planner.standingOf(objective, input))
                .filter(Standing::violated)
                .map(standing -> standing.objective() + " is broken, " + standing.sentence())
                .findFirst();
    }
}
