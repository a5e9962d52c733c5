// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.plan;

import dev.headroom.scaler.plan.Reason.Stage;
import dev.headroom.scaler.slo.Objective;
import dev.headroom.telemetry.snapshot.ArrivalRate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

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
        int roomy = need.rate().map(rate -> rate.replicasWithMargin(margin)).orElse(wanted);
        int damped = Math.min(before, Math.max(wanted, roomy));
        if (damped == wanted) {
            return Optional.empty();
        }
        String sentence = (damped == before ? "held at " : "down only to ") + damped + ": fewer would not leave "
                + Math.round(margin * 100) + " % of a replica free";
        return Optional.of(new Reason(Stage.SCALE_DOWN, damped, sentence));
    }

    private static Optional<String> brokenNow(PlanInput input, List<Objective> infeasible) {
        return input.policy().objectives().stream()
                .filter(objective -> !infeasible.contains(objective))
                .map(objective -> Standing.of(objective, input.snapshot().now()))
                .filter(Standing::violated)
                .map(standing -> String.format(
                        Locale.ROOT,
                        "%s is broken, now %.3f s",
                        standing.objective(),
                        standing.observedSeconds().orElseThrow()))
                .findFirst();
    }
}
