// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.plan;

import dev.headroom.scaler.budget.BudgetStanding;
import dev.headroom.scaler.budget.Pacing;
import dev.headroom.scaler.forecast.Demand;
import dev.headroom.scaler.forecast.RateDistribution;
import dev.headroom.scaler.slo.CostTerms;
import dev.headroom.scaler.slo.Objective;
import dev.headroom.scaler.slo.SloPolicy;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What certainty is worth. Where the policy states costs, the newsvendor's quantile of demand is covered: what is short costs
 * violations, what is idle costs GPUs. Where it does not, the promise itself says how much may go wrong: of all requests, those that
 * are expected to find no replica may be as many as may miss an objective; posture and error budget make that less or more. See the
 * design page "what certainty is worth".
 *
 * @param rareQuantile demand beyond this quantile is too rare to be bought for in advance: catching up answers it
 * @param shortShare share of the demand that may be expected to find no replica; above 0
 * @param statedReplicaSeconds replica-seconds that one spoilt request is worth, by the policy's costs; empty where it states none
 * @param weight of a spoilt request, in requests served well
 */
record Prices(double rareQuantile, double shortShare, OptionalDouble statedReplicaSeconds, double weight) {
    /** Requests spoilt per request that no replica was there for: it waits before others. The design's default. */
    static final double SPOILT_PER_REQUEST_SHORT = 3;

    /** The percentile that most objectives name; counts where only a concurrency ceiling is set. */
    static final double USUAL_PERCENTILE = 95;

    /** Beyond it no forecast has evidence. */
    private static final double HIGHEST_QUANTILE = 0.999;

    private static final double MEDIAN = 0.5;
    private static final double PERCENT = 100;
    private static final double SECONDS_PER_HOUR = 3600;
    /** A rate of nothing has no share. */
    private static final double LEAST_RATE = 1e-6;

    /** What the postures make of what may go wrong: half a decade each way. */
    private static final double LEAN = 3;

    private static final double SAFE = 1 / 3.0;

    /** What comes about in one of so many lead times is bought for in advance: of two, of four, of twenty. */
    private static final double LEAN_RARE = 0.5;

    private static final double BALANCED_RARE = 0.75;
    private static final double SAFE_RARE = 0.95;

    /**
     * The prices of a policy.
     *
     * @param gpus of one replica; at least 1
     * @param budget where the error budget stands
     */
    static Prices of(SloPolicy policy, int gpus, Optional<BudgetStanding> budget) {
        double pace = budget.map(Pacing::shift).orElse(1.0);
        double mayMiss = (1 - promisedShare(policy)) * posture(policy) / pace;
        OptionalDouble stated = policy.terms()
                .cost()
                .filter(cost -> cost.gpuHourUsd() > 0 && cost.violationUsd() > 0)
                .map(cost -> OptionalDouble.of(pace * replicaSeconds(cost, gpus)))
                .orElse(OptionalDouble.empty());
        return new Prices(rareQuantile(policy), mayMiss, stated, 1 / mayMiss);
    }

    /**
     * Requests per second to cover; never below the likely demand.
     *
     * @param perReplica requests per second that one replica carries; above 0
     * @param caution 1 for what is bought, below it for what is kept: by how much less may be short
     */
    double covered(Demand demand, double perReplica, double caution) {
        RateDistribution distribution = demand.distribution();
        double covered = statedReplicaSeconds.isPresent()
                ? distribution.at(newsvendor(perReplica * statedReplicaSeconds.getAsDouble() / caution))
                : Math.min(
                        distribution.at(rareQuantile),
                        distribution.coveredBut(
                                caution * shortShare * Math.max(LEAST_RATE, demand.requestsPerSecond())));
        return Math.max(demand.requestsPerSecond(), covered);
    }

    /**
     * Replica-seconds that a spoilt request is worth.
     *
     * @param perReplica requests per second that one replica carries; above 0
     */
    double replicaSecondsPerMiss(double perReplica) {
        return statedReplicaSeconds.orElse(weight / perReplica);
    }

    private static double newsvendor(double missesPerReplicaSecond) {
        double under = missesPerReplicaSecond * SPOILT_PER_REQUEST_SHORT;
        return Math.min(HIGHEST_QUANTILE, Math.max(MEDIAN, under / (under + 1)));
    }

    private static double replicaSeconds(CostTerms cost, int gpus) {
        return cost.violationUsd() * SECONDS_PER_HOUR / (cost.gpuHourUsd() * gpus);
    }

    private static double posture(SloPolicy policy) {
        return switch (policy.terms().posture()) {
            case LEAN -> LEAN;
            case BALANCED -> 1;
            case SAFE -> SAFE;
        };
    }

    private static double rareQuantile(SloPolicy policy) {
        return switch (policy.terms().posture()) {
            case LEAN -> LEAN_RARE;
            case BALANCED -> BALANCED_RARE;
            case SAFE -> SAFE_RARE;
        };
    }

    private static double promisedShare(SloPolicy policy) {
        double percentile = policy.objectives().stream()
                .mapToDouble(Objective::percentile)
                .max()
                .orElse(USUAL_PERCENTILE);
        return percentile / PERCENT;
    }
}
