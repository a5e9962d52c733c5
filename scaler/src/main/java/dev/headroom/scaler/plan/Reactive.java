// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.plan;

import dev.headroom.scaler.plan.Reason.Stage;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The end of the order of trust: nothing is known of what a replica carries. Holds; adds a quarter when a promise is broken or
 * requests wait, once per lead time, and doubles while none has ended yet; takes one away per lead time when all that is promised is
 * kept twice over.
 */
final class Reactive {
    private static final double STEP = 0.25;

    private static final double PERCENT = 100;
    /**
     * While no request has ended yet, those that are there were all sent since the first, and as many again will be before one ends:
     * servers that are full hold half of what is to come, at least.
     */
    private static final double STEP_AT_FIRST = 1;

    /** A cache that is fuller has no room for what the running requests will still write. */
    private static final double FULL = 0.7;

    /** Of its limit, everything must stay below this share before one goes. */
    private static final double EASILY = 0.5;

    private Reactive() {}

    /**
     * The number.
     *
     * @param why nothing better is known
     * @param before the last plan, or the replicas that run; at least 1
     */
    static Reason replicas(PlanInput input, String why, int before) {
        Instant now = input.snapshot().at();
        boolean settled = !input.course().raisedWithin(input.horizon(), now)
                && !input.course().loweredWithin(input.horizon(), now);
        Optional<String> pressed = pressed(input, before);
        if (pressed.isPresent() && !input.course().raisedWithin(input.horizon(), now)) {
            int more = before + (int) Math.max(1, Math.ceil((noneHasEnded(input) ? STEP_AT_FIRST : STEP) * before));
            return new Reason(Stage.REACTIVE, more, why + ": " + pressed.get() + ", raised to " + more);
        }
        if (settled && pressed.isEmpty() && before > 1 && keptEasily(input)) {
            return new Reason(
                    Stage.REACTIVE,
                    before - 1,
                    why + ": every objective is kept below half of its limit, down to " + (before - 1));
        }
        return new Reason(Stage.REACTIVE, before, why + ": held at " + before);
    }

    private static Optional<String> pressed(PlanInput input, int before) {
        long waiting = input.snapshot().servers().load().waiting().orElse(0);
        return ScaleDownRule.brokenNow(input, List.of())
                .or(() -> waiting > before ? Optional.of(waiting + " requests wait at the servers") : Optional.empty())
                .or(() -> noneHasEnded(input) ? full(input) : Optional.empty());
    }

    private static boolean noneHasEnded(PlanInput input) {
        return input.snapshot().recent().completed() == 0
                && input.snapshot().servers().load().inFlight().orElse(0) > 0;
    }

    private static Optional<String> full(PlanInput input) {
        double usage = input.snapshot().servers().load().kvUsage().orElse(0);
        return usage > FULL
                ? Optional.of(String.format(
                        Locale.ROOT, "a cache is %.0f %% full and no request has ended yet", PERCENT * usage))
                : Optional.empty();
    }

    private static boolean keptEasily(PlanInput input) {
        List<Standing> standings = input.policy().objectives().stream()
                .map(objective -> Planner.standingOf(objective, input))
                .toList();
        boolean waits = input.snapshot().servers().load().waiting().orElse(0) > 0;
        boolean whole = input.snapshot().arrivals().map(rate -> rate.whole()).orElse(false);
        return whole
                && !waits
                && !standings.isEmpty()
                && standings.stream()
                        .allMatch(standing -> standing.observedSeconds().isPresent()
                                && standing.observedSeconds().getAsDouble()
                                        < EASILY * standing.objective().limitSeconds());
    }
}
