// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.timeline;

import dev.headroom.scaler.cycle.RunningReplicas;
import dev.headroom.scaler.decision.Decision;
import dev.headroom.scaler.plan.Answer;
import dev.headroom.scaler.plan.Evidence;
import dev.headroom.scaler.plan.ReplicaPlan;
import dev.headroom.scaler.plan.SloStatus;
import dev.headroom.scaler.slo.Objective;
import dev.headroom.scaler.supply.Supply;
import java.time.Instant;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * The figures of a workload at one moment. Unknown figures are absent.
 *
 * @param at the moment
 * @param figures the known ones
 * @param latencies seconds at each objective's percentile, in the policy's order; NaN for an objective without a recent request
 */
public record Sample(Instant at, Map<DrawnFigure, Double> figures, Map<Objective, Double> latencies) {
    /** Of a decision, when it was made. */
    public static Sample of(Decision decision) {
        Supply supply = decision.input().supply();
        Optional<RunningReplicas.Running> replicas = supply.ready().isPresent()
                ? Optional.of(new RunningReplicas.Running(
                        supply.ready().getAsInt(), supply.starting().size()))
                : Optional.empty();
        return of(decision.plan(), replicas, decision.plan().madeAt());
    }

    /** Of a plan, and of the replicas that run where they can be seen. */
    static Sample of(ReplicaPlan plan, Optional<RunningReplicas.Running> replicas, Instant at) {
        Map<DrawnFigure, Double> figures = new EnumMap<>(DrawnFigure.class);
        ReplicaPlan.Basis basis = plan.basis();
        Evidence evidence = basis.evidence();
        evidence.arrivals().ifPresent(rate -> figures.put(DrawnFigure.ARRIVALS, rate.perSecond()));
        put(figures, DrawnFigure.PLANNED, basis.plannedRate());
        put(figures, DrawnFigure.PER_REPLICA, basis.ratePerReplica());
        put(figures, DrawnFigure.NEEDED, basis.needed());
        put(figures, DrawnFigure.USD_PER_HOUR, basis.usdPerHour());
        basis.budget().ifPresent(budget -> figures.put(DrawnFigure.BUDGET_SPENT, budget.spent()));
        put(figures, DrawnFigure.RUNNING, evidence.servers().load().running());
        put(figures, DrawnFigure.WAITING, evidence.servers().load().waiting());
        if (plan.grounded()) {
            figures.put(DrawnFigure.DESIRED, (double) plan.desired());
        }
        if (plan.answer() instanceof Answer.Replicas answer) {
            figures.put(DrawnFigure.ANSWER, (double) answer.count());
        }
        replicas.ifPresent(running -> {
            figures.put(DrawnFigure.READY, (double) running.ready());
            figures.put(DrawnFigure.STARTING, (double) running.starting());
        });
        Map<Objective, Double> latencies = new LinkedHashMap<>();
        for (SloStatus standing : basis.standings()) {
            latencies.put(standing.objective(), standing.observedSeconds().orElse(Double.NaN));
        }
        return new Sample(at, figures, latencies);
    }

    private static void put(Map<DrawnFigure, Double> figures, DrawnFigure figure, OptionalDouble value) {
        value.ifPresent(known -> figures.put(figure, known));
    }

    private static void put(Map<DrawnFigure, Double> figures, DrawnFigure figure, OptionalLong value) {
        value.ifPresent(known -> figures.put(figure, (double) known));
    }
}
