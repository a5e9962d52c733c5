// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.plan;

import dev.headroom.scaler.capacity.CapacityModels;
import dev.headroom.scaler.plan.Reason.Stage;
import dev.headroom.scaler.slo.Mode;
import dev.headroom.scaler.slo.Objective;
import dev.headroom.scaler.slo.ReplicaLimits;
import dev.headroom.telemetry.snapshot.ServerStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * Decides how many replicas a workload needs, stage by stage. A pure function: equal inputs give equal plans. What it remembers
 * of capacities it would find again.
 *
 * <p>A step up is taken at once; a step down only where {@link ScaleDownRule} agrees; what is done without fresh telemetry
 * says {@link TelemetryRule}.
 */
public final class Planner implements PlanMaker {
    /** Longer than an outage of the broker that KEDA's fallback should bridge; by then somebody has had a look. */
    static final Duration PLAN_COUNTS_FOR = Duration.ofHours(1);

    private final CapacityModels models = new CapacityModels();
    private final TelemetryRule telemetryRule;
    private final ScaleDownRule scaleDownRule;
    private final HpaStep hpaStep;

    /**
     * Makes a planner.
     *
     * @param settings how it behaves
     */
    public Planner(PlanSettings settings) {
        this.telemetryRule = new TelemetryRule(settings);
        this.scaleDownRule = new ScaleDownRule(settings.scaleDownMargin());
        this.hpaStep = settings.hpaStep();
    }

    @Override
    public ReplicaPlan plan(PlanInput input) {
        Need need = Need.of(input, models);
        TelemetryRule.Verdict judged = telemetryRule.judge(input, before(input).isPresent());
        TelemetryRule.Verdict telemetry = isBaseless(judged.leave(), need, input)
                ? new TelemetryRule.Verdict(
                        TelemetryRule.Leave.GIVE_UP,
                        need.reasons().get(0).sentence() + ", and neither a plan nor the replicas that run are known")
                : judged;
        List<Reason> reasons = new ArrayList<>();
        int wanted = wanted(input, telemetry, need, reasons);
        int desired = taken(
                input, roomed(input, telemetry, limited(input.policy().replicas(), wanted, reasons), reasons), reasons);
        ClusterRule.said(input.supply(), desired, reasons);
        Answer answer = answer(input, telemetry, desired, reasons);
        return new ReplicaPlan(
                input.snapshot().workload(),
                input.snapshot().at(),
                input.snapshot().state(),
                desired,
                before(input).isPresent() || isGrounded(telemetry.leave(), need),
                answer,
                reasons,
                basis(input, need, desired),
                input.course()
                        .queueing(Backlog.stands(input), input.snapshot().at())
                        .served(Backlog.servingNow(input), input.snapshot().at())
                        .movedTo(desired, before(input), input.snapshot().at()));
    }

    /** With nothing before it, a number follows from a need, or from the certainty that nothing is asked for. */
    private static boolean isGrounded(TelemetryRule.Leave leave, Need need) {
        return switch (leave) {
            case PLAN -> need.rate().isPresent();
            case REST -> true;
            case RAISE, HOLD, KEEP_CURRENT, FALL_TO_ONE, GIVE_UP -> false;
        };
    }

    private int wanted(PlanInput input, TelemetryRule.Verdict telemetry, Need need, List<Reason> reasons) {
        int least = input.policy().replicas().min();
        int before = before(input).orElse(Math.max(least, 1));
        return switch (telemetry.leave()) {
            case PLAN -> planned(input, need, before, reasons);
            case REST -> noted(reasons, least, telemetry.sentence() + ": down to " + least);
            case RAISE ->
                telemetryRule.isCurrent(input.snapshot())
                        ? raised(telemetry, need, before, reasons)
                        : noted(reasons, before, telemetry.sentence() + ": not below the last plan, " + before);
            case HOLD, GIVE_UP -> noted(reasons, before, telemetry.sentence() + ": held at " + before);
            case KEEP_CURRENT -> {
                // Where nobody knows how many run, none would be made up: KEDA would take away all that do.
                int current = Math.max(
                        currentReplicas(input).orElse(Math.max(least, 1)),
                        previous(input).orElse(0));
                yield noted(reasons, current, telemetry.sentence() + ": kept at " + current);
            }
            case FALL_TO_ONE -> {
                int fallen = Math.min(before, Math.max(least, 1));
                yield noted(reasons, fallen, telemetry.sentence() + ", longer than any request takes: " + fallen);
            }
        };
    }

