// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.policy.law;

import dev.headroom.lab.engine.EngineReading;
import dev.headroom.lab.policy.monitor.Observation;
import dev.headroom.lab.policy.monitor.PodMetrics;
import dev.headroom.scaler.slo.Signal;
import java.util.List;
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

    private final ToDoubleFunction<Observation> share;
    private final Marks marks;

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

    private SloAware(ToDoubleFunction<Observation> share, Marks marks) {
        this.share = share;
        this.marks = marks;
    }

    /** On measured percentiles. */
    public static SloAware measuring(LatencyLimits limits, Marks marks) {
        return new SloAware(
                seen -> limits.share(
                        seen.quantile(Signal.TTFT, QUANTILE, WINDOW_SECONDS).orElse(0),
                        seen.quantile(Signal.ITL, QUANTILE, WINDOW_SECONDS).orElse(0)),
                marks);
    }

    /**
     * On predicted latencies, as the recipe prefers them, by a predictor that knows the engine's true step times and what each pod has
     * in hand: better than the recipe's learnt one, and without its burn-in.
     *
     * @param sheet true step times at the mean lengths
     */
    public static SloAware predicting(LatencyLimits limits, Marks marks, EngineSheet sheet) {
        return new SloAware(seen -> predicted(seen, limits, sheet), marks);
    }

    @Override
    public OptionalDouble rule(Observation seen) {
        return OptionalDouble.of(Math.min(share.applyAsDouble(seen), CAP));
    }

    @Override
    public Recommendation decide(Observation seen) {
        OptionalDouble recorded = seen.recorded(SMOOTHING_SECONDS);
        return recorded.isEmpty()
                ? Recommendation.hold("no latency recorded yet")
                : Recommendation.of(
                        desired(recorded.getAsDouble(), seen.replicas(), seen.ready()),
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

    /** What the next request would meet, by the quantile over pods; 0 where nothing is in flight, as for no traffic. */
    private static double predicted(Observation seen, LatencyLimits limits, EngineSheet sheet) {
        List<EngineReading> pods = seen.pods().stream().map(PodMetrics::newest).toList();
        boolean idle = pods.stream().allMatch(pod -> pod.running() + pod.waiting() == 0);
        return idle
                ? 0
                : limits.share(
                        quantile(pods, pod -> firstTokenSeconds(pod, sheet)),
                        quantile(pods, pod -> sheet.loadedSeconds(batch(pod, sheet))));
    }

    /** The prefill of the queued prompts and its own, and the wait for a slot where none is free. */
    static double firstTokenSeconds(EngineReading pod, EngineSheet sheet) {
        double prompts = pod.waitingPromptTokens() * (1 - sheet.engine().prefixHitShare());
        int batch = batch(pod, sheet);
        double prefill = sheet.prefillSeconds(prompts + sheet.computedInputTokens(), batch - 1);
        int withoutSlot = pod.running() + pod.waiting() + 1 - sheet.mostSequences();
        double slotEvery = sheet.outputTokens() * sheet.loadedSeconds(batch) / batch;
        return prefill + Math.max(0, withoutSlot) * slotEvery;
    }

    private static int batch(EngineReading pod, EngineSheet sheet) {
        return Math.min(sheet.mostSequences(), pod.running() + pod.waiting() + 1);
    }

    /** Nearest rank. */
    private static double quantile(List<EngineReading> pods, ToDoubleFunction<EngineReading> seconds) {
        double[] sorted = pods.stream().mapToDouble(seconds).sorted().toArray();
        return sorted[Math.max(0, (int) Math.ceil(QUANTILE * sorted.length) - 1)];
    }
}
