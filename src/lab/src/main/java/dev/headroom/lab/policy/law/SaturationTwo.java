// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.policy.law;

import dev.headroom.lab.engine.EngineLimits;
import dev.headroom.lab.policy.monitor.Observation;
import dev.headroom.lab.policy.monitor.PodMetrics;
import dev.headroom.lab.policy.monitor.ServerGauge;
import java.util.ArrayDeque;
import java.util.List;

/**
 * The second saturation analyzer of llm-d's Workload Variant Autoscaler (v0.9): capacity in tokens, the smaller of a share of the
 * cache and of what was in use while requests queued. Remembers the last ten such observations for each class of answer length.
 */
public final class SaturationTwo implements Baseline {
    private static final double WINDOW_SECONDS = 60;
    /** From so many waiting requests on, what a pod holds is what it can hold. */
    private static final double QUEUE_WHEN_FULL = 5;

    private static final int REMEMBERED = 10;
    /** Upper ends of the first two classes of answer length, in tokens. */
    private static final double SHORT_ANSWER = 100;

    private static final double MIDDLING_ANSWER = 500;

    private final EngineLimits limits;
    private final Marks marks;
    private final List<ArrayDeque<Double>> observed =
            List.of(new ArrayDeque<>(), new ArrayDeque<>(), new ArrayDeque<>());
    private double inputTokens;
    private double outputTokens;

    /**
     * Shares of capacity.
     *
     * @param kvShare of the cache that counts as capacity
     * @param up demand above this share of supply asks for more
     * @param down demand below this share of supply gives back
     */
    public record Marks(double kvShare, double up, double down) {
        /** WVA's defaults. */
        public static final Marks SHIPPED = new Marks(0.80, 0.85, 0.70);
    }

    /**
     * With the lengths to assume until requests have finished.
     *
     * @param limits that the server was started with
     * @param inputTokens mean prompt
     * @param outputTokens mean answer
     */
    public SaturationTwo(EngineLimits limits, double inputTokens, double outputTokens, Marks marks) {
        this.limits = limits;
        this.marks = marks;
        this.inputTokens = inputTokens;
        this.outputTokens = outputTokens;
    }

    @Override
    public Recommendation decide(Observation seen) {
        inputTokens = seen.meanInputTokens(WINDOW_SECONDS).orElse(inputTokens);
        outputTokens = seen.meanOutputTokens(WINDOW_SECONDS).orElse(outputTokens);
        double capacity = medianCapacity(seen.pods());
        double demand = seen.total(ServerGauge.KV_USAGE) * limits.kvTokens()
                + seen.total(ServerGauge.WAITING) * inputTokens
                + seen.unrouted() * (inputTokens + outputTokens);
        return Recommendation.of(
                desired(demand, capacity, seen.replicas()), demand + " tokens, " + capacity + " a replica");
    }

    /** Supply counts replicas that are still starting. */
    int desired(double demandTokens, double capacityTokens, int replicas) {
        double supply = capacityTokens * replicas;
        double required = Math.max(0, demandTokens / marks.up() - supply);
        double spare = Math.max(0, supply - demandTokens / marks.down());
        int change = (int) Math.ceil(required / capacityTokens) - (int) Math.floor(spare / capacityTokens);
        return Math.max(1, replicas + change);
    }

    private double medianCapacity(List<PodMetrics> pods) {
        double byCache = marks.kvShare() * limits.kvTokens();
        double[] capacities = pods.stream()
                .mapToDouble(pod -> Math.min(byCache, byComputation(pod)))
                .sorted()
                .toArray();
        return capacities.length == 0 ? Math.min(byCache, estimated()) : capacities[capacities.length / 2];
    }

    private double byComputation(PodMetrics pod) {
        double inUse = pod.newest().kvUsage() * limits.kvTokens();
        ArrayDeque<Double> history = observed.get(answerClass());
        if (pod.newest().waiting() >= QUEUE_WHEN_FULL && inUse > 0) {
            history.add(inUse);
            if (history.size() > REMEMBERED) {
                history.remove();
            }
            return inUse;
        }
        return history.isEmpty()
                ? estimated()
                : history.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
    }

    /** As many sequences as the step's tokens allow when each brings its share of prefill, at their mean length. */
    private double estimated() {
        double sequences =
                Math.min(limits.stepTokens() * outputTokens / (inputTokens + outputTokens), limits.maxSequences());
        return sequences * (inputTokens + outputTokens / 2);
    }

    private int answerClass() {
        if (outputTokens < SHORT_ANSWER) {
            return 0;
        }
        return outputTokens < MIDDLING_ANSWER ? 1 : 2;
    }
}
