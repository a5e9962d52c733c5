// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.policy.law;

import dev.headroom.lab.policy.monitor.Observation;
import dev.headroom.lab.policy.monitor.ServerGauge;

/**
 * Dynamo's load planner (docs v1.6, legacy): every 30 s one worker more or fewer by cache use and by queued prompts a worker. Its
 * prefill and decode workers are one pool here: either signal adds, both must agree to remove. Remembers when it last added, for its
 * grace, and the queue of the interval before, for its trend.
 */
public final class DynamoLoad implements Baseline {
    /** It acts so often, on means over this long. */
    public static final double INTERVAL_SECONDS = 30;

    /** After adding a worker none is removed for so many intervals. */
    private static final double GRACE_SECONDS = 3 * INTERVAL_SECONDS;
    /** No worker is added for a queue that will be below its mark in so many intervals by its trend. */
    private static final double TREND_INTERVALS = 3;

    private final Marks marks;
    private double addedAt = Double.NEGATIVE_INFINITY;
    private double queueBefore;

    /**
     * When it acts.
     *
     * @param kvUp mean cache use above it adds
     * @param kvDown mean cache use below it may remove
     * @param queueUp queued requests a worker above it add
     * @param queueDown queued requests a worker below it may remove
     */
    public record Marks(double kvUp, double kvDown, double queueUp, double queueDown) {
        /** Dynamo's defaults. */
        public static final Marks SHIPPED = new Marks(0.9, 0.5, 0.5, 0.2);
    }

    public DynamoLoad(Marks marks) {
        this.marks = marks;
    }

    @Override
    public Recommendation decide(Observation seen) {
        double usage = seen.averagePerPod(ServerGauge.KV_USAGE, INTERVAL_SECONDS);
        if (Double.isNaN(usage)) {
            return Recommendation.hold("no worker shows metrics");
        }
        double queue = seen.averagePerPod(ServerGauge.WAITING, INTERVAL_SECONDS);
        double soon = queue + TREND_INTERVALS * (queue - queueBefore);
        queueBefore = queue;
        int step = step(usage, queue, soon);
        if (step > 0) {
            addedAt = seen.now();
        }
        boolean graced = step < 0 && seen.now() - addedAt < GRACE_SECONDS;
        return Recommendation.of(
                Math.max(1, seen.replicas() + (graced ? 0 : step)),
                "cache use " + usage + ", " + queue + " queued a worker");
    }

    int step(double usage, double queue, double queueSoon) {
        if (usage > marks.kvUp() || (queue > marks.queueUp() && queueSoon > marks.queueUp())) {
            return 1;
        }
        return usage < marks.kvDown() && queue < marks.queueDown() ? -1 : 0;
    }
}
