// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.plan;

import dev.headroom.scaler.learn.Hold;
import dev.headroom.scaler.learn.RollingMaximum.Peak;
import dev.headroom.telemetry.snapshot.ArrivalRate;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/** Rules that keep the number still. */
final class StillnessRules {
    private StillnessRules() {}

    /** The answer is the largest need of the hold. */
    static Draft hold(Draft draft, PlanFacts facts) {
        Optional<Peak> peak = facts.input().capacity().held();
        int most = FigureText.roundedUp(peak.map(Peak::value).orElse(0.0));
        if (draft.needed().isEmpty() || most <= draft.replicas()) {
            return draft;
        }
        Duration hold = Hold.of(facts.input().horizon());
        Instant at = peak.orElseThrow().at();
        return draft.moved(
                most,
                ReasonCode.HOLD,
                "held at " + most + " until " + FigureText.minute(at.plus(hold)) + ": " + most + " were needed at "
                        + FigureText.minute(at));
    }

    /** A step down that would soon be taken back is not made. Replacements do not follow from demand, and count in full. */
    static Draft smallStep(Draft draft, PlanFacts facts) {
        int before = facts.before().orElse(0);
        if (draft.needed().isEmpty() || draft.replicas() >= before) {
            return draft;
        }
        double held = facts.input().capacity().held().map(Peak::value).orElse(0.0);
        double needed = Math.max(draft.needed().getAsDouble(), held);
        double all = needed + Math.max(0, draft.replicas() - FigureText.roundedUp(Math.max(1, needed)));
        return SmallStep.isTooSmall(all, before)
                ? draft.moved(
                        before,
                        ReasonCode.HOLD,
                        "held at " + before + ": " + FigureText.decimal(all) + " are needed, too close to "
                                + (before - 1))
                : draft;
    }

    /** Nothing is taken away while something is missing or wrong. */
    static Draft notLowered(Draft draft, PlanFacts facts) {
        int before = facts.before().orElse(0);
        if (!facts.mayPlan() || draft.replicas() >= before) {
            return draft;
        }
        return doubt(facts)
                .map(why -> draft.moved(before, ReasonCode.NOT_LOWERED, "not lowered from " + before + ": " + why))
                .orElse(draft);
    }

    private static Optional<String> doubt(PlanFacts facts) {
        PlanInput input = facts.input();
        if (!input.snapshot().arrivals().map(ArrivalRate::whole).orElse(true)) {
            return Optional.of("arrival data of the last minute is incomplete");
        }
        if (input.snapshot().servers().stalled()) {
            return Optional.of("the servers hold requests, but none has finished for a minute");
        }
        boolean broken = input.capacity()
                .believed()
                .filter(known -> known.breach().isPresent())
                .isPresent();
        return broken ? Optional.of("the SLO is missed or requests wait") : Optional.empty();
    }

    /** The policy's limit on a step up: at most that many more than are Ready; it removes nothing. */
    static Draft stepLimit(Draft draft, PlanFacts facts) {
        OptionalInt step = facts.input().policy().replicas().maxStepUp();
        if (step.isEmpty()) {
            return draft;
        }
        int ready = facts.serving().orElse(0);
        int most = Math.max(ready + step.getAsInt(), facts.before().orElse(0));
        if (draft.replicas() > most) {
            return draft.moved(
                    most,
                    ReasonCode.STEP_LIMIT,
                    "held at " + most + ": replicas.maxStepUp allows " + step.getAsInt() + " more than the " + ready
                            + " Ready replicas");
        }
        return draft;
    }
}
