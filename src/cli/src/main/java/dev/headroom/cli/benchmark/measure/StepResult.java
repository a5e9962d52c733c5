// SPDX-License-Identifier: Apache-2.0
package dev.headroom.cli.benchmark.measure;

import dev.headroom.cli.benchmark.plan.LoadStep;
import dev.headroom.scaler.slo.Signal;
import java.util.OptionalDouble;

/**
 * The figures of one load. Counts are those of the measured time, which begins after the warm-up.
 *
 * @param step the load
 * @param seconds of the measured time
 * @param offered requests that were to be sent in it
 * @param completed requests that ended well in it
 * @param failed requests of it that failed
 * @param unanswered requests of it that the client gave up
 * @param meanInFlight requests in flight on average
 * @param tokens means of the requests that ended well
 * @param latencies of the requests that were to be sent in it, the unanswered ones with the time that they waited
 */
public record StepResult(
        LoadStep step,
        double seconds,
        long offered,
        long completed,
        long failed,
        long unanswered,
        double meanInFlight,
        MeanTokens tokens,
        Latencies latencies) {
    /**
     * Means.
     *
     * @param input of a prompt
     * @param output of an answer
     */
    public record MeanTokens(double input, double output) {}

    /**
     * By signal.
     *
     * @param ttft time to first token
     * @param itl inter-token latency, each request's own mean
     * @param e2e end to end
     */
    public record Latencies(LatencyFigures ttft, LatencyFigures itl, LatencyFigures e2e) {
        /** Of a signal. */
        public LatencyFigures of(Signal signal) {
            return switch (signal) {
                case TTFT -> ttft;
                case ITL -> itl;
                case E2E -> e2e;
            };
        }
    }

    /** Requests a second that ended well. */
    public double completedPerSecond() {
        return completed / seconds;
    }

    /** Requests a second that were to be sent. */
    public double offeredPerSecond() {
        return offered / seconds;
    }

    /** Throughput over mean latency (Kleinrock's power), which is highest at the knee; 0 where nothing ended. */
    public double power() {
        OptionalDouble mean = latencies.e2e().mean();
        return mean.orElse(0) > 0 ? completedPerSecond() / mean.getAsDouble() : 0;
    }
}