    private int planned(PlanInput input, Need need, int before, List<Reason> reasons) {
        if (need.rate().isEmpty()) {
            Reason reacted = Reactive.replicas(input, need.reasons().get(0).sentence(), Math.max(before, 1));
            reasons.add(reacted);
            return reacted.replicas();
        }
        Demanded demanded = new Demanded(input, need, need.rate().get());
        int wanted = demanded.replicas(before);
        reasons.addAll(demanded.reasons());
        if (wanted >= before || before(input).isEmpty()) {
            return wanted;
        }
        Optional<Reason> damped = scaleDownRule.damp(input, need, before, wanted, demanded.backlog());
        damped.ifPresent(reasons::add);
        return damped.map(Reason::replicas).orElse(wanted);
    }

    private static int raised(TelemetryRule.Verdict telemetry, Need need, int before, List<Reason> reasons) {
        int needed = need.rate().map(Need.Rate::replicas).orElse(0);
        if (needed <= before) {
            return noted(reasons, before, telemetry.sentence() + ": not below the last plan, " + before);
        }
        noted(reasons, before, telemetry.sentence() + ": only upwards from " + before);
        reasons.addAll(need.reasons());
        return needed;
    }

    private static int limited(ReplicaLimits limits, int wanted, List<Reason> reasons) {
        int limited = Math.max(limits.min(), Math.min(limits.max(), wanted));
        if (limited != wanted) {
            String limit = limited > wanted ? "raised to replicas.min " : "held at replicas.max ";
            reasons.add(new Reason(Stage.LIMITS, limited, limit + limited));
        }
        return limited;
    }

    /** A limit of the cluster lowers a number that telemetry forbids to lower no more than anything else does. */
    private static int roomed(PlanInput input, TelemetryRule.Verdict telemetry, int desired, List<Reason> reasons) {
        boolean free = telemetry.leave() == TelemetryRule.Leave.PLAN || telemetry.leave() == TelemetryRule.Leave.REST;
        int least = Math.max(
                input.policy().replicas().min(), free ? 0 : before(input).orElse(0));
        Optional<Reason> held = ClusterRule.roomed(input.supply(), desired, least);
        held.ifPresent(reasons::add);
        return held.map(Reason::replicas).orElse(desired);
    }

    /** Within the limits already, so that what is said of the step is true of the answer. */
    private int taken(PlanInput input, int desired, List<Reason> reasons) {
        OptionalInt current = input.supply().wanted();
        if (current.isEmpty()) {
            return desired;
        }
        Optional<HpaStep.Outcome> step =
                ClusterRule.stepOf(input.supply(), hpaStep).of(current.getAsInt(), desired, most(input));
        step.ifPresent(taken -> reasons.add(new Reason(Stage.TOLERANCE, taken.replicas(), taken.sentence())));
        return step.map(HpaStep.Outcome::replicas).orElse(desired);
    }

    /** A step is made no larger than what may ever run. */
    private static int most(PlanInput input) {
        int max = input.policy().replicas().max();
        return input.supply().room().map(room -> Math.min(max, room.replicas())).orElse(max);
    }

