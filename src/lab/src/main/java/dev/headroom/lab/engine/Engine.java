// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.engine;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * A continuous-batching engine. Each step gives every decoding sequence one token, then spends what is left of its token budget
 * on prompts in order of arrival; a waiting request enters as soon as a slot is free. No preemption. Time goes forward only.
 */
public final class Engine {
    private static final double MILLIS_PER_SECOND = 1e3;

    private final StepTimes times;
    private final EngineLimits limits;
    private final ArrayDeque<ServedRequest> waiting = new ArrayDeque<>();
    private final List<ServedRequest> running = new ArrayList<>();
    private double stepEndsAt = Double.NaN;
    private long finishedRequests;
    private long firstTokens;
    private long promptTokens;
    private long generatedTokens;
    private double slowness = 1;

    /**
     * Starts empty.
     *
     * @param model what it is
     * @param noise of its steps and of its prefix cache
     */
    public Engine(EngineModel model, RandomGenerator noise) {
        this.times = model.times();
        this.limits = model.limits();
    }

    /** Takes a request at {@code now}, to which the engine must have advanced already. */
    public void accept(ServedRequest request, double now) {
        waiting.add(request);
        if (idle()) {
            beginStep(now);
        }
    }

    /** Runs every step that ends by {@code now}; each finished request is handed on at once. */
    public void advanceTo(double now, Consumer<ServedRequest> finished) {
        while (!idle() && stepEndsAt <= now) {
            double ended = stepEndsAt;
            endStep(ended, finished);
            stepEndsAt = Double.NaN;
            if (outstanding() > 0) {
                beginStep(ended);
            }
        }
    }

    /** What it would show on its page of metrics. */
    public EngineReading reading() {
        long contextTokens =
                running.stream().mapToLong(ServedRequest::contextTokens).sum();
        long promptTokensToCome =
                unfinished().mapToLong(ServedRequest::promptTokensToCome).sum();
        return new EngineReading(
                running.size(),
                waiting.size(),
                contextTokens,
                promptTokensToCome,
                Math.min(1, (double) contextTokens / limits.kvTokens()),
                new EngineCounters(finishedRequests, firstTokens, promptTokens, 0, generatedTokens, 0));
    }

    /** Tokens of prompts and answers that are still to be computed. */
    public long outstandingTokens() {
        return unfinished().mapToLong(ServedRequest::tokensToCome).sum();
    }

    /** Steps that begin from now on take so many times as long. */
    public void slowedBy(double factor) {
        slowness = factor;
    }

    /** The process dies: whatever it had in hand is given back, unfinished, and the engine is empty. */
    public List<ServedRequest> abandon() {
        List<ServedRequest> lost = unfinished().toList();
        waiting.clear();
        running.clear();
        stepEndsAt = Double.NaN;
        return lost;
    }

    /** Requests waiting and running. */
    public int outstanding() {
        return waiting.size() + running.size();
    }

    /** The requests waiting and running. */
    public Stream<ServedRequest> unfinished() {
        return Stream.concat(running.stream(), waiting.stream());
    }

    private boolean idle() {
        return Double.isNaN(stepEndsAt);
    }

    private void beginStep(double now) {
        int sequences = 0;
        long contextTokens = 0;
        for (ServedRequest request : running) {
            if (request.decoding()) {
                sequences++;
                contextTokens += request.contextTokens();
            }
        }
        int prefillTokens = prefill(limits.stepTokens() - sequences, now);
        stepEndsAt = now + slowness * times.millis(sequences, contextTokens, prefillTokens) / MILLIS_PER_SECOND;
    }

    /** Shares the budget out to prompts already begun, then to waiting ones; answers how much was used. */
    private int prefill(int budget, double now) {
        int left = budget;
        for (ServedRequest request : running) {
            if (!request.decoding()) {
                left -= request.takeChunk(left);
            }
        }
        while (left > 0 && !waiting.isEmpty() && running.size() < limits.maxSequences()) {
            ServedRequest request = waiting.remove();
            request.schedule(now);
            running.add(request);
            left -= request.takeChunk(left);
        }
        return budget - left;
    }

    private void endStep(double now, Consumer<ServedRequest> finished) {
        running.removeIf(request -> {
            boolean decoded = request.decoding();
            request.stepEnded(now);
            generatedTokens += request.decoding() ? 1 : 0;
            count(request, !decoded && request.decoding());
            if (request.finished()) {
                finished.accept(request);
            }
            return request.finished();
        });
    }

    private void count(ServedRequest request, boolean gotFirstToken) {
        if (gotFirstToken) {
            firstTokens++;
            promptTokens += request.arrival().inputTokens();
        }
        if (request.finished()) {
            finishedRequests++;
        }
    }
}
