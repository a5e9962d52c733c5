// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.policy;

import dev.headroom.lab.keda.HpaBehavior;
import dev.headroom.lab.keda.HpaBehavior.Limit;
import dev.headroom.lab.keda.HpaBehavior.Limit.Kind;
import dev.headroom.lab.keda.HpaBehavior.Rules;
import dev.headroom.lab.keda.HpaBehavior.Select;
import dev.headroom.lab.keda.Tolerance;
import java.util.List;

/** The {@code behavior} that each recipe comes with. The tolerance is that of a present cluster. */
final class HpaBehaviors {
    private static final Limit DOUBLING = new Limit(Kind.PERCENT, 100, 15);
    private static final Limit FOUR_PODS = new Limit(Kind.PODS, 4, 15);

    private HpaBehaviors() {}

    /** Kubernetes' defaults: up by 4 pods or to double in 15 s; down to the highest of 300 s. */
    static HpaBehavior kubernetes(Bounds bounds) {
        return new HpaBehavior(
                bounds.min(),
                bounds.max(),
                new Rules(0, Select.MAX, List.of(FOUR_PODS, DOUBLING)),
                down(300),
                Tolerance.TENTH_SINCE_1_33);
    }

    /** llm-d's queue recipe and WVA's: to double in 15 s, and the windows given. */
    static HpaBehavior doubling(Bounds bounds, double upWindowSeconds, double downWindowSeconds) {
        return new HpaBehavior(
                bounds.min(),
                bounds.max(),
                new Rules(upWindowSeconds, Select.MAX, List.of(DOUBLING)),
                down(downWindowSeconds),
                Tolerance.TENTH_SINCE_1_33);
    }

    /** llm-d's SLO-aware recipe: up by 4 or to double in 60 s after 30 s; down by one pod a drain period after 180 s. */
    static HpaBehavior sloAware(Bounds bounds, double drainSeconds) {
        return new HpaBehavior(
                bounds.min(),
                bounds.max(),
                new Rules(30, Select.MAX, List.of(new Limit(Kind.PERCENT, 100, 60), new Limit(Kind.PODS, 4, 60))),
                new Rules(180, Select.MAX, List.of(new Limit(Kind.PODS, 1, drainSeconds))),
                Tolerance.TENTH_SINCE_1_33);
    }

    private static Rules down(double windowSeconds) {
        return new Rules(windowSeconds, Select.MAX, List.of(DOUBLING));
    }
}
