// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.plan;

import dev.headroom.scaler.budget.BudgetStanding;
import dev.headroom.scaler.budget.Pacing;
import dev.headroom.scaler.slo.CostTerms;
import dev.headroom.scaler.slo.Objective;
import dev.headroom.scaler.slo.SloPolicy;
import java.util.Optional;

/**
 * What a spoilt request is worth in time of a replica: the one exchange rate from which all headroom follows. Where the policy
 * states costs it is their ratio. Where it does not, the promise itself tells it, without money: if one request in a hundred may
 * be spoilt, that one weighs as much as serving a hundred; the posture makes it less or more.
 *
 * @param replicaSecondsPerMiss replica-seconds that one spoilt request is worth; above 0
 * @param leastQuantile of demand that is covered whatever the prices say; 0.5 to below 1
 */
record Prices(double replicaSecondsPerMiss, double leastQuantile) {
    /** Requests spoilt per request that no replica was there for: it waits before others. The design's default. */
    static final double SPOILT_PER_REQUEST_SHORT = 3;

    /** {@code safe} covers all but one plan in a thousand. */
    static final double SAFE_QUANTILE = 0.999;

    /** What {@code balanced} covers at least where only a concurrency ceiling is set: the percentile that most objectives name. */
    static final double USUAL_PERCENTILE = 95;

    /** Beyond it no forecast has evidence. */
    private static final double HIGHEST_QUANTILE = 0.9995;

    private static final double MEDIAN = 0.5;
    private static final double PERCENT = 100;
    private static final double SECONDS_PER_HOUR = 3600;

    /** What {@code lean} and {@code safe} make of the weight. */
    private static final double LEAN = 0.3;

    private static final double SAFE = 3;

    /**
     * The prices of a policy.
     *
     * @param perReplica requests per second that one replica carries; above 0
     * @param gpus of one replica; at least 1
     * @param budget where the error budget stands
     */
    static Prices of(SloPolicy policy, double perReplica, int gpus, Optional<BudgetStanding> budget) {
        double worth = stated(policy, gpus).orElse(weight(policy) / perReplica);
        double pace = budget.map(Pacing::shift).orElse(1.0);
        return new Prices(worth * pace, leastQuantile(policy));
    }

    /** Newsvendor: the share of cases in which what is bought must be enough, at so much for short and so much for idle. */
    double coveredQuantile(double perReplica) {
        double under = perReplica * replicaSecondsPerMiss * SPOILT_PER_REQUEST_SHORT;
        double quantile = under / (under + 1);
        return Math.min(HIGHEST_QUANTILE, Math.max(leastQuantile, quantile));
    }

    private static Optional<Double> stated(SloPolicy policy, int gpus) {
        return policy.terms()
                .cost()
                .filter(cost -> cost.gpuHourUsd() > 0 && cost.violationUsd() > 0)
                .map(cost -> replicaSeconds(cost, gpus));
    }

    private static double replicaSeconds(CostTerms cost, int gpus) {
        return cost.violationUsd() * SECONDS_PER_HOUR / (cost.gpuHourUsd() * gpus);
    }

    /** Good requests that a spoilt one weighs as much as. */
    private static double weight(SloPolicy policy) {
        double weight = 1 / (1 - promisedShare(policy));
        return switch (policy.terms().posture()) {
            case LEAN -> LEAN * weight;
            case BALANCED -> weight;
            case SAFE -> SAFE * weight;
        };
    }

    private static double promisedShare(SloPolicy policy) {
        double percentile = policy.objectives().stream()
                .mapToDouble(Objective::percentile)
                .max()
                .orElse(USUAL_PERCENTILE);
        return percentile / PERCENT;
    }

    private static double leastQuantile(SloPolicy policy) {
        return switch (policy.terms().posture()) {
            case LEAN -> MEDIAN;
            case BALANCED -> Math.max(MEDIAN, promisedShare(policy));
            case SAFE -> SAFE_QUANTILE;
        };
    }
}
