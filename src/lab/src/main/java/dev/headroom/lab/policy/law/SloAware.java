// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.policy.law;

import dev.headroom.lab.policy.monitor.Latency;
import dev.headroom.lab.policy.monitor.Sight;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

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

    private final ToDoubleFunction<Sight> share;
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

    /** On measured percentiles. */
    public SloAware(Latencies limits, Marks marks) {
        this(sight -> measured(sight, limits), marks);
    }

    private SloAware(ToDoubleFunction<Sight> share, Marks marks) {
        this.share = share;
        this.marks = marks;
    }

    /**
     * On predicted latencies, as the recipe prefers them, by a predictor that knows the engine's true step times and what each pod has
     * in hand: better than the recipe's learnt one, and without its burn-in.
     *
     * @param limits of the percentile
     * @param marks where it acts
     * @param sheet true step times at the mean lengths
     */
    public static SloAware predicting(Latencies limits, Marks marks, EngineSheet sheet) {
        LatencyPredictor predictor = new LatencyPredictor(sheet);
        return new SloAware(sight -> predictor.share(sight, QUANTILE, limits), marks);
    }

    @Override
    public OptionalDouble rule(Sight sight) {
        return OptionalDouble.of(Math.min(share.applyAsDouble(sight), CAP));
    }

    @Override
    public Decision decide(Sight sight) {
        OptionalDouble recorded = sight.recorded(SMOOTHING_SECONDS);
        return recorded.isEmpty()
                ? Decision.hold("no latency recorded yet")
                : Decision.of(
                        desired(recorded.getAsDouble(), sight.replicas(), sight.ready()),
                        "latency at " + recorded.getAsDouble() + " of its limit");
    }

    /** The recipe's formula, from the share of the limit s, n replicas and r ready ones. */
    int desired(double ofLimit, int replicas, int ready) {
        if (ofLimit > marks.up()) {
            double credit = ready > 0 && ready < replicas ? (double) ready / replicas : 1;
            int asked = replicas + (int) Math.ceil(replicas * (ofLimit * credit / marks.up() - 1));
            return Math.max(asked, marks.neverFewerOnTheWayUp() ? replicas : 0);
        }
        return ofLimit < marks.down() ? replicas - (int) Math.floor(replicas * (1 - ofLimit / marks.down())) : replicas;
    }

    private static double measured(Sight sight, Latencies limits) {
        return Math.max(
                share(sight, Latency.TTFT, limits.timeToFirstTokenSeconds()),
                share(sight, Latency.TPOT, limits.perTokenSeconds()));
    }

    private static double share(Sight sight, Latency latency, double limitSeconds) {
        return sight.quantile(latency, QUANTILE, WINDOW_SECONDS).orElse(0) / limitSeconds;
    }
}
