// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.plan;

import dev.headroom.scaler.forecast.Demand;
import dev.headroom.scaler.learn.CapacityEstimate;
import dev.headroom.scaler.learn.CapacityEstimate.Breach;
import dev.headroom.scaler.slo.Durations;
import dev.headroom.scaler.slo.Objective;
import dev.headroom.scaler.slo.Signal;
import dev.headroom.scaler.slo.SloPolicy;
import dev.headroom.scaler.supply.Supply;
import dev.headroom.telemetry.snapshot.Distribution;
import dev.headroom.telemetry.snapshot.Reading;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/** How many replicas demand needs. */
final class DemandRules {
    /** A queue is cleared within a lead time, and no faster than this: balancing takes as long. */
    private static final Duration LEAST_CLEARING = Duration.ofSeconds(60);

    /** While nothing can be measured, requests that wait double the fleet, once per lead time. */
    private static final int BLIND_STEP = 2;

    /** One request in ten hardly waits. */
    private static final double FASTEST = 10;

    private DemandRules() {}

    /** Arrivals and the rise that may come within the lead time, over the load that one replica may be booked with. */
    static Draft riseWithinLeadTime(Draft draft, PlanFacts facts) {
        if ((!facts.mayPlan() && !facts.permission().mayRaise()) || !facts.isMeasured()) {
            return draft;
        }
        Demand demand = facts.input().demand().orElseThrow();
        double each = facts.ratePerReplica().getAsDouble();
        double exact = demand.ready() / each;
        return draft.needing(
                exact,
                ReasonCode.RISE_WITHIN_LEAD_TIME,
                String.format(
                        Locale.ROOT,
                        "arrivals of %s requests/s may rise by %s within %d s; one replica carries %s%s: %d needed",
                        FigureText.rate(demand.requestsPerSecond()),
                        FigureText.rate(demand.rise()),
                        demand.horizon().toSeconds(),
                        FigureText.rate(each),
                        sourceOf(facts.input().capacity().believed().orElseThrow()),
                        FigureText.roundedUp(exact)));
    }

    private static String sourceOf(CapacityEstimate believed) {
        if (believed.workPerSecond() < believed.shown()) {
            return " (current limit)";
        }
        return switch (believed.source()) {
            case SHOWN -> "";
            case PROFILE -> " (profile)";
            case STANDING -> " (current rate)";
        };
    }

    /** States the limit of a replica now, and the objectives that more replicas do not help. */
    static Draft limitReached(Draft draft, PlanFacts facts) {
        Draft said = draft;
        Optional<String> absent = facts.input().capacity().profileAbsent();
        if (absent.isPresent()) {
            said = said.noting(ReasonCode.PROFILE_ABSENT, absent.get());
        }
        for (String difference : facts.input().capacity().differences()) {
            said = said.noting(ReasonCode.STATED_LIMITS, difference);
        }
        if (!facts.isMeasured()) {
            return said;
        }
        CapacityEstimate believed = facts.input().capacity().believed().orElseThrow();
        if (believed.breach().isPresent() && believed.limit().isPresent()) {
            Breach breach = believed.breach().get();
            double limit = believed.limit().getAsDouble()
                    / facts.input().demand().orElseThrow().workPerRequest();
            said = said.noting(
                    ReasonCode.LIMIT_REACHED,
                    (breach.queue() ? "requests have waited on full replicas since " : "the SLO has been missed since ")
                            + FigureText.minute(breach.since()) + ": one replica carries at most "
                            + FigureText.rate(limit)
                            + " requests/s");
        }
        return unhelped(said, facts, believed);
    }

    private static Draft unhelped(Draft draft, PlanFacts facts, CapacityEstimate believed) {
        Draft said = draft;
        for (var infeasible : facts.input().capacity().infeasible()) {
            said = said.noting(ReasonCode.INFEASIBLE, infeasible.sentence());
        }
        if (believed.unavoidable().isEmpty()) {
            return said;
        }
        return said.noting(
                ReasonCode.NEARLY_INFEASIBLE,
                String.format(
                        Locale.ROOT,
                        "the SLO is missed %.1f times as often as allowed at every load: more replicas do not help",
                        believed.unavoidable().getAsDouble()));
    }

    /**
     * Requests that will wait when a replica that is asked for now serves are served within one more lead time, beside those that arrive.
     * Fewer waiting requests than replicas wait for a moment only.
     */
    static Draft backlog(Draft draft, PlanFacts facts) {
        int least = Math.max(1, facts.serving().orElse(1));
        if (draft.needed().isEmpty() || facts.waiting() < least) {
            return draft;
        }
        double each = facts.ratePerReplica().getAsDouble();
        double arriving = facts.input().demand().orElseThrow().requestsPerSecond() / each;
        double ahead = Durations.seconds(facts.input().horizon());
        double within = Math.max(ahead, Durations.seconds(LEAST_CLEARING));
        double queue = facts.waiting()
                + each * replicaSecondsMissing(arriving, ahead, facts.input().supply());
        double exact = draft.needed().getAsDouble() + queue / within / each;
        return draft.needing(exact, ReasonCode.BACKLOG, backlogSentence(facts.waiting(), queue, ahead, within, exact));
    }

