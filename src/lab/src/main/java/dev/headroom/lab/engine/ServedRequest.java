// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.engine;

import dev.headroom.lab.traffic.Arrival;

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
    private int prefilled;
    private int generated;
    private int chunk;

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

    /** It will never be finished: its server died, or its time to drain was over. */
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

    int promptTokensToCome() {
        return arrival.inputTokens() - prefilled;
    }

    int tokensToCome() {
        return promptTokensToCome() + arrival.outputTokens() - generated;
    }

    boolean decoding() {
        return generated > 0;
    }

    int contextTokens() {
        return prefilled + generated;
    }

    void schedule(double now) {
        scheduledAt = now;
    }

    /** Takes its part of the step's remaining tokens for prefill. */
    int takeChunk(int budget) {
        chunk = Math.min(budget, arrival.inputTokens() - prefilled);
        return chunk;
    }

    /** What a step did for it: a chunk of its prompt, or one token. */
    void stepEnded(double now) {
        if (decoding()) {
            generated++;
        } else {
            prefilled += chunk;
            chunk = 0;
            if (prefilled == arrival.inputTokens()) {
                generated = 1;
                firstTokenAt = now;
            }
        }
        if (generated == arrival.outputTokens()) {
            finishedAt = now;
        }
    }
}
