// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.fleet;

import dev.headroom.scaler.plan.Reason;
import dev.headroom.scaler.plan.ReasonCode;
import dev.headroom.scaler.plan.ReplicaPlan;
import dev.headroom.scaler.plan.SloStatus;
import dev.headroom.telemetry.snapshot.TelemetryState;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * Where a workload stands, for a list of all of them.
 *
 * @param plan its latest plan
 * @param attention how urgently a person should look at it
 * @param sentence its state in words
 * @param worst the objective that is nearest to its limit or farthest above it; empty where no recent request ended
 */
public record WorkloadStanding(ReplicaPlan plan, Attention attention, String sentence, Optional<SloStatus> worst) {
    /** The most urgent first, the dearer ones of those first, then by name. */
    public static final Comparator<WorkloadStanding> BY_ATTENTION = Comparator.comparing(WorkloadStanding::attention)
            .thenComparing(standing -> -standing.plan.basis().usdPerHour().orElse(0))
            .thenComparing(standing -> standing.plan.workload());

    private static final Set<ReasonCode> ROOM = EnumSet.of(ReasonCode.CLUSTER_ROOM, ReasonCode.WAITS_FOR_NODE);
    private static final Set<ReasonCode> INFEASIBLE = EnumSet.of(ReasonCode.INFEASIBLE, ReasonCode.NEARLY_INFEASIBLE);

    /** Of a workload's latest plan. */
    public static WorkloadStanding of(ReplicaPlan plan) {
        Optional<SloStatus> worst = plan.basis().standings().stream()
                .filter(standing -> standing.observedSeconds().isPresent() || standing.missed() > 0)
                .max(Comparator.comparingDouble(WorkloadStanding::share));
        return worst.filter(SloStatus::violated)
                .map(missed -> standing(plan, Attention.SLO_MISSED, sentence(missed), worst))
                .or(() -> burning(plan, worst))
                .or(() -> because(plan, INFEASIBLE, Attention.INFEASIBLE, worst))
                .or(() -> blind(plan, worst))
                .or(() -> because(plan, EnumSet.of(ReasonCode.STUCK_START), Attention.STUCK_START, worst))
                .or(() -> because(plan, ROOM, Attention.ROOM, worst))
                .or(() -> because(plan, EnumSet.of(ReasonCode.PAUSED), Attention.PAUSED, worst))
                .or(() -> because(plan, EnumSet.of(ReasonCode.ADVISE), Attention.ADVISE, worst))
                .orElseGet(() -> well(plan, worst));
    }

    /** The latency at the objective's percentile over its limit; empty where no recent request ended. */
    public OptionalDouble ofLimit() {
        return worst.filter(standing -> standing.observedSeconds().isPresent())
                .map(standing -> OptionalDouble.of(share(standing)))
                .orElse(OptionalDouble.empty());
    }

    private static WorkloadStanding standing(
            ReplicaPlan plan, Attention attention, String sentence, Optional<SloStatus> worst) {
        return new WorkloadStanding(plan, attention, sentence, worst);
    }

    private static Optional<WorkloadStanding> because(
            ReplicaPlan plan, Set<ReasonCode> codes, Attention attention, Optional<SloStatus> worst) {
        return plan.reasons().stream()
                .filter(reason -> codes.contains(reason.code()))
                .map(Reason::sentence)
                .findFirst()
                .map(sentence -> standing(plan, attention, sentence, worst));
    }

    private static Optional<WorkloadStanding> burning(ReplicaPlan plan, Optional<SloStatus> worst) {
        return plan.basis()
                .budget()
                .filter(budget -> budget.burning() > 1 || budget.spent() >= 1)
                .map(budget -> standing(
                        plan,
                        Attention.BUDGET,
                        String.format(
                                Locale.ROOT,
                                "error budget: %.0f %% spent, burns at %.1f times the rate that lasts",
                                budget.spent() * 100,
                                budget.burning()),
                        worst));
    }

    private static Optional<WorkloadStanding> blind(ReplicaPlan plan, Optional<SloStatus> worst) {
        TelemetryState state = plan.state();
        boolean blind = state instanceof TelemetryState.Dark
                || state instanceof TelemetryState.Lagging
                || state instanceof TelemetryState.Unobservable
                || (state instanceof TelemetryState.New && !plan.answersNone());
        return blind
                ? Optional.of(standing(
                        plan, Attention.TELEMETRY, "telemetry is " + state.word() + ": " + state.cause(), worst))
                : Optional.empty();
    }

    private static WorkloadStanding well(ReplicaPlan plan, Optional<SloStatus> worst) {
        return plan.answersNone()
                ? standing(plan, Attention.ASLEEP, "no request comes: no replica is needed", worst)
                : standing(
                        plan,
                        Attention.NONE,
                        worst.map(WorkloadStanding::sentence).orElse("no recent request"),
                        worst);
    }

    /** For example {@code ttft p95 <= 800ms: now 1314 ms}. */
    private static String sentence(SloStatus standing) {
        return standing.objective() + ": "
                + (standing.observedSeconds().isPresent()
                        ? "now "
                                + latency(
                                        standing.observedSeconds().getAsDouble(),
                                        standing.objective().limitSeconds())
                        : standing.missed() + " requests got no answer within the limit");
    }

    /** In the unit of its limit. */
    private static String latency(double seconds, double limitSeconds) {
        return limitSeconds < 1
                ? String.format(Locale.ROOT, "%.0f ms", 1000 * seconds)
                : String.format(Locale.ROOT, "%.2f s", seconds);
    }

    private static double share(SloStatus standing) {
        return standing.observedSeconds().orElse(Double.MAX_VALUE)
                / standing.objective().limitSeconds();
    }
}
