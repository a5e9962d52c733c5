// SPDX-License-Identifier: Apache-2.0
package dev.headroom.cli.benchmark.measure;

import dev.headroom.cli.benchmark.plan.LoadStep;

/** Counts the requests of one load, in any order. */
final class StepTally {
    private static final double NANOS = 1e9;

    private final long fromNanos;
    private final long toNanos;
    private final StepResult.Latencies latencies =
            new StepResult.Latencies(new LatencyFigures(), new LatencyFigures(), new LatencyFigures());
    private long offered;
    private long completed;
    private long failed;
    private long unanswered;
    private long ended;
    private double inFlightNanos;
    private double inputTokens;
    private double outputTokens;

    /**
     * Begins.
     *
     * @param fromNanos first instant of the measured time
     * @param toNanos first instant after it
     */
    StepTally(long fromNanos, long toNanos) {
        this.fromNanos = fromNanos;
        this.toNanos = toNanos;
    }

    void add(Timing timing) {
        inFlightNanos +=
                Math.max(0, Math.min(toNanos, timing.endNanos()) - Math.max(fromNanos, timing.intendedNanos()));
        if (timing.outcome() == Timing.Outcome.ENDED && within(timing.endNanos())) {
            completed++;
        }
        if (within(timing.intendedNanos())) {
            offered++;
            count(timing);
        }
    }

    private void count(Timing timing) {
        switch (timing.outcome()) {
            case FAILED -> failed++;
            case UNANSWERED -> unanswered++;
            case ENDED -> {
                ended++;
                inputTokens += timing.inputTokens();
                outputTokens += timing.outputTokens();
            }
        }
        latencies.ttft().add(timing.ttft());
        latencies.itl().add(timing.itl());
        latencies.e2e().add(timing.e2e());
    }

    private boolean within(long nanos) {
        return nanos >= fromNanos && nanos < toNanos;
    }

    StepResult result(LoadStep step) {
        double all = Math.max(1, ended);
        return new StepResult(
                step,
                (toNanos - fromNanos) / NANOS,
                offered,
                completed,
                failed,
                unanswered,
                inFlightNanos / (toNanos - fromNanos),
                new StepResult.MeanTokens(inputTokens / all, outputTokens / all),
                latencies);
    }
}
