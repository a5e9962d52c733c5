// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.policy.law;

import dev.headroom.lab.policy.monitor.Observation;
import dev.headroom.lab.policy.monitor.PodMetrics;
import dev.headroom.lab.policy.monitor.ServerGauge;
import java.util.List;

/**
 * The first saturation analyzer of llm-d's Workload Variant Autoscaler (v0.4 to v0.8): one replica more when the spare of cache or
 * queue over the pods that are not saturated runs low, one fewer when the spares would still hold without it. It waits until what it
 * asked for is there and every replica shows metrics.
 */
public final class SaturationOne implements Baseline {
    /** {@code max_over_time[1m]}. */
    private static final double WINDOW_SECONDS = 60;

    private final Thresholds thresholds;

    /**
     * When a pod is saturated, and how much must be spare.
     *
     * @param kvUsage saturated from here on
     * @param queue saturated from here on
     * @param spareKvUsage below it one more
     * @param spareQueue below it one more
     */
    public record Thresholds(double kvUsage, double queue, double spareKvUsage, double spareQueue) {
        /** WVA's defaults. */
        public static final Thresholds SHIPPED = new Thresholds(0.80, 5, 0.10, 3);
    }

    public SaturationOne(Thresholds thresholds) {
        this.thresholds = thresholds;
    }

    @Override
    public Recommendation decide(Observation seen) {
        List<PodMetrics> pods = seen.pods();
        if (seen.asked() != seen.replicas() || pods.size() != seen.replicas()) {
            return Recommendation.of(seen.asked(), "waits: the replicas asked for do not all show metrics");
        }
        Load load = Load.of(pods, thresholds, seen.now() - WINDOW_SECONDS);
        int step = step(load);
        return Recommendation.of(Math.max(1, seen.replicas() + step), "step " + step + " at " + load);
    }

    /** One more, one fewer, or none. */
    int step(Load load) {
        if (!spare(load.kvUsage(), load.queue()) || load.unsaturated() == 0) {
            return 1;
        }
        double more = load.unsaturated() / (load.unsaturated() - 1.0);
        return load.unsaturated() >= 2 && spare(load.kvUsage() * more, load.queue() * more) ? -1 : 0;
    }

    private boolean spare(double kvUsage, double queue) {
        return thresholds.kvUsage() - kvUsage >= thresholds.spareKvUsage()
                && thresholds.queue() - queue >= thresholds.spareQueue();
    }

    /**
     * Means over the pods that are not saturated.
     *
     * @param unsaturated how many they are
     * @param kvUsage share of the cache in use, the minute's highest
     * @param queue waiting requests, the minute's highest
     */
    record Load(int unsaturated, double kvUsage, double queue) {
        static Load of(List<PodMetrics> pods, Thresholds thresholds, double after) {
            int unsaturated = 0;
            double kvUsage = 0;
            double queue = 0;
            for (PodMetrics pod : pods) {
                double podUsage = pod.max(ServerGauge.KV_USAGE, after);
                double podQueue = pod.max(ServerGauge.WAITING, after);
                if (podUsage < thresholds.kvUsage() && podQueue < thresholds.queue()) {
                    unsaturated++;
                    kvUsage += podUsage;
                    queue += podQueue;
                }
            }
            return new Load(unsaturated, kvUsage / Math.max(1, unsaturated), queue / Math.max(1, unsaturated));
        }
    }
}
