// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.headroom;

import dev.headroom.lab.keda.HpaBehavior;
import dev.headroom.lab.keda.HpaBehavior.Limit;
import dev.headroom.lab.keda.HpaBehavior.Rules;
import dev.headroom.lab.keda.HpaBehavior.Select;
import dev.headroom.lab.keda.Tolerance;
import java.util.List;

/** What Headroom's example ScaledObject sets, {@code deploy/examples/scaledobject.yaml}. */
final class RecommendedScaling {
    static final double POLLING_INTERVAL_SECONDS = 5;
    static final double COOLDOWN_SECONDS = 300;
    static final int FALLBACK_FAILURES = 3;
    static final int FALLBACK_REPLICAS = 4;
    static final double DOWN_STABILISATION_SECONDS = 60;
    static final int UP_PODS = 8;
    static final int PERCENT = 100;
    static final double PERIOD_SECONDS = 15;

    private RecommendedScaling() {}

    /** The HPA's behavior between these bounds; an HPA itself never goes below 1. */
    static HpaBehavior behavior(int minReplicas, int maxReplicas) {
        Limit doubling = new Limit(Limit.Kind.PERCENT, PERCENT, PERIOD_SECONDS);
        Limit pods = new Limit(Limit.Kind.PODS, UP_PODS, PERIOD_SECONDS);
        return new HpaBehavior(
                Math.max(1, minReplicas),
                maxReplicas,
                new Rules(0, Select.MAX, List.of(doubling, pods)),
                new Rules(DOWN_STABILISATION_SECONDS, Select.MAX, List.of(doubling)),
                Tolerance.ZERO);
    }
}
