// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.plan;

import dev.headroom.scaler.forecast.Demand;
import dev.headroom.scaler.learn.CapacityEstimate;
import dev.headroom.telemetry.snapshot.ServerStatus;
import dev.headroom.telemetry.snapshot.WorkloadSnapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * The inputs of one turn's rules, computed once.
 *
 * @param input the planner's input
 * @param before the last plan that counts, or the running replicas; empty where neither is known
 * @param current replicas that run, as the cluster says, else as telemetry shows; empty where neither does
 * @param permission the permission that the state of telemetry gives
 * @param ratePerReplica requests per second that one replica may be booked with; above 0; empty while that is not known
 * @param waiting requests that wait for a place at the servers or before them; 0 or more
 * @param standings SLO status of each objective, in the policy's order
 */
record PlanFacts(
        PlanInput input,
        OptionalInt before,
        OptionalInt current,
        TelemetryRule.Verdict permission,
        OptionalDouble ratePerReplica,
        double waiting,
        List<SloStatus> standings) {
    /** Longer than an outage of the broker that KEDA's fallback should bridge; by then an operator has had a look. */
    private static final Duration PLAN_COUNTS_FOR = Duration.ofHours(1);

    static PlanFacts of(PlanInput input, PlanSettings settings) {
        OptionalInt current = current(input);
        OptionalInt planned = planned(input);
        OptionalInt before = planned.isPresent() ? planned : current;
        return new PlanFacts(
                input,
                before,
                current,
                new TelemetryRule(settings).judge(input, before.isPresent()),
                rateOf(input.demand(), input.capacity().believed()),
                waiting(input.snapshot()),
                input.policy().objectives().stream()
                        .map(objective -> SloStatus.of(
                                objective,
                                input.snapshot().now(),
                                input.snapshot().unfinished(),
                                input.policy().terms().missed()))
                        .toList());
    }

    Instant now() {
        return input.snapshot().at();
    }

    /** Whether telemetry lets the plan go wherever demand asks. */
    boolean mayPlan() {
        return permission.permission() == TelemetryRule.Permission.PLAN;
    }

    /** Whether demand can be turned into replicas. */
    boolean isMeasured() {
        return input.demand().isPresent() && ratePerReplica.isPresent();
    }

    /** Replicas that take requests: as the cluster says, else those that telemetry shows. */
    OptionalInt serving() {
        return input.supply().ready().isPresent()
                ? input.supply().ready()
                : seen(input.snapshot().servers());
    }

    private static OptionalDouble rateOf(Optional<Demand> demand, Optional<CapacityEstimate> believed) {
        return demand.isPresent() && believed.isPresent()
                ? OptionalDouble.of(
                        believed.get().workPerSecond() / demand.get().workPerRequest())
                : OptionalDouble.empty();
    }

    private static double waiting(WorkloadSnapshot snapshot) {
        ServerStatus.Load load = snapshot.servers().load();
        double atServers = load.waiting().orElse(0);
        double admitted = snapshot.unfinished().count();
        boolean bothKnown = load.inFlight().isPresent() && admitted > 0;
        return bothKnown ? Math.max(atServers, admitted - load.running().orElse(0)) : atServers;
    }

    /**
     * A plan from before a long absence counts only where the number of running replicas is unknown: people may have set another number
     * since.
     */
    private static OptionalInt planned(PlanInput input) {
        Instant oldest = input.snapshot().at().minus(PLAN_COUNTS_FOR);
        return input.previous()
                .filter(ReplicaPlan::grounded)
                .filter(plan ->
                        plan.madeAt().isAfter(oldest) || input.currentReplicas().isEmpty())
                .map(plan -> OptionalInt.of(plan.desired()))
                .orElse(OptionalInt.empty());
    }

    private static OptionalInt current(PlanInput input) {
        return input.currentReplicas().isPresent()
                ? input.currentReplicas()
                : seen(input.snapshot().servers());
    }

    /** Replicas that were recently scraped, or that recently ended a request. */
    private static OptionalInt seen(ServerStatus servers) {
        int seen = Math.max(servers.replicasSeen(), servers.replicasScraped());
        return seen > 0 ? OptionalInt.of(seen) : OptionalInt.empty();
    }
}
