// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.metrics;

import dev.headroom.scaler.budget.BudgetStanding;
import dev.headroom.scaler.cycle.Plans;
import dev.headroom.scaler.cycle.RoundListener;
import dev.headroom.scaler.forecast.Demand;
import dev.headroom.scaler.plan.Answer;
import dev.headroom.scaler.plan.ReplicaPlan;
import dev.headroom.scaler.plan.SloStatus;
import dev.headroom.scaler.slo.Objective;
import dev.headroom.scaler.slo.PolicyStatus;
import dev.headroom.scaler.slo.SloSource;
import dev.headroom.telemetry.WorkloadKey;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.ToDoubleFunction;

/**
 * Gauges of each workload, computed when they are scraped. Unknown values are NaN, never zero. Gauges of workloads that no policy steers
 * any more are removed, and so are those of objectives that changed. Used by the planning thread alone.
 */
public final class WorkloadMeters implements RoundListener {
    private static final List<String> STATES = List.of("fresh", "idle", "unobservable", "lagging", "dark", "new");

    private final MeterRegistry registry;
    private final Plans plans;
    private final SloSource policies;
    private final Map<WorkloadKey, Shown> shown = new HashMap<>();
    private final Map<String, Meter> validity = new HashMap<>();

    /** Shows nothing yet. */
    public WorkloadMeters(MeterRegistry registry, Plans plans, SloSource policies) {
        this.registry = registry;
        this.plans = plans;
        this.policies = policies;
    }

    private record Shown(List<Objective> objectives, List<Meter> meters) {}

    @Override
    public void roundOver(Instant now) {
        Set<WorkloadKey> there = new HashSet<>();
        for (ReplicaPlan plan : plans.all()) {
            there.add(plan.workload());
            List<Objective> objectives =
                    plan.basis().standings().stream().map(SloStatus::objective).toList();
            Shown before = shown.get(plan.workload());
            if (before == null || !before.objectives().equals(objectives)) {
                hide(plan.workload());
                shown.put(plan.workload(), new Shown(objectives, show(plan.workload(), objectives)));
            }
        }
        List.copyOf(shown.keySet()).stream().filter(key -> !there.contains(key)).forEach(this::hide);
        showValidity();
    }

    private List<Meter> show(WorkloadKey workload, List<Objective> objectives) {
        List<Meter> meters = new ArrayList<>();
        Tags tags = Tags.of("namespace", workload.namespace(), "workload", workload.name());
        meters.add(gauge(MeterNames.DESIRED, "Replicas that the plan needs", tags, workload, ReplicaPlan::desired));
        meters.add(gauge(
                MeterNames.ANSWER,
                "Replicas reported to KEDA, NaN while unavailable",
                tags,
                workload,
                plan -> plan.answer() instanceof Answer.Replicas replicas ? replicas.count() : Double.NaN));
        meters.add(gauge(
                MeterNames.DEMAND,
                "Forecast demand",
                tags,
                workload,
                plan -> plan.basis().demand().map(Demand::requestsPerSecond).orElse(Double.NaN)));
        meters.add(gauge(
                MeterNames.PLANNED,
                "Demand covered by the plan",
                tags,
                workload,
                plan -> orNaN(plan.basis().plannedRate())));
        meters.add(gauge(
                MeterNames.CAPACITY,
                "Request rate that one replica carries",
                tags,
                workload,
                plan -> orNaN(plan.basis().ratePerReplica())));
        meters.add(gauge(
                MeterNames.COST,
                "Cost of the desired replicas",
                tags,
                workload,
                plan -> orNaN(plan.basis().usdPerHour())));
        meters.addAll(showBudget(workload, tags));
        meters.addAll(EvidenceMeters.show((name, help, value) -> gauge(
                name,
                help,
                tags,
                workload,
                plan -> value.applyAsDouble(plan.basis().evidence()))));
        meters.addAll(showStates(workload, tags));
        for (int i = 0; i < objectives.size(); i++) {
            meters.addAll(showObjective(workload, tags, objectives.get(i), i));
        }
        return meters;
    }

