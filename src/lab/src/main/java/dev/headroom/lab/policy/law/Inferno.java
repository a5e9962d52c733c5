// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.policy.law;

import dev.headroom.lab.policy.monitor.Count;
import dev.headroom.lab.policy.monitor.Sight;
import java.util.OptionalDouble;

/**
 * WVA inferno: the arrival rate over the rate at which {@link InfernoQueue} keeps both mean targets. Shipped, it takes completions
 * for arrivals. Remembers the lengths of the last requests that finished.
 */
public final class Inferno implements Baseline {
    private static final double WINDOW_SECONDS = 60;
    private static final double MILLIS_PER_SECOND = 1e3;

    private final InfernoParameters parameters;
    private final Targets targets;
    private final int batch;
    private final Arrivals arrivals;
    private double inputTokens;
    private double outputTokens;

    /**
     * What means are compared with; infinite for none.
     *
     * @param timeToFirstTokenMillis mean TTFT
     * @param interTokenMillis mean ITL
     */
    public record Targets(double timeToFirstTokenMillis, double interTokenMillis) {
        /** From limits in seconds. */
        public static Targets ofSeconds(double timeToFirstToken, double interToken) {
            return new Targets(timeToFirstToken * MILLIS_PER_SECOND, interToken * MILLIS_PER_SECOND);
        }
    }

    /** What counts as an arrival. */
    public enum Arrivals {
        /** {@code rate(vllm:request_success_total[1m])}, as shipped. */
        COMPLETIONS,
        /** What the router counts. */
        TRUE
    }

    /**
     * With a profile and the lengths to assume until requests have finished.
     *
     * @param parameters profile
     * @param targets of the means
     * @param batch the most in one batch
     * @param arrivals what counts as one
     * @param inputTokens mean prompt at first
     * @param outputTokens mean answer at first
     */
    public Inferno(
            InfernoParameters parameters,
            Targets targets,
            int batch,
            Arrivals arrivals,
            double inputTokens,
            double outputTokens) {
        this.parameters = parameters;
        this.targets = targets;
        this.batch = batch;
        this.arrivals = arrivals;
        this.inputTokens = inputTokens;
        this.outputTokens = outputTokens;
    }

    @Override
    public Decision decide(Sight sight) {
        inputTokens = sight.meanInputTokens(WINDOW_SECONDS).orElse(inputTokens);
        outputTokens = sight.meanOutputTokens(WINDOW_SECONDS).orElse(outputTokens);
        double rate = rate(sight).orElse(0);
        double ratePerReplica = ratePerReplica();
        // Their allocation is dropped and the gauge keeps its value.
        return Double.isNaN(ratePerReplica)
                ? Decision.hold("no rate keeps the targets")
                : Decision.of(rate / ratePerReplica, rate + " requests/s, " + ratePerReplica + " a replica");
    }

    private OptionalDouble rate(Sight sight) {
        return arrivals == Arrivals.TRUE
                ? sight.perSecond(Count.ARRIVED, WINDOW_SECONDS)
                : sight.finishedPerSecond(WINDOW_SECONDS);
    }

    private double ratePerReplica() {
        InfernoQueue queue = new InfernoQueue(parameters, inputTokens, Math.max(2, outputTokens), batch);
        double forFirstToken = queue.rateForTimeToFirstToken(targets.timeToFirstTokenMillis());
        double forInterToken = queue.rateForInterToken(targets.interTokenMillis());
        return queue.served(Math.min(forFirstToken, forInterToken));
    }
}
