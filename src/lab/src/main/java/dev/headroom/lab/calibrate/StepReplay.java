// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.calibrate;

import dev.headroom.lab.engine.Prefill;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;

/**
 * Goes through the recorded steps of a run with its recorded requests, as their engine did: tokens for all that decode, then
 * chunks of prompts in the order in which they left the queue. So each step is known request by request: how long the longest
 * context was, how far prompts looked back, and how much time went by between steps.
 */
final class StepReplay {
    /** Above this share of steps whose contexts do not add up as recorded, requests and steps do not belong together. */
    private static final double MOST_MISFITS = 0.02;

    /** Relative; engines count the token being made or leave it out. */
    private static final double CONTEXT_TOLERANCE = 0.01;

    private final List<ObservedStep> steps = new ArrayList<>();
    private final HostGap gap;
    private final List<Sequence> running = new ArrayList<>();
    private final Iterator<RecordedRequest> queue;
    private double stepsEndAt;
    private int misfits;

    private StepReplay(List<RecordedRequest> requests, HostGap gap) {
        this.gap = gap;
        this.queue = requests.stream()
                .sorted(Comparator.comparingDouble(RecordedRequest::scheduledSeconds)
                        .thenComparingInt(RecordedRequest::id))
                .iterator();
    }

    /**
     * Replays a run.
     *
     * @param recorded its steps in order
     * @param requests its requests
     * @param gap learns the time between its steps
     * @return the steps; where requests and steps do not belong together, as if all contexts were equally long
     */
    static List<ObservedStep> of(List<EngineStep> recorded, List<RecordedRequest> requests, HostGap gap) {
        HostGap learnt = new HostGap();
        StepReplay replay = new StepReplay(requests, learnt);
        recorded.forEach(replay::step);
        if (replay.misfits > MOST_MISFITS * recorded.size()) {
            return recorded.stream().map(StepReplay::alike).toList();
        }
        gap.add(learnt);
        return replay.steps;
    }

    private static ObservedStep alike(EngineStep step) {
        return new ObservedStep(
                step.sequences(),
                step.contextTokens(),
                step.contextTokens() / Math.max(1, step.sequences()),
                step.prefillTokens(),
                Prefill.attended(0, step.prefillTokens()),
                step.millis());
    }

    private void step(EngineStep recorded) {
        double contextTokens = 0;
        double longest = 0;
        int sequences = 0;
        for (Sequence sequence : running) {
            if (sequence.generated > 0) {
                sequences++;
                contextTokens += sequence.context();
                longest = Math.max(longest, sequence.context());
            }
        }
        double off = Math.abs(contextTokens - recorded.contextTokens());
        misfits += sequences != recorded.sequences() || off > sequences + CONTEXT_TOLERANCE * contextTokens ? 1 : 0;
        double attended = prefill(recorded.prefillTokens());
        steps.add(new ObservedStep(
                recorded.sequences(), contextTokens, longest, recorded.prefillTokens(), attended, recorded.millis()));
        end(recorded);
    }

    private double prefill(int tokens) {
        int left = tokens;
        double attended = 0;
        for (Sequence sequence : running) {
            if (sequence.generated == 0) {
                attended += sequence.take(left);
                left -= sequence.chunk;
            }
        }
        while (left > 0 && queue.hasNext()) {
            Sequence sequence = new Sequence(queue.next());
            running.add(sequence);
            attended += sequence.take(left);
            left -= sequence.chunk;
        }
        return attended;
    }

    private void end(EngineStep recorded) {
        stepsEndAt += recorded.millis() / 1e3;
        gap.stepEnded(recorded.prefillTokens() > 0);
        for (Sequence sequence : running) {
            double seen = sequence.stepEnded();
            if (!Double.isNaN(seen)) {
                gap.seen(seen, stepsEndAt);
            }
        }
        running.removeIf(Sequence::finished);
        if (running.isEmpty()) {
            gap.idle();
        }
    }

    /** A request in the batch. */
    private static final class Sequence {
        private final RecordedRequest request;
        private int computed;
        private int chunk;
        private int generated;

        private Sequence(RecordedRequest request) {
            this.request = request;
        }

        private int context() {
            return computed + generated;
        }

        private double take(int budget) {
            chunk = Math.min(budget, request.arrival().inputTokens() - computed);
            return Prefill.attended(computed, chunk);
        }

        /** When its first or last token was seen, if this step made it; else NaN. */
        private double stepEnded() {
            if (generated > 0) {
                generated++;
            } else {
                computed += chunk;
                chunk = 0;
                generated = computed == request.arrival().inputTokens() ? 1 : 0;
                if (generated == 1) {
                    return request.firstTokenSeconds();
                }
            }
            return finished() ? request.endSeconds() : Double.NaN;
        }

        private boolean finished() {
            return generated >= request.arrival().outputTokens();
        }
    }
}