    private static Answer answer(PlanInput input, TelemetryRule.Verdict telemetry, int desired, List<Reason> reasons) {
        if (input.policy().terms().mode() == Mode.ADVISE) {
            OptionalInt current = currentReplicas(input);
            if (current.isEmpty()) {
                return new Answer.Unavailable("SLO policy '" + input.policy().name()
                        + "' only advises (mode: advise) and the current replicas are not known");
            }
            reasons.add(new Reason(
                    Stage.ADVISE, current.getAsInt(), "mode advise: answered the current " + current.getAsInt()));
            return new Answer.Replicas(current.getAsInt());
        }
        return telemetry.leave() == TelemetryRule.Leave.GIVE_UP
                ? new Answer.Unavailable("workload '" + input.snapshot().workload() + "': " + telemetry.sentence())
                : new Answer.Replicas(desired);
    }

    private static ReplicaPlan.Basis basis(PlanInput input, Need need, int desired) {
        OptionalDouble usdPerHour = input.policy()
                .terms()
                .cost()
                .flatMap(cost ->
                        input.profile().map(profile -> OptionalDouble.of(cost.gpuHourUsd() * profile.gpus() * desired)))
                .orElse(OptionalDouble.empty());
        return new ReplicaPlan.Basis(
                input.demand(),
                need.rate().map(rate -> OptionalDouble.of(rate.planned())).orElse(OptionalDouble.empty()),
                need.rate().map(rate -> OptionalDouble.of(rate.perReplica())).orElse(OptionalDouble.empty()),
                need.rate().map(Need.Rate::concurrency).orElse(OptionalDouble.empty()),
                need.binding(),
                need.mode(),
                usdPerHour,
                input.policy().objectives().stream()
                        .map(objective -> standingOf(objective, input))
                        .toList(),
                new Evidence(input.snapshot().arrivals(), input.snapshot().servers()));
    }

    /**
     * Telemetry is there, but nothing follows from it, and nothing is known to be compared with: a number would be made up. But
     * where requests wait and nobody serves any, one replica is certainly too few by one.
     */
    private static boolean isBaseless(TelemetryRule.Leave leave, Need need, PlanInput input) {
        boolean mustWake = input.snapshot().unfinished().count() > 0;
        return leave == TelemetryRule.Leave.PLAN
                && need.rate().isEmpty()
                && before(input).isEmpty()
                && !mustWake;
    }

    static Standing standingOf(Objective objective, PlanInput input) {
        return Standing.of(
                objective,
                input.snapshot().now(),
                input.snapshot().unfinished(),
                input.policy().terms().missed());
    }

    /** What the next step is compared with: the last plan, else the replicas that run. */
    private static OptionalInt before(PlanInput input) {
        OptionalInt previous = previous(input);
        return previous.isPresent() ? previous : currentReplicas(input);
    }

    /** A plan from before a long absence counts only where nobody knows what runs: people may have set something else since. */
    private static OptionalInt previous(PlanInput input) {
        Instant oldest = input.snapshot().at().minus(PLAN_COUNTS_FOR);
        return input.previous()
                .filter(ReplicaPlan::grounded)
                .filter(plan ->
                        plan.madeAt().isAfter(oldest) || input.currentReplicas().isEmpty())
                .map(plan -> OptionalInt.of(plan.desired()))
                .orElse(OptionalInt.empty());
    }

    /** As the cluster says, else as telemetry shows: replicas that were scraped, or that ended a request of late. */
    private static OptionalInt currentReplicas(PlanInput input) {
        if (input.currentReplicas().isPresent()) {
            return input.currentReplicas();
        }
        ServerStatus servers = input.snapshot().servers();
        int seen = Math.max(servers.replicasSeen(), servers.replicasScraped());
        return seen > 0 ? OptionalInt.of(seen) : OptionalInt.empty();
    }

    private static int noted(List<Reason> reasons, int replicas, String sentence) {
        reasons.add(new Reason(Stage.TELEMETRY, replicas, sentence));
        return replicas;
    }
}
