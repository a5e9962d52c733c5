// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.episode;

import dev.headroom.lab.fleet.Fleet;
import dev.headroom.lab.fleet.PodPhase;

/**
 * Counts GPU time, replicas and changes of them over the scored seconds. Node time is the fleet's own, exact; which part of it
 * pods spent starting or draining is looked at once a second.
 */
final class FleetMeter implements Watcher {
    private static final double SECONDS_PER_HOUR = 3600;

    private final Span span;
    private final int gpus;
    private final double leadSeconds;
    private double nodeSecondsBefore;
    private double nodeSeconds;
    private double replicaSeconds;
    private double readySeconds;
    private double drainSeconds;
    private int events;
    private int reversals;
    private int replicas;
    private int lastDirection;
    private double lastChange = Double.NEGATIVE_INFINITY;

    FleetMeter(Episode episode) {
        this.span = episode.span();
        this.gpus = episode.engine().gpus();
        this.leadSeconds = episode.cluster().typicalLeadSeconds();
        this.replicas = episode.cluster().startReplicas();
    }

    /** What stood in the second that is over. */
    @Override
    public void second(int now, Fleet fleet) {
        if (now == span.warmUpSeconds()) {
            nodeSecondsBefore = fleet.nodeSeconds();
        }
        if (now > span.warmUpSeconds() && now <= span.scoredUntil()) {
            nodeSeconds = fleet.nodeSeconds() - nodeSecondsBefore;
            replicaSeconds += fleet.replicas();
            readySeconds += fleet.ready();
            drainSeconds += fleet.answering()
                    .filter(pod -> pod.phase() == PodPhase.DRAINING)
                    .count();
        }
    }

    @Override
    public void answered(int now, Fleet fleet, int wanted) {
        int direction = Integer.signum(fleet.replicas() - replicas);
        replicas = fleet.replicas();
        if (direction == 0) {
            return;
        }
        if (now >= span.warmUpSeconds() && now < span.scoredUntil()) {
            events++;
            reversals += direction == -lastDirection && now - lastChange <= leadSeconds ? 1 : 0;
        }
        lastDirection = direction;
        lastChange = now;
    }

    Outcome.Use use() {
        double starting = Math.max(0, nodeSeconds - readySeconds - drainSeconds);
        return new Outcome.Use(
                nodeSeconds * gpus / SECONDS_PER_HOUR,
                replicaSeconds / span.scoredSeconds(),
                starting * gpus,
                drainSeconds * gpus);
    }

    Outcome.Scaling scaling() {
        return new Outcome.Scaling(events, reversals);
    }
}
