// SPDX-License-Identifier: Apache-2.0
package dev.headroom.cli.benchmark.measure;

import dev.headroom.cli.benchmark.plan.ArrivalTimes;
import dev.headroom.cli.benchmark.plan.BenchmarkPlan;
import dev.headroom.cli.benchmark.plan.LoadStep;
import dev.headroom.cli.benchmark.plan.RequestTokens;
import java.util.ArrayList;
import java.util.List;

/** Holds one load. All of it runs on the timeline's thread. */
final class StepRun {
    private static final double NANOS = 1e9;
    /** More open connections than this are a client's trouble, not a measurement. The step then ends. */
    private static final int MOST_IN_FLIGHT = BenchmarkPlan.MOST_USERS;
    /** A user whose request failed at once must not ask in a hot loop. */
    private static final long PAUSE_NANOS = 100_000_000;
    /** Users begin within this share of the warm-up, so that their prompts do not come together. */
    private static final double SPREAD = 0.5;

    private final Timeline timeline;
    private final Endpoint endpoint;
    private final BenchmarkPlan plan;
    private final LoadStep step;
    private final StepTime time;
    private final long firstNumber;
    private final long beginNanos;
    private final List<Timing> timings = new ArrayList<>();
    private long endNanos;
    private long sent;
    private int inFlight;
    private boolean over;
    private boolean cut;

    /**
     * Prepares.
     *
     * @param firstNumber of its requests
     */
    StepRun(Timeline timeline, Endpoint endpoint, BenchmarkPlan plan, LoadStep step, StepTime time, long firstNumber) {
        this.timeline = timeline;
        this.endpoint = endpoint;
        this.plan = plan;
        this.step = step;
        this.time = time;
        this.firstNumber = firstNumber;
        this.beginNanos = timeline.nanos();
        this.endNanos = beginNanos + nanos(time.seconds());
    }

    void start() {
        if (step.isOpen()) {
            for (double at : ArrivalTimes.poisson(step.load(), time.seconds(), plan.seed() + firstNumber)) {
                arrange(beginNanos + nanos(at));
            }
        } else {
            int users = (int) step.load();
            for (int i = 0; i < users; i++) {
                arrange(beginNanos + nanos(time.warmUpSeconds() * SPREAD * i / users));
            }
        }
        timeline.at(endNanos, () -> over = true);
    }

    /** No request is in flight, and none will be sent. */
    boolean done() {
        return over && inFlight == 0;
    }

    long sent() {
        return sent;
    }

    int inFlight() {
        return inFlight;
    }

    double elapsedSeconds() {
        return (timeline.nanos() - beginNanos) / NANOS;
    }

    StepResult result() {
        // A step that was cut was overloaded from its beginning, and may have ended before it was warm.
        StepTally tally = new StepTally(cut ? beginNanos : beginNanos + nanos(time.warmUpSeconds()), endNanos);
        timings.forEach(tally::add);
        return tally.result(step);
    }

    private void arrange(long intendedNanos) {
        timeline.at(intendedNanos, () -> {
            if (intendedNanos < endNanos) {
                send(intendedNanos);
            }
        });
    }

    private void send(long intendedNanos) {
        long number = firstNumber + sent++;
        RequestTokens tokens =
                plan.requests().get((int) (number % plan.requests().size()));
        inFlight++;
        if (inFlight > MOST_IN_FLIGHT && !over) {
            cut = true;
            over = true;
            endNanos = timeline.nanos();
        }
        Sent request = new Sent(intendedNanos, tokens.input());
        Runnable cancel =
                endpoint.send(number, tokens, answer -> timeline.at(timeline.nanos(), () -> request.answered(answer)));
        timeline.at(intendedNanos + nanos(time.patienceSeconds()), () -> request.giveUp(cancel));
    }

    private static long nanos(double seconds) {
        return Math.round(seconds * NANOS);
    }

    /** A request until it ends, which it does once. */
    private final class Sent {
        private final long intendedNanos;
        private final int plannedInput;
        private boolean ended;

        private Sent(long intendedNanos, int plannedInput) {
            this.intendedNanos = intendedNanos;
            this.plannedInput = plannedInput;
        }

        private void answered(StreamedAnswer answer) {
            if (!ended) {
                long end = answer.lastTokenNanos().orElse(timeline.nanos());
                end(Timing.of(intendedNanos, end, answer, plannedInput));
            }
        }

        private void giveUp(Runnable cancel) {
            if (!ended) {
                cancel.run();
                end(Timing.unanswered(intendedNanos, timeline.nanos(), plannedInput));
            }
        }

        private void end(Timing timing) {
            ended = true;
            inFlight--;
            timings.add(timing);
            if (!step.isOpen()) {
                arrange(timeline.nanos() + (timing.outcome() == Timing.Outcome.FAILED ? PAUSE_NANOS : 0));
            }
        }
    }
}
