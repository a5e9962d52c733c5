// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.policy.law;

import dev.headroom.lab.policy.monitor.Latency;
import dev.headroom.lab.policy.monitor.Sight;
import java.util.OptionalDouble;

/**
 * llm-d's SLO-aware KEDA recipe (guide "SLO-aware autoscaling"): the worse of P90 TTFT and P90 TPOT as a share of its limit, over a
 * minute, capped and averaged over 45 s. Above the upper mark it grows in proportion, crediting pods that warm up; below the lower
 * one it shrinks. No traffic counts as 0. As printed, the credit can make the upward branch ask for fewer than there are.
 */
public final class SloAware implements Baseline {
    private static final double QUANTILE = 0.9;
    private static final double WINDOW_SECONDS = 60;
    private static final double SMOOTHING_SECONDS = 45;
    /** A share is cut off here, so that one bad minute does not ask for everything. */
    private static final double CAP = 2;

    private final Latencies limits;
    private final Marks marks;

    /**
     * Limits of the percentile.
     *
     * @param timeToFirstTokenSeconds its limit; infinite for none
     * @param perTokenSeconds its limit; infinite for none
     */
    public record Latencies(double timeToFirstTokenSeconds, double perTokenSeconds) {}

    /**
     * Where it acts.
     *
     * @param up share of the limit above which it grows; the recipe's is 0.55
     * @param down share below which it shrinks; the recipe's is 0.40
     * @param neverFewerOnTheWayUp mends the credited branch
     */
    public record Marks(double up, double down, boolean neverFewerOnTheWayUp) {
        /** As the guide prints them. */
        public static final Marks SHIPPED = new Marks(0.55, 0.40, false);

        public Marks {
            if (!(down > 0 && up >= down)) {
                throw new IllegalArgumentException("marks need 0 < down <= up, were " + down + " and " + up);
            }
        }
    }

    public SloAware(Latencies limits, Marks marks) {
        this.limits = limits;
        this.marks = marks;
    }

    @Override
    public OptionalDouble rule(Sight sight) {
        double share = Math.max(
                share(sight, Latency.TTFT, limits.timeToFirstTokenSeconds()),
                share(sight, Latency.TPOT, limits.perTokenSeconds()));
        return OptionalDouble.of(Math.min(share, CAP));
    }

    @Override
    public Decision decide(Sight sight) {
        OptionalDouble share = sight.recorded(SMOOTHING_SECONDS);
        return share.isEmpty()
                ? Decision.hold("no latency recorded yet")
                : Decision.of(
                        desired(share.getAsDouble(), sight.replicas(), sight.ready()),
                        "latency at " + share.getAsDouble() + " of its limit");
    }

    /** The recipe's formula, from the share s, n replicas and r ready ones. */
    int desired(double share, int replicas, int ready) {
        if (share > marks.up()) {
            double credit = ready > 0 && ready < replicas ? (double) ready / replicas : 1;
            int asked = replicas + (int) Math.ceil(replicas * (share * credit / marks.up() - 1));
            return Math.max(asked, marks.neverFewerOnTheWayUp() ? replicas : 0);
        }
        return share < marks.down() ? replicas - (int) Math.floor(replicas * (1 - share / marks.down())) : replicas;
    }

    private static double share(Sight sight, Latency latency, double limitSeconds) {
        return sight.quantile(latency, QUANTILE, WINDOW_SECONDS).orElse(0) / limitSeconds;
    }
}
