// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.whatif;

import dev.headroom.scaler.capacity.CapacityLimits;
import dev.headroom.scaler.slo.Objective;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Latency by the number of replicas, which is their cost, at a constant load. The fewest come first.
 *
 * @param objectives the curve's objectives
 * @param points the numbers of replicas
 */
public record CostCurve(List<Objective> objectives, List<Point> points) {
    private static final int MOST_POINTS = 40;

    /** Beyond twice the need nothing new is to be seen, but of one replica. */
    private static final int TIMES = 2;

    private static final int LEAST_MORE = 3;

    public CostCurve {
        objectives = List.copyOf(objectives);
        points = List.copyOf(points);
    }

    /**
     * A number of replicas.
     *
     * @param replicas at least 1
     * @param seconds latency at the percentile of each of the curve's objectives; empty beyond saturation
     */
    public record Point(int replicas, List<OptionalDouble> seconds) {
        public Point {
            seconds = List.copyOf(seconds);
        }
    }

    /**
     * From as many replicas as can serve the load at all.
     *
     * @param requestsPerSecond of all replicas; above 0
     * @param rates of one replica
     */
    public static CostCurve of(ModelledReplica replica, ReplicaRates rates, double requestsPerSecond) {
        int needed = CapacityLimits.replicasFor(requestsPerSecond, rates.booked());
        int least = CapacityLimits.replicasFor(requestsPerSecond, rates.most());
        long most = Math.max((long) TIMES * needed, (long) needed + LEAST_MORE);
        long step = Math.max(1, (most - least) / MOST_POINTS);
        List<Objective> objectives = replica.judged();
        List<Point> points = new ArrayList<>();
        for (long replicas = least; replicas <= Math.min(most, Integer.MAX_VALUE); replicas += step) {
            int count = (int) replicas;
            points.add(new Point(
                    count,
                    objectives.stream()
                            .map(objective -> replica.latency(objective, requestsPerSecond / count))
                            .toList()));
        }
        return new CostCurve(objectives, points);
    }
}
