// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.plan;

import dev.headroom.scaler.budget.BudgetStanding;
import dev.headroom.scaler.forecast.Demand;
import dev.headroom.scaler.learn.CapacityEstimate;
import dev.headroom.telemetry.WorkloadKey;
import dev.headroom.telemetry.snapshot.TelemetryState;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/**
 * How many replicas a workload needs, and why.
 *
 * @param workload the workload
 * @param madeAt when it was made
 * @param state how far telemetry could be trusted
 * @param desired the replicas that the plan wants, limits applied; kept also where the answer is another
 * @param grounded whether {@code desired} follows from anything: a need, a plan before it, or replicas that run; where it does
 *     not, the answer is no number, and no later plan may be compared with it
 * @param answer the answer to KEDA
 * @param reasons one per stage that moved the number, in order
 * @param basis the basis of the number
 */
public record ReplicaPlan(
        WorkloadKey workload,
        Instant madeAt,
        TelemetryState state,
        int desired,
        boolean grounded,
        Answer answer,
        List<Reason> reasons,
        Basis basis) {
    public ReplicaPlan {
        reasons = List.copyOf(reasons);
    }

    /** Whether the answer to KEDA is 0. */
    public boolean answersNone() {
        return answer instanceof Answer.Replicas known && known.count() == 0;
    }

    /** The same with another standing of the error budget. */
    public ReplicaPlan withBudget(Optional<BudgetStanding> budget) {
        Basis noted = new Basis(
                basis.demand(),
                basis.needed(),
                basis.ratePerReplica(),
                basis.believed(),
                basis.usdPerHour(),
                basis.standings(),
                budget,
                basis.evidence());
        return new ReplicaPlan(workload, madeAt, state, desired, grounded, answer, reasons, noted);
    }

    /** The reasons as one line. */
    public String because() {
        return reasons.stream().map(Reason::sentence).collect(Collectors.joining(" -> "));
    }

    /**
     * The basis of a plan.
     *
     * @param demand the planned demand
     * @param needed replicas that demand needs, not rounded and not held; empty while that is not known
     * @param ratePerReplica requests per second that one replica is booked with at most
     * @param believed estimated capacity of a replica, in work; empty while nothing is known
     * @param usdPerHour cost of {@code desired} replicas; empty when the policy states no costs
     * @param standings SLO status of each objective, in the policy's order
     * @param budget where the error budget stands; empty while too little has been observed
     * @param evidence the observations
     */
    public record Basis(
            Optional<Demand> demand,
            OptionalDouble needed,
            OptionalDouble ratePerReplica,
            Optional<CapacityEstimate> believed,
            OptionalDouble usdPerHour,
            List<SloStatus> standings,
            Optional<BudgetStanding> budget,
            Evidence evidence) {
        /** The plan rests on nothing measured. */
        public static final Basis NOTHING = new Basis(
                Optional.empty(),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                Optional.empty(),
                OptionalDouble.empty(),
                List.of(),
                Optional.empty(),
                Evidence.NONE);

        public Basis {
            standings = List.copyOf(standings);
        }

        /** Requests per second that the plan is ready for, the rise that may come included. */
        public OptionalDouble plannedRate() {
            return demand.map(known -> OptionalDouble.of(known.ready())).orElse(OptionalDouble.empty());
        }
    }
}
