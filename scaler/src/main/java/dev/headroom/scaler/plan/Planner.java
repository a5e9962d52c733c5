// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.plan;

import dev.headroom.scaler.plan.Reason.Stage;
import dev.headroom.scaler.slo.Mode;
import dev.headroom.scaler.slo.ReplicaLimits;
import dev.headroom.telemetry.snapshot.TelemetryState;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * Makes plans. Up at once, by any step; down only where every signal agrees and the replicas that stay keep every objective with
 * margin; never on the word of telemetry that is not fresh, but for the cases of the design's one table of states.
 */
public final class Planner {
    private final PlanSettings settings;

    /** A planner with these settings. */
    public Planner(PlanSettings settings) {
        this.settings = settings;
    }

    /** Makes a plan: a pure function of its input. */
    public ReplicaPlan plan(PlanInput input) {
        Optional<Needs> needs =
                input.demand().map(demand -> Needs.of(input, demand, Certainty.plannedRate(demand, input.policy())));
        Draft draft = input.snapshot()
                .state()
                .fold(new TelemetryState.Cases<Draft>(
                        fresh -> planned(input, needs),
                        idle -> idle(input, idle),
                        unobservable -> unobservable(input, unobservable),
                        lagging -> heldOrHigher(input, needs, lagging),
                        dark -> dark(input, needs, dark),
                        neverSeen -> neverSeen(input, neverSeen)));
        return finish(input, needs, draft);
    }

    private Draft planned(PlanInput input, Optional<Needs> needs) {
        int before =
                reference(input).orElse(Math.max(1, input.policy().replicas().min()));
        if (needs.isEmpty()) {
            return Draft.of(Stage.TELEMETRY, before, "no rate of arrivals visible yet, holds " + before);
        }
        Optional<Need> largest = needs.get().largest();
        if (largest.isEmpty()) {
            return nothingKnown(input, needs.get(), before);
        }
        Need need = largest.get();
        // Fresh telemetry means traffic, and traffic needs somebody to serve it.
        int required = Math.max(1, need.replicas());
        Draft draft =
                Draft.of(need.binding().equals("concurrency") ? Stage.CEILING : Stage.NEED, required, need.sentence());
        draft = namingInfeasible(needs.get(), draft);
        return required < before ? steppedDown(needs.get(), need, before, draft) : draft;
    }

    private static Draft nothingKnown(PlanInput input, Needs needs, int before) {
        String why = input.policy()
                .profile()
                .filter(name -> input.profile().isEmpty())
                .map(name -> "profile '" + name + "' does not exist or has never been valid")
                .orElse("the policy names neither a profile nor a concurrency ceiling that could be used");
        return namingInfeasible(
                needs, Draft.of(Stage.NEED, before, why + ": nothing is known of capacity, holds " + before));
    }

    private static Draft namingInfeasible(Needs needs, Draft draft) {
        Draft named = draft;
        for (var infeasible : needs.infeasible()) {
            named = named.then(
                    Stage.INFEASIBLE,
                    named.replicas(),
                    "infeasible, no replicas added for it: " + infeasible.sentence());
        }
        return named;
    }

    private Draft steppedDown(Needs needs, Need need, int before, Draft draft) {
        Optional<ReplicaPlan.Standing> violated = needs.standings().stream()
                .filter(ReplicaPlan.Standing::violated)
                .findFirst();
        if (violated.isPresent()) {
            return draft.then(
                    Stage.SCALE_DOWN,
                    before,
                    "not down from " + before + " while " + violated.get().objective() + " is violated");
        }
        int withMargin = Math.max(1, need.replicasLeaving(settings.downMargin()));
        if (withMargin >= before) {
            return draft.then(
                    Stage.SCALE_DOWN,
                    before,
                    "not down from " + before + ": " + (before - 1) + " would leave less than "
                            + Math.round(settings.downMargin() * 100) + " % of each replica free");
        }
        return draft.then(Stage.SCALE_DOWN, withMargin, "down from " + before + " to " + withMargin + " with margin");
    }

    private static Draft idle(PlanInput input, TelemetryState.Idle idle) {
        int min = input.policy().replicas().min();
        return Draft.of(Stage.TELEMETRY, min, "idle (" + idle.cause() + "), min " + min + " is enough");
    }

    private static Draft unobservable(PlanInput input, TelemetryState.Unobservable state) {
        int floor = Math.max(1, input.policy().replicas().min());
        int before = reference(input).orElse(floor);
        Duration silence = Duration.between(state.since(), input.snapshot().at());
        Duration bridged = unobservableBridge(input);
        if (silence.compareTo(bridged) <= 0) {
            return Draft.of(
                    Stage.TELEMETRY,
                    before,
                    "unobservable (" + state.cause() + "), holds " + before + " for " + bridged.toSeconds()
                            + " s of silence");
        }
        int down = Math.min(before, floor);
        return Draft.of(
                Stage.TELEMETRY,
                down,
                "unobservable for " + silence.toSeconds() + " s (" + state.cause() + "), down to min, never to 0");
    }

    /** Design §3: 2 × P99 of end-to-end latency and 30 s; by then any request that was running has ended and been told of. */
    private static Duration unobservableBridge(PlanInput input) {
        double p99 = input.snapshot().recent().endToEnd().valueAt(99).orElse(0);
        return Duration.ofSeconds(30).plusMillis(Math.round(2_000 * p99));
    }

