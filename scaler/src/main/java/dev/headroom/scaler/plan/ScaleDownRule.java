// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.plan;

import dev.headroom.scaler.plan.Reason.Stage;
import dev.headroom.scaler.slo.Objective;
import dev.headroom.telemetry.snapshot.Distribution;
import dev.headroom.telemetry.snapshot.Reading;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

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
                .flatMap(objective -> broken(input.snapshot().now(), objective).stream())
                .findFirst();
    }

    private static Optional<String> broken(Reading now, Objective objective) {
        OptionalDouble observed = distributionOf(now, objective).valueAt(objective.percentile());
        return observed.isPresent() && observed.getAsDouble() > objective.limitSeconds()
                ? Optional.of(String.format(Locale.ROOT, "%s is broken, now %.3f s", objective, observed.getAsDouble()))
                : Optional.empty();
    }

    private static Distribution distributionOf(Reading reading, Objective objective) {
        return switch (objective.signal()) {
            case TTFT -> reading.timeToFirstToken();
            case ITL -> reading.interTokenLatency();
            case E2E -> reading.endToEnd();
        };
    }
}
