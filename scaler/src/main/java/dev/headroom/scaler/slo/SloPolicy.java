// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.slo;

import dev.headroom.telemetry.Persisted;
import dev.headroom.telemetry.ScaleTarget;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * The promise to one workload's users, and its price.
 *
 * @param name where it stands
 * @param workload whose requests it is about
 * @param objectives each binds; may be empty where a concurrency ceiling is given
 * @param concurrencyPerReplica most requests in flight per replica; at least 1
 * @param profile the serving profile to plan with, in the policy's namespace
 * @param replicas limits of the answer
 * @param terms posture, costs and mode
 */
public record SloPolicy(
        DocumentName name,
        WorkloadSelector workload,
        List<Objective> objectives,
        OptionalInt concurrencyPerReplica,
        Optional<String> profile,
        ReplicaLimits replicas,
        Terms terms) {
    public SloPolicy {
        objectives = List.copyOf(objectives);
    }

    /** The same with another posture. */
    public SloPolicy withPosture(Posture posture) {
        return new SloPolicy(
                name, workload, objectives, concurrencyPerReplica, profile, replicas, terms.withPosture(posture));
    }

    /**
     * Whose requests a policy is about; at least one of the two is given.
     *
     * @param models names under which clients ask for it: base model, LoRA adapters, old names
     * @param scaleTarget the object whose replicas are scaled, in the policy's namespace
     */
    public record WorkloadSelector(Set<String> models, Optional<ScaleTarget> scaleTarget) {
        public WorkloadSelector {
            models = Set.copyOf(models);
        }
    }

    /**
     * The terms of the promise.
     *
     * @param posture how much of the error budget to spend
     * @param cost its prices; empty when the policy does not say
     * @param mode whether the answer moves replicas
     * @param missed the rule for requests without a complete answer
     * @param errorBudget over what time the promise is judged
     * @param forecastOnly whether the forecast of other days is only shown: the answer then follows from observations alone
     */
    public record Terms(
            Posture posture,
            Optional<CostTerms> cost,
            Mode mode,
            MissedRule missed,
            ErrorBudgetTerms errorBudget,
            @Persisted(absent = "false") boolean forecastOnly) {
        /** Those of a policy that says nothing of them. */
        public static final Terms DEFAULT = new Terms(Posture.BALANCED, Optional.empty(), Mode.ENFORCE);

        /** Terms that say nothing about requests without an answer, nor over what time the promise is judged, nor of forecasts. */
        public Terms(Posture posture, Optional<CostTerms> cost, Mode mode) {
            this(posture, cost, mode, MissedRule.DEFAULT, ErrorBudgetTerms.DEFAULT, false);
        }

        /** The same with another posture. */
        public Terms withPosture(Posture other) {
            return new Terms(other, cost, mode, missed, errorBudget, forecastOnly);
        }
    }
}
