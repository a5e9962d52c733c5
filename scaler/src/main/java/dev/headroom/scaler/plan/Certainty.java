// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.plan;

import dev.headroom.scaler.forecast.Demand;
import dev.headroom.scaler.slo.Objective;
import dev.headroom.scaler.slo.SloPolicy;
import org.apache.commons.statistics.distribution.NormalDistribution;

/** How much of an uncertain demand is planned for. */
final class Certainty {
    /** What is promised to 95 of 100 users, where a policy promises nothing by percentile. */
    private static final double USUAL_PERCENTILE = 95;

    /** Exceeded in one of a thousand minutes. */
    private static final double SAFE_QUANTILE = 0.999;

    private static final double MEDIAN = 0.5;

    private static final NormalDistribution STANDARD = NormalDistribution.of(0, 1);

    private Certainty() {}

    /** The rate that the posture covers: expected rate plus the quantile's share of its standard error. */
    static double plannedRate(Demand demand, SloPolicy policy) {
        double z = STANDARD.inverseCumulativeProbability(quantile(policy));
        return demand.requestsPerSecond() + z * demand.standardError();
    }

    private static double quantile(SloPolicy policy) {
        return switch (policy.terms().posture()) {
            case LEAN -> MEDIAN;
            case BALANCED ->
                policy.objectives().stream()
                                .mapToDouble(Objective::percentile)
                                .max()
                                .orElse(USUAL_PERCENTILE)
                        / 100;
            case SAFE -> SAFE_QUANTILE;
        };
    }
}
