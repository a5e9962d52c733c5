// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.plan;

import dev.headroom.scaler.forecast.Demand;
import dev.headroom.scaler.slo.Objective;
import dev.headroom.scaler.slo.SloPolicy;
import org.apache.commons.statistics.distribution.NormalDistribution;

/** How much of uncertain demand to cover: mean + z · standard error, with z by the policy's posture. */
final class CoveredDemand {
    /** {@code safe} covers all but one plan in a thousand. */
    static final double SAFE_QUANTILE = 0.999;

    /** What {@code balanced} covers where only a concurrency ceiling is set: the percentile that most objectives name. */
    static final double USUAL_PERCENTILE = 95;

    private static final NormalDistribution STANDARD_NORMAL = NormalDistribution.of(0, 1);

    private CoveredDemand() {}

    /** Requests per second to plan for; never below the mean. */
    static double of(Demand demand, SloPolicy policy) {
        return demand.requestsPerSecond() + zOf(policy) * demand.standardError();
    }

    /** Standard errors above the mean; 0 or more. */
    private static double zOf(SloPolicy policy) {
        return switch (policy.terms().posture()) {
            case LEAN -> 0;
            case BALANCED ->
                quantile(policy.objectives().stream()
                                .mapToDouble(Objective::percentile)
                                .max()
                                .orElse(USUAL_PERCENTILE)
                        / 100);
            case SAFE -> quantile(SAFE_QUANTILE);
        };
    }

    private static double quantile(double share) {
        return Math.max(0, STANDARD_NORMAL.inverseCumulativeProbability(share));
    }
}
