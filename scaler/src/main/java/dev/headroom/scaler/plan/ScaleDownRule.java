// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.plan;

import dev.headroom.scaler.plan.Reason.Stage;
import dev.headroom.scaler.slo.Objective;
import dev.headroom.telemetry.snapshot.ArrivalRate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** Goes down only if no promise is being broken now, and only as far as leaves a margin on every replica. */
final class ScaleDownRule {
    private final double margin;

    ScaleDownRule(double margin) {
        this.margin = margin;
    }

    /**
     * The number after damping.
     *
     * @param before the last plan, or the replicas that run
     * @param wanted below {@code before}
     * @return the reason, whose number lies from {@code wanted} to {@code before}; empty when nothing damps the step
     */
    Optional<Reason> damp(PlanInput input, Need need, int before, int wanted) {
        if (!input.snapshot().arrivals().map(ArrivalRate::whole).orElse(true)) {
            return Optional.of(new Reason(
                    Stage.SCALE_DOWN,
                    before,
                    "held at " + before + ": not all of the time in which arrivals are counted could be observed"));
        }
        Optional<String> broken = brokenNow(input, need.infeasible());
        if (broken.isPresent()) {
            return Optional.of(new Reason(Stage.SCALE_DOWN, before, "held at " + before + ": " + broken.get()));
        }
        if (input.snapshot().servers().stalled()) {
            return Optional.of(new Reason(
                    Stage.SCALE_DOWN,
                    before,
                    "held at " + before + ": the servers hold "
                            + input.snapshot().servers().load().inFlight().orElse(0)
                            + " requests and none has ended for a minute"));
        }
        int roomy = need.rate().map(rate -> rate.replicasWithMargin(margin)).orElse(wanted);
        long waiting = input.snapshot().servers().load().waiting().orElse(0);
        if (waiting > 0) {
            return Optional.of(new Reason(
                    Stage.SCALE_DOWN, before, "held at " + before + ": " + waiting + " requests wait at the servers"));
        }
        int holding = replicasHolding(input, need);
        int damped = Math.min(before, Math.max(wanted, Math.max(roomy, holding)));
        if (damped == wanted) {
            return Optional.empty();
        }
        if (holding > roomy) {
            return Optional.of(new Reason(
                    Stage.SCALE_DOWN,
                    damped,
                    (damped == before ? "held at " : "down only to ") + damped + ": fewer would have to hold the "
                            + input.snapshot().servers().load().inFlight().orElse(0)
                            + " requests that run and wait"));
        }
        String sentence = (damped == before ? "held at " : "down only to ") + damped + ": fewer would not leave "
                + Math.round(margin * 100) + " % of a replica free";
        return Optional.of(new Reason(Stage.SCALE_DOWN, damped, sentence));
    }

    /** Replicas over which the requests in hand are no more than each can hold; 0 where that is not known. */
    private static int replicasHolding(PlanInput input, Need need) {
        OptionalLong inFlight = input.snapshot().servers().load().inFlight();
        OptionalDouble each = need.rate().map(Need.Rate::concurrency).orElse(OptionalDouble.empty());
        return inFlight.isPresent() && each.isPresent()
                ? Requirement.replicasFor((double) inFlight.getAsLong(), each.getAsDouble())
                : 0;
    }

    private static Optional<String> brokenNow(PlanInput input, List<Objective> infeasible) {
        return input.policy().objectives().stream()
                .filter(objective -> !infeasible.contains(objective))
                .map(objective -> Planner.standingOf(objective, input))
                .filter(Standing::violated)
                .map(standing -> standing.objective() + " is broken, " + standing.sentence())
                .findFirst();
    }
}