    private List<Meter> showBudget(WorkloadKey workload, Tags tags) {
        return List.of(
                gauge(
                        MeterNames.BUDGET_SPENT,
                        "Share of the error budget that is spent, above 1 when it is overdrawn",
                        tags,
                        workload,
                        plan -> plan.basis().budget().map(BudgetStanding::spent).orElse(Double.NaN)),
                gauge(
                        MeterNames.BUDGET_BURN,
                        "Burn rate of the error budget, 1 where it would just last",
                        tags,
                        workload,
                        plan -> plan.basis()
                                .budget()
                                .map(BudgetStanding::burning)
                                .orElse(Double.NaN)));
    }

    private List<Meter> showStates(WorkloadKey workload, Tags tags) {
        List<Meter> meters = new ArrayList<>();
        for (String state : STATES) {
            meters.add(gauge(
                    MeterNames.STATE,
                    "1 for the current state of telemetry",
                    tags.and("state", state),
                    workload,
                    plan -> plan.state().word().equals(state) ? 1 : 0));
        }
        return meters;
    }

    private List<Meter> showObjective(WorkloadKey workload, Tags tags, Objective objective, int index) {
        Tags own = tags.and(
                "signal",
                objective.signal().word(),
                "percentile",
                BigDecimal.valueOf(objective.percentile()).stripTrailingZeros().toPlainString());
        return List.of(
                gauge(MeterNames.OBSERVED, "Observed latency at the objective's percentile", own, workload, plan -> {
                    List<SloStatus> standings = plan.basis().standings();
                    return index < standings.size() ? orNaN(standings.get(index).observedSeconds()) : Double.NaN;
                }),
                gauge(
                        MeterNames.MISSED,
                        "Recent requests without an answer, counted as missed",
                        own,
                        workload,
                        plan -> {
                            List<SloStatus> standings = plan.basis().standings();
                            return index < standings.size()
                                    ? standings.get(index).missed()
                                    : Double.NaN;
                        }),
                gauge(
                        MeterNames.LIMIT,
                        "Latency limit of the objective",
                        own,
                        workload,
                        plan -> objective.limitSeconds()));
    }

    private Meter gauge(
            String name, String help, Tags tags, WorkloadKey workload, ToDoubleFunction<ReplicaPlan> value) {
        return Gauge.builder(
                        name,
                        plans,
                        latestPlans -> latestPlans
                                .latest(workload)
                                .map(value::applyAsDouble)
                                .orElse(Double.NaN))
                .description(help)
                .tags(tags)
                .register(registry);
    }

    private void hide(WorkloadKey workload) {
        Shown gone = shown.remove(workload);
        if (gone != null) {
            gone.meters().forEach(registry::remove);
        }
    }

    private void showValidity() {
        Set<String> there = new HashSet<>();
        for (PolicyStatus status : policies.all()) {
            there.add(status.name().toString());
            validity.computeIfAbsent(
                    status.name().toString(),
                    name -> Gauge.builder(
                                    MeterNames.POLICY_VALID,
                                    policies,
                                    source -> source.findPolicy(status.name())
                                                    .filter(newest ->
                                                            newest.fault().isEmpty())
                                                    .isPresent()
                                            ? 1
                                            : 0)
                            .description("1 when the newest version of the policy is the one in force")
                            .tags(
                                    "namespace",
                                    status.name().namespace(),
                                    "policy",
                                    status.name().name())
                            .register(registry));
        }
        List.copyOf(validity.keySet()).stream()
                .filter(name -> !there.contains(name))
                .forEach(name -> {
                    Meter gone = validity.remove(name);
                    if (gone != null) {
                        registry.remove(gone);
                    }
                });
    }

    private static double orNaN(OptionalDouble value) {
        return value.orElse(Double.NaN);
    }
}
