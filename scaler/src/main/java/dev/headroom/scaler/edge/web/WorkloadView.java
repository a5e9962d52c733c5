// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.headroom.scaler.budget.BudgetStanding;
import dev.headroom.scaler.forecast.Demand;
import dev.headroom.scaler.plan.Answer;
import dev.headroom.scaler.plan.Evidence;
import dev.headroom.scaler.plan.Reason;
import dev.headroom.scaler.plan.ReplicaPlan;
import dev.headroom.scaler.plan.SloStatus;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A plan as JSON. Unknown values are left out, never zero. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record WorkloadView(
        @JsonUnwrapped Origin origin,
        State telemetry,
        int desired,
        @Nullable Integer answer,
        @Nullable String unavailable,
        String because,
        List<Stage> reasons,
        @Nullable Budget budget,
        Basis basis) {
    /**
     * Shows a plan.
     *
     * @param policyDiffers difference between its policy and this replica's, where they differ
     * @param leadTime from the decision to add a replica until it serves; empty where this replica does not plan
     * @param objects its objects
     */
    static WorkloadView of(
            ReplicaPlan plan, Optional<String> policyDiffers, Optional<Duration> leadTime, ObjectsView objects) {
        return new WorkloadView(
                new Origin(
                        plan.workload().toString(),
                        plan.madeAt().toString(),
                        policyDiffers.orElse(null),
                        leadTime.map(Duration::toSeconds).orElse(null),
                        objects),
                State.of(plan),
                plan.desired(),
                plan.answer() instanceof Answer.Replicas replicas ? replicas.count() : null,
                plan.answer() instanceof Answer.Unavailable unavailable ? unavailable.sentence() : null,
                plan.because(),
                plan.reasons().stream().map(Stage::of).toList(),
                plan.basis().budget().map(Budget::of).orElse(null),
                Basis.of(plan.basis()));
    }

    /** A plan's workload, time, lead time and objects, and the difference between its policy and this replica's. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Origin(
            String workload,
            String madeAt,
            @Nullable String policyDiffers,
            @Nullable Long leadTimeSeconds,
            ObjectsView objects) {}

    /** State of the telemetry, and its figures. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record State(
            String state,
            String cause,
            String since,
            EvidenceView.@Nullable Arrivals arrivals,
            EvidenceView.Servers servers) {
        static State of(ReplicaPlan plan) {
            Evidence evidence = plan.basis().evidence();
            return new State(
                    plan.state().word(),
                    plan.state().cause(),
                    plan.state().since().toString(),
                    evidence.arrivals().map(EvidenceView.Arrivals::of).orElse(null),
                    EvidenceView.Servers.of(evidence.servers()));
        }
    }

    /** The effect of one stage. */
    record Stage(String stage, int replicas, String sentence) {
        static Stage of(Reason reason) {
            return new Stage(reason.code().name().toLowerCase(Locale.ROOT), reason.replicas(), reason.sentence());
        }
    }

    /** The plan's basis. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Basis(
            @Nullable Double requestsPerSecond,
            @Nullable Double plannedRequestsPerSecond,
            @Nullable Double inputTokens,
            @Nullable Double outputTokens,
            @Nullable Double ratePerReplica,
            @Nullable Double neededReplicas,
            @Nullable String capacitySource,
            @Nullable Double usdPerHour,
            List<Objective> objectives) {
        static Basis of(ReplicaPlan.Basis basis) {
            @Nullable Demand demand = basis.demand().orElse(null);
            return new Basis(
                    demand == null ? null : (Double) demand.requestsPerSecond(),
                    EvidenceView.orNull(basis.plannedRate()),
                    demand == null ? null : (Double) demand.shape().inputTokens(),
                    demand == null ? null : (Double) demand.shape().outputTokens(),
                    EvidenceView.orNull(basis.ratePerReplica()),
                    EvidenceView.orNull(basis.needed()),
                    basis.believed()
                            .map(believed -> believed.source().name().toLowerCase(Locale.ROOT))
                            .orElse(null),
                    EvidenceView.orNull(basis.usdPerHour()),
                    basis.standings().stream().map(Objective::of).toList());
        }
    }

    /**
     * Where the error budget stands.
     *
     * @param spent share of the window's budget that is spent
     * @param burning 1 where it would just last for the window
     * @param observed share of the window that was observed
     */
    record Budget(double spent, double burning, double observed) {
        static Budget of(BudgetStanding standing) {
            return new Budget(standing.spent(), standing.burning(), standing.covered());
        }
    }

    /** Where an objective stands. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Objective(
            String objective, double limitSeconds, @Nullable Double observedSeconds, long missed, boolean violated) {
        static Objective of(SloStatus standing) {
            return new Objective(
                    standing.objective().toString(),
                    standing.objective().limitSeconds(),
                    EvidenceView.orNull(standing.observedSeconds()),
                    standing.missed(),
                    standing.violated());
        }
    }
}
