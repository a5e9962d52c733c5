// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.learn;

import dev.headroom.scaler.slo.CostTerms;
import dev.headroom.scaler.slo.Posture;
import dev.headroom.scaler.slo.SloPolicy;
import java.time.Duration;
import java.util.OptionalInt;

/** The share of the error budget that may be spent. Posture and stated costs affect this and nothing else. */
public final class BudgetAim {
    /** The share for {@code posture: balanced}. */
    public static final double BALANCED = 0.7;

    /** For {@code posture: lean}. */
    public static final double LEAN = 0.9;

    /** For {@code posture: safe}. */
    public static final double SAFE = 0.5;

    /** Stated costs change the share by at most this factor. */
    private static final double MOST_BY_COST = 1.5;

    private BudgetAim() {}

    /**
     * The share; above 0, at most 1.
     *
     * @param gpus of one replica; empty where that is not known
     */
    public static double of(SloPolicy policy, OptionalInt gpus) {
        double byCost =
                policy.terms().cost().map(cost -> byCost(cost, gpus.orElse(1))).orElse(1.0);
        return Math.min(1, byPosture(policy.terms().posture()) * byCost);
    }

    private static double byPosture(Posture posture) {
        return switch (posture) {
            case LEAN -> LEAN;
            case BALANCED -> BALANCED;
            case SAFE -> SAFE;
        };
    }

    /** One spoilt request a second that costs as much as a replica leaves the share as it is; it moves with the fourth root. */
    private static double byCost(CostTerms cost, int gpus) {
        if (!(cost.gpuHourUsd() > 0) || !(cost.violationUsd() > 0)) {
            return 1;
        }
        double spoiltOverReplica = cost.violationUsd() * Duration.ofHours(1).toSeconds() / (cost.gpuHourUsd() * gpus);
        double moved = Math.pow(spoiltOverReplica, -0.25);
        return Math.max(1 / MOST_BY_COST, Math.min(MOST_BY_COST, moved));
    }
}
