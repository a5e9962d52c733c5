// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.engine;

import dev.headroom.lab.traffic.Arrival;
import dev.headroom.scaler.slo.Signal;

/**
 * A request and what became of it; times in seconds since the run's start, NaN until they happen. Written by its
 * {@link Engine} alone, on the thread of the simulation.
 */
public final class ServedRequest {
    private final Arrival arrival;
    private double scheduledAt = Double.NaN;
    private double firstTokenAt = Double.NaN;
    private double finishedAt = Double.NaN;
    private double failedAt = Double.NaN;
    private final Progress progress = new Progress();

    public ServedRequest(Arrival arrival) {
        this.arrival = arrival;
    }

    /** What was asked for, and when. */
    public Arrival arrival() {
        return arrival;
    }

    /** When it left the queue. */
    public double scheduledAt() {
        return scheduledAt;
    }

    /** When its first token came. */
    public double firstTokenAt() {
        return firstTokenAt;
    }

    /** When its last token came. */
    public double finishedAt() {
        return finishedAt;
    }

    /** Whether its last token came. */
    public boolean finished() {
        return !Double.isNaN(finishedAt);
    }

    /** Arrival to first token; NaN before it. */
    public double timeToFirstTokenSeconds() {
        return firstTokenAt - arrival.atSeconds();
    }

    /** Mean time between tokens; NaN while it runs and for a single token. */
    public double interTokenSeconds() {
        int gaps = arrival.outputTokens() - 1;
        return gaps == 0 ? Double.NaN : (finishedAt - firstTokenAt) / gaps;
    }

    /** Arrival to last token; NaN while it runs. */
    public double endToEndSeconds() {
        return finishedAt - arrival.atSeconds();
    }

    /** What it took by a signal; NaN while that is not known, and the time between tokens of a single one. */
    public double seconds(Signal signal) {
        return switch (signal) {
            case TTFT -> timeToFirstTokenSeconds();
            case ITL -> interTokenSeconds();
            case E2E -> endToEndSeconds();
        };
    }

    /** What it will have taken by a signal at least, were it to end now; of a request that still runs. */
    public double leastSeconds(Signal signal, double now) {
        boolean first = !Double.isNaN(firstTokenAt);
        int gaps = arrival.outputTokens() - 1;
        return switch (signal) {
            case TTFT -> (first ? firstTokenAt : now) - arrival.atSeconds();
            case ITL -> first && gaps > 0 ? (now - firstTokenAt) / gaps : 0;
            case E2E -> now - arrival.atSeconds();
        };
    }

    /** It will never be finished: its server died, or its time to drain was over, or no cache could hold it. */
    public void fail(double now) {
        failedAt = now;
    }

    /** Whether it was lost. */
    public boolean failed() {
        return !Double.isNaN(failedAt);
    }

    /** When it was lost; NaN where it was not. */
    public double failedAt() {
        return failedAt;
    }

    Progress progress() {
        return progress;
    }

    /** A server takes it, or takes it anew after another has lost it. */
    void begin() {
        scheduledAt = Double.NaN;
        firstTokenAt = Double.NaN;
    }

    /** Leaves the queue; the first time counts. */
    void schedule(double now) {
        if (Double.isNaN(scheduledAt)) {
            scheduledAt = now;
        }
    }

    /** Whether this was its first token. */
    boolean gotFirstToken(double now) {
        boolean first = Double.isNaN(firstTokenAt);
        if (first) {
            firstTokenAt = now;
        }
        return first;
    }

    void finish(double now) {
        finishedAt = now;
    }

    /** Where a request stands in its engine; tokens. */
    static final class Progress {
        /** Of the prompt, held by the prefix cache; lost with a preemption. */
        int hits;
        /** Prompt, and what was generated before a preemption. */
        int toCompute;
        /** Of these, in the cache. */
        int computed;
        /** Computed in the running step. */
        int chunk;
        /** Of the answer; while it decodes, up to the step at which it began to. */
        int generated;
        /** While it decodes. */
        double tokensPerStep;
        /** Held when it began to decode, its first token included. */
        int heldAtJoin;
        /** Counts of the engine: of steps at which it began to decode and will end, and of admissions. */
        long joinStep;

        long finishStep;
        long admission;
    }
}