    private Draft heldOrHigher(PlanInput input, Optional<Needs> needs, TelemetryState state) {
        OptionalInt before = reference(input);
        if (before.isEmpty()) {
            int min = input.policy().replicas().min();
            return Draft.of(Stage.TELEMETRY, min, state.word() + " (" + state.cause() + ")")
                    .noAnswer("telemetry is " + state.word() + " (" + state.cause()
                            + "), and neither a plan nor the current replicas are known");
        }
        int held = before.getAsInt();
        Draft draft = Draft.of(Stage.TELEMETRY, held, state.word() + " (" + state.cause() + "), never below " + held);
        int required = needs.flatMap(Needs::largest).map(Need::replicas).orElse(0);
        if (required <= held) {
            return draft;
        }
        return draft.then(
                Stage.NEED,
                required,
                needs.flatMap(Needs::largest).orElseThrow().sentence());
    }

    private Draft dark(PlanInput input, Optional<Needs> needs, TelemetryState.Dark state) {
        return withinGrace(input, state.since()) ? heldOrHigher(input, needs, state) : pastGrace(input, state);
    }

    private Draft neverSeen(PlanInput input, TelemetryState.New state) {
        Instant since = state.since().isAfter(input.knownSince()) ? state.since() : input.knownSince();
        if (!withinGrace(input, since)) {
            return pastGrace(input, state);
        }
        int min = input.policy().replicas().min();
        int start = currentReplicas(input).orElse(min);
        String what = currentReplicas(input).isPresent() ? "current replicas " : "min ";
        return Draft.of(Stage.TELEMETRY, start, "new (" + state.cause() + "), " + what + start);
    }

    private Draft pastGrace(PlanInput input, TelemetryState state) {
        int held = reference(input).orElse(input.policy().replicas().min());
        String since =
                state.word() + " for more than " + settings.darkGrace().toSeconds() + " s (" + state.cause() + ")";
        if (input.policy().replicas().whenDark() == ReplicaLimits.WhenDark.HOLD) {
            return Draft.of(Stage.TELEMETRY, held, since + ", whenDark: hold, holds " + held);
        }
        return Draft.of(Stage.TELEMETRY, held, since + ", whenDark: fallback")
                .noAnswer("telemetry is " + since + ": KEDA's fallback shall act");
    }

    private boolean withinGrace(PlanInput input, Instant since) {
        return Duration.between(since, input.snapshot().at()).compareTo(settings.darkGrace()) <= 0;
    }

    private static ReplicaPlan finish(PlanInput input, Optional<Needs> needs, Draft draft) {
        Draft limited = withinLimits(input, draft);
        return new ReplicaPlan(
                input.snapshot().workload(),
                input.snapshot().at(),
                input.snapshot().state(),
                limited.replicas(),
                answer(input, limited),
                advised(input, limited).reasons(),
                basis(input, needs, limited.replicas()));
    }

    private static Draft withinLimits(PlanInput input, Draft draft) {
        ReplicaLimits limits = input.policy().replicas();
        if (draft.replicas() > limits.max()) {
            return draft.then(
                    Stage.LIMITS,
                    limits.max(),
                    "held at " + limits.max() + " by replicas.max, " + draft.replicas() + " wanted");
        }
        if (draft.replicas() < limits.min()) {
            return draft.then(Stage.LIMITS, limits.min(), "raised to " + limits.min() + " by replicas.min");
        }
        return draft;
    }

    private static Answer answer(PlanInput input, Draft draft) {
        if (draft.unavailable().isPresent()) {
            return new Answer.Unavailable(draft.unavailable().get());
        }
        if (input.policy().terms().mode() == Mode.ENFORCE) {
            return new Answer.Replicas(draft.replicas());
        }
        OptionalInt current = currentReplicas(input);
        return current.isPresent()
                ? new Answer.Replicas(current.getAsInt())
                : new Answer.Unavailable("mode advise answers with the current replicas, and they are not known");
    }

    private static Draft advised(PlanInput input, Draft draft) {
        if (input.policy().terms().mode() == Mode.ENFORCE) {
            return draft;
        }
        String current = currentReplicas(input).isPresent()
                ? Integer.toString(currentReplicas(input).getAsInt())
                : "unknown";
        return draft.then(Stage.ADVISE, draft.replicas(), "mode advise: answers with the current replicas, " + current);
    }

    private static ReplicaPlan.Basis basis(PlanInput input, Optional<Needs> needs, int replicas) {
        Optional<Need> largest = needs.flatMap(Needs::largest);
        return new ReplicaPlan.Basis(
                input.demand(),
                needs.map(known -> OptionalDouble.of(known.plannedRate())).orElse(OptionalDouble.empty()),
                largest.map(Need::ratePerReplica).orElse(OptionalDouble.empty()),
                largest.map(Need::binding),
                input.capacity()
                        .map(model -> model.word())
                        .orElse(input.policy().concurrencyPerReplica().isPresent() ? "concurrency" : "none"),
                usdPerHour(input, replicas),
                needs.map(Needs::standings).orElse(Needs.standingsOf(input.policy(), input.snapshot())));
    }

    private static OptionalDouble usdPerHour(PlanInput input, int replicas) {
        int gpus = input.profile().map(profile -> profile.gpus()).orElse(1);
        return input.policy()
                .terms()
                .cost()
                .map(cost -> OptionalDouble.of(cost.gpuHourUsd() * gpus * replicas))
                .orElse(OptionalDouble.empty());
    }

    /** What a plan is compared with: the last plan, for pods that it asked for may still be starting; else what is there. */
    private static OptionalInt reference(PlanInput input) {
        return input.previous().map(plan -> OptionalInt.of(plan.desired())).orElseGet(() -> currentReplicas(input));
    }

    private static OptionalInt currentReplicas(PlanInput input) {
        if (input.currentReplicas().isPresent()) {
            return input.currentReplicas();
        }
        int seen = input.snapshot().replicasSeen();
        return seen > 0 ? OptionalInt.of(seen) : OptionalInt.empty();
    }
}
