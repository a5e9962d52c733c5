// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.keda;

import java.time.Duration;

/**
 * The HPA's limits: how far at once, how soon back. Downward there is no limit but the stabilisation.
 *
 * @param minReplicas never fewer
 * @param maxReplicas never more
 * @param podsUpPerPeriod and at least so many more in a period
 * @param percentUpPerPeriod or so many percent more in a period, whichever is larger
 * @param period the length of it
 * @param downStabilisation the highest recommendation of this span rules
 */
public record ScalingBehavior(
        int minReplicas,
        int maxReplicas,
        int podsUpPerPeriod,
        int percentUpPerPeriod,
        Duration period,
        Duration downStabilisation) {
    /** What Headroom's example ScaledObject sets: up at once, by 8 or to double in 15 s; down after a minute. */
    public static ScalingBehavior recommended(int minReplicas, int maxReplicas) {
        return new ScalingBehavior(minReplicas, maxReplicas, 8, 100, Duration.ofSeconds(15), Duration.ofSeconds(60));
    }
}
