// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.policy.law;

import dev.headroom.lab.policy.monitor.Observation;
import dev.headroom.lab.policy.monitor.RouterCounter;

/**
 * WVA inferno: the arrival rate over the rate at which {@link InfernoQueue} keeps both mean targets. Shipped, it takes completions
 * for arrivals. Remembers the lengths of the last requests that finished.
 */
public final class Inferno implements Baseline {
    private static final double WINDOW_SECONDS = 60;
    private static final double MILLIS_PER_SECOND = 1e3;

    private final Parameters parameters;
    private final LatencyLimits limits;
    private final int batch;
    private final Arrivals arrivals;
    private double inputTokens;
    private double outputTokens;

    /**
     * A profile of an engine, in milliseconds: a decode step takes {@code alpha + beta·n}, a prefill {@code gamma +
     * delta·inputTokens·n} with n in the batch.
     *
     * @param alpha of a decode step
     * @param beta for each sequence in it
     * @param gamma of a prefill
     * @param delta for each prompt token and sequence
     */
    public record Parameters(double alpha, double beta, double gamma, double delta) {
        /** As a profiler would have them who is off by a factor in everything. */
        public Parameters times(double factor) {
            return new Parameters(alpha * factor, beta * factor, gamma * factor, delta * factor);
        }

        double decodeMillis(double sequences) {
            return alpha + beta * sequences;
        }

        double prefillMillis(double inputTokens, double sequences) {
            return inputTokens == 0 ? 0 : gamma + delta * inputTokens * sequences;
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
     * @param limits that means are compared with
     * @param batch the most in one batch
     * @param inputTokens mean prompt at first
     * @param outputTokens mean answer at first
     */
    public Inferno(
            Parameters parameters,
            LatencyLimits limits,
            int batch,
            Arrivals arrivals,
            double inputTokens,
            double outputTokens) {
        this.parameters = parameters;
        this.limits = limits;
        this.batch = batch;
        this.arrivals = arrivals;
        this.inputTokens = inputTokens;
        this.outputTokens = outputTokens;
    }

    @Override
    public Recommendation decide(Observation seen) {
        inputTokens = seen.meanInputTokens(WINDOW_SECONDS).orElse(inputTokens);
        outputTokens = seen.meanOutputTokens(WINDOW_SECONDS).orElse(outputTokens);
        double rate = (arrivals == Arrivals.TRUE
                        ? seen.perSecond(RouterCounter.ARRIVED, WINDOW_SECONDS)
                        : seen.finishedPerSecond(WINDOW_SECONDS))
                .orElse(0);
        double ratePerReplica = ratePerReplica();
        // Their allocation is dropped and the gauge keeps its value.
        return Double.isNaN(ratePerReplica)
                ? Recommendation.hold("no rate keeps the targets")
                : Recommendation.of(rate / ratePerReplica, rate + " requests/s, " + ratePerReplica + " a replica");
    }

    private double ratePerReplica() {
        InfernoQueue queue = new InfernoQueue(parameters, inputTokens, Math.max(2, outputTokens), batch);
        double forFirstToken = queue.rateForTimeToFirstToken(MILLIS_PER_SECOND * limits.timeToFirstTokenSeconds());
        double forInterToken = queue.rateForInterToken(MILLIS_PER_SECOND * limits.perTokenSeconds());
        return queue.served(Math.min(forFirstToken, forInterToken));
    }
}
