// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.policy.law;

import dev.headroom.lab.policy.monitor.Observation;

/**
 * Ray Serve's request-based autoscaling ({@code serve/autoscaling_policy.py}): ongoing requests over 30 s against the target; a wish
 * must last 30 s upward and 600 s downward before it counts, but from zero it counts at once. Remembers since when it has wished.
 */
public final class RayServe implements Baseline {
    private static final double LOOK_BACK_SECONDS = 30;

    private final double target;
    private final Delays delays;
    private int direction;
    private double since;

    /**
     * How long a wish must last.
     *
     * @param upSeconds upward
     * @param downSeconds downward
     */
    public record Delays(double upSeconds, double downSeconds) {
        /** Ray's defaults. */
        public static final Delays SHIPPED = new Delays(30, 600);
    }

    /**
     * Scales on ongoing requests.
     *
     * @param target ongoing requests a replica, queued ones among them
     * @param delays of a decision
     */
    public RayServe(double target, Delays delays) {
        this.target = Demands.positive("target", target);
        this.delays = delays;
    }

    @Override
    public Recommendation decide(Observation seen) {
        double ongoing = ProportionalLaws.averageInFlight(seen, LOOK_BACK_SECONDS);
        if (Double.isNaN(ongoing)) {
            return Recommendation.hold("no report yet");
        }
        int replicas = seen.replicas();
        int wanted = desired(replicas, ongoing);
        boolean counts = lasts(Integer.signum(wanted - replicas), replicas, seen.now());
        return Recommendation.of(counts ? wanted : replicas, ongoing + " requests ongoing, wishes " + wanted);
    }

    /** {@code ceil(cur + (cur·total/(target·cur) − cur))}; from zero, what the total needs. */
    int desired(int replicas, double ongoing) {
        if (replicas == 0) {
            return (int) Math.ceil(ongoing / target);
        }
        double errorRatio = ongoing / (target * replicas);
        return (int) Math.ceil(replicas + (replicas * errorRatio - replicas));
    }

    private boolean lasts(int newDirection, int replicas, double now) {
        if (newDirection != direction) {
            direction = newDirection;
            since = now;
        }
        if (replicas == 0) {
            return true;
        }
        boolean lasted = now - since >= (newDirection > 0 ? delays.upSeconds() : delays.downSeconds());
        if (lasted) {
            // Acting starts the count anew.
            since = now;
        }
        return lasted;
    }
}