    /** The replica-seconds until then that arrivals need, less those that the ready and the starting replicas give. */
    private static double replicaSecondsMissing(double arriving, double ahead, Supply supply) {
        if (supply.ready().isEmpty()) {
            return 0;
        }
        double starting = supply.starting().stream()
                .mapToDouble(one -> one.credit() * Math.max(0, ahead - Durations.seconds(one.expectedIn())))
                .sum();
        return Math.max(0, (arriving - supply.ready().getAsInt()) * ahead - starting);
    }

    private static String backlogSentence(double waiting, double queue, double ahead, double within, double exact) {
        long now = Math.round(waiting);
        String wait = now == 1 ? "1 request waits" : now + " requests wait";
        String more = Math.round(queue) > now
                ? String.format(Locale.ROOT, ", in %.0f s %d will: they must", ahead, Math.round(queue))
                : " and must";
        return String.format(
                Locale.ROOT,
                "%s%s be served within %.0f s: %d needed",
                wait,
                more,
                within,
                FigureText.roundedUp(exact));
    }

    /** A ceiling on requests in flight, by Little's law: rate times how long a request holds its place. */
    static Draft concurrencyCeiling(Draft draft, PlanFacts facts) {
        OptionalInt allowed = facts.input().policy().concurrencyPerReplica();
        OptionalInt slots = facts.input().capacity().slots();
        OptionalDouble holds =
                placeHeld(facts.input().snapshot().recent(), facts.input().policy());
        boolean counts = facts.mayPlan() || facts.permission().mayRaise();
        if ((allowed.isEmpty() && slots.isEmpty())
                || holds.isEmpty()
                || facts.input().demand().isEmpty()
                || !counts) {
            return draft;
        }
        boolean policys = allowed.isPresent() && allowed.getAsInt() <= slots.orElse(Integer.MAX_VALUE);
        int ceiling = policys ? allowed.getAsInt() : slots.getAsInt();
        double inFlight = facts.input().demand().get().ready() * holds.getAsDouble();
        double exact = inFlight / ceiling;
        if (exact <= draft.needed().orElse(0)) {
            return draft;
        }
        return draft.needing(
                exact,
                policys ? ReasonCode.CONCURRENCY_CEILING : ReasonCode.STATED_LIMITS,
                String.format(
                        Locale.ROOT,
                        "%.1f requests are in flight; %s %d per replica: %d needed",
                        inFlight,
                        policys ? "the policy allows" : "the servers have room for",
                        ceiling,
                        FigureText.roundedUp(exact)));
    }

    /** Time in a queue is not counted: added replicas remove it. */
    private static OptionalDouble placeHeld(Reading reading, SloPolicy policy) {
        OptionalDouble endToEnd = reading.endToEnd().mean();
        Distribution first = reading.timeToFirstToken();
        if (endToEnd.isEmpty() || first.count() == 0) {
            return endToEnd;
        }
        double promised = policy.objectives().stream()
                .filter(objective -> objective.signal() == Signal.TTFT)
                .mapToDouble(Objective::limitSeconds)
                .min()
                .orElse(Double.MAX_VALUE);
        double prefill = Math.min(promised, first.valueAt(FASTEST).orElse(0));
        return OptionalDouble.of(
                Math.max(0, endToEnd.getAsDouble() - first.mean().orElse(0) + prefill));
    }

    /** Where nothing can be measured yet, the running replicas are held; the number doubles once per lead time while requests wait. */
    static Draft nothingMeasured(Draft draft, PlanFacts facts) {
        if (draft.needed().isPresent() || !facts.mayPlan()) {
            return draft;
        }
        int held = Math.max(1, draft.replicas());
        // A first answer that was late says nothing yet: it may have come to a server that had just started.
        boolean lacks = facts.waiting() > held;
        boolean allServe = facts.serving().orElse(0) >= held;
        int to = lacks && allServe ? BLIND_STEP * held : held;
        return draft.moved(
                to,
                ReasonCode.NOTHING_MEASURED,
                to > held
                        ? Math.round(facts.waiting()) + " requests wait and no request has been measured: doubled to "
                                + to
                        : "no request has been measured yet: held at " + to);
    }

    /** Requests may come at any moment. */
    static Draft atLeastOne(Draft draft, PlanFacts facts) {
        return facts.mayPlan() && draft.replicas() < 1
                ? draft.moved(1, ReasonCode.AT_LEAST_ONE, "requests may come at any moment: 1 replica stays")
                : draft;
    }
}
