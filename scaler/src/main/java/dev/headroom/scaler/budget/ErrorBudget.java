// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.budget;

import dev.headroom.scaler.slo.ErrorBudgetTerms;
import dev.headroom.scaler.slo.Objective;
import dev.headroom.scaler.slo.SloPolicy;
import dev.headroom.telemetry.snapshot.Interval;
import dev.headroom.telemetry.snapshot.Reading;
import dev.headroom.telemetry.snapshot.TelemetryState;
import dev.headroom.telemetry.snapshot.WorkloadSnapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Keeps account of the requests of one workload that missed an objective, over the window of its SLO. One thread at a time.
 *
 * <p>Each objective is a promise of its own and has its own budget; {@link #standing} is that of the worst. The share of requests that
 * missed any objective is not known, because a reading reports each signal by itself. That share lies between the greatest of the
 * objectives' shares and their sum.
 *
 * <p>Readings overlap from one call to the next, so one is counted only where it begins no earlier than the last one counted ended. The
 * widest that fits is taken: after a start or a gap the windows' 15 min, else the span of "now". Readings begin on full 10 s, so up to 10 s
 * between two of them are not counted; that leaves the share as it is. Partial readings are not counted: state lagging, dark, and states in
 * which nothing ends.
 */
public final class ErrorBudget {
    private final Map<Objective, ObjectiveBudget> budgets = new LinkedHashMap<>();
    private Duration window = ErrorBudgetTerms.DEFAULT.window();
    private Instant countedUntil = Instant.MIN;

    /** With nothing counted. */
    public ErrorBudget() {}

    /** Continues from another budget's state. */
    public static ErrorBudget remembering(BudgetMemory memory) {
        ErrorBudget budget = new ErrorBudget();
        budget.window = memory.window();
        budget.countedUntil = memory.countedUntil();
        memory.spendings()
                .forEach(spending -> budget.budgets.put(
                        spending.objective(), ObjectiveBudget.remembering(spending, memory.window())));
        return budget;
    }

    /**
     * The state that another replica needs to continue this budget.
     *
     * @return empty while nothing has been counted
     */
    public Optional<BudgetMemory> memory() {
        List<BudgetMemory.Spending> spendings =
                budgets.values().stream().map(ObjectiveBudget::memory).toList();
        return spendings.isEmpty() ? Optional.empty() : Optional.of(new BudgetMemory(window, countedUntil, spendings));
    }

    /**
     * Counts requests that ended since the last counted reading. Objectives that the policy no longer has are forgotten, new ones begin
     * with nothing counted.
     *
     * @param snapshot the newest; its instant must not go back
     * @param policy the promise that is in force
     * @return whether anything was counted, so that {@link #memory} has changed
     */
    public boolean observe(WorkloadSnapshot snapshot, SloPolicy policy) {
        adopt(policy);
        return isWhole(snapshot.state())
                && uncounted(snapshot).map(reading -> count(reading, policy)).orElse(false);
    }

    /** Ignores requests that ended until then: Headroom could not have influenced them. */
    public void passOver(Instant until) {
        countedUntil = countedUntil.isAfter(until) ? countedUntil : until;
    }

    /**
     * The state of the budget. Requests, allowed and missed are those of the objective with the most spent budget. Burning is that of the
     * objective that burns fastest.
     *
     * @param now not before the newest snapshot
     * @return empty while fewer than 100 requests have ended within the window
     */
    public Optional<BudgetStanding> standing(Instant now) {
        BudgetStanding worst = null;
        double burning = 0;
        for (ObjectiveBudget budget : budgets.values()) {
            BudgetStanding standing = budget.standing(window, now).orElse(null);
            if (standing == null) {
                continue;
            }
            burning = Math.max(burning, standing.burning());
            worst = worst == null || standing.spent() > worst.spent() ? standing : worst;
        }
        return worst == null
                ? Optional.empty()
                : Optional.of(new BudgetStanding(
                        worst.requests(), worst.allowed(), worst.missed(), burning, worst.covered()));
    }

    private void adopt(SloPolicy policy) {
        budgets.keySet().retainAll(policy.objectives());
        Duration wanted = policy.terms().errorBudget().window();
        if (!wanted.equals(window)) {
            window = wanted;
            budgets.replaceAll((objective, budget) -> ObjectiveBudget.remembering(budget.memory(), wanted));
        }
    }

    private static boolean isWhole(TelemetryState state) {
        return state instanceof TelemetryState.Fresh || state instanceof TelemetryState.Idle;
    }

    private Optional<Reading> uncounted(WorkloadSnapshot snapshot) {
        // Another replica's clock may have been ahead when it counted last.
        Instant until = countedUntil.isAfter(snapshot.at()) ? snapshot.at() : countedUntil;
        if (!snapshot.recent().interval().from().isBefore(until)) {
            return Optional.of(snapshot.recent());
        }
        return Optional.of(snapshot.now())
                .filter(reading -> !reading.interval().from().isBefore(until));
    }

    private boolean count(Reading reading, SloPolicy policy) {
        Interval interval = reading.interval();
        if (!interval.from().isBefore(interval.to())) {
            return false;
        }
        for (Objective objective : policy.objectives()) {
            Tally.of(objective, reading, policy.terms().missed())
                    .filter(tally -> tally.counted() > 0)
                    .ifPresent(tally -> budgets.computeIfAbsent(
                                    objective, first -> new ObjectiveBudget(first, window, interval.from()))
                            .add(interval, tally));
        }
        countedUntil = interval.to();
        return true;
    }
}
