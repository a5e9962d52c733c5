// SPDX-License-Identifier: Apache-2.0
package dev.headroom.cli.benchmark.measure;

import dev.headroom.cli.benchmark.plan.BenchmarkPlan;
import dev.headroom.cli.benchmark.plan.LoadStep;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Holds one load after another. */
public final class BenchmarkSession {
    private static final double NANOS = 1e9;
    private static final long PROGRESS_NANOS = 1_000_000_000;

    private final Timeline timeline;
    private final Endpoint endpoint;
    private final BenchmarkPlan plan;
    private final StepTime time;
    private final Listener listener;
    private final List<JudgedLoad> measured = new ArrayList<>();
    private long requests;

    /** Hears of a session as it goes on. */
    public interface Listener {
        /** About once a second. */
        void progress(Progress now);

        /** After each load, with all loads so far. */
        void measured(List<JudgedLoad> all);
    }

    /**
     * The state of a step.
     *
     * @param place 1 for the first
     * @param step the load
     * @param seconds since it began
     * @param ofSeconds that it takes, without late answers
     * @param sent requests
     * @param inFlight requests
     */
    public record Progress(int place, LoadStep step, double seconds, double ofSeconds, long sent, int inFlight) {}

    /** A session. */
    public BenchmarkSession(
            Timeline timeline, Endpoint endpoint, BenchmarkPlan plan, StepTime time, Listener listener) {
        this.timeline = timeline;
        this.endpoint = endpoint;
        this.plan = plan;
        this.time = time;
        this.listener = listener;
    }

    /** On this machine's clock. */
    public static Timeline realTime() {
        return new RealTimeline();
    }

    /** The longest that a plan can take, where each answer comes in its step. */
    public static double mostSeconds(BenchmarkPlan plan, StepTime time) {
        int loops = (plan.concurrencies().isEmpty() ? 0 : 1) + (plan.rates().isEmpty() ? 0 : 1);
        return time.seconds()
                * (plan.concurrencies().size() + plan.rates().size() + loops * LoadSearch.MOST_REFINEMENTS);
    }

    /** All loads in order, until the search or the budget ends. */
    public List<JudgedLoad> run(Budget budget) {
        LoadSearch search = new LoadSearch(plan);
        StopRule rule = new StopRule(plan.promises());
        long begin = timeline.nanos();
        Optional<LoadStep> next = search.next(measured);
        while (next.isPresent()) {
            double elapsed = (timeline.nanos() - begin) / NANOS;
            if (!budget.allows(elapsed + time.seconds(), "With the next load the run takes")) {
                break;
            }
            StepResult result = hold(next.get());
            measured.add(new JudgedLoad(result, rule.broken(result)));
            listener.measured(List.copyOf(measured));
            next = search.next(measured);
        }
        return List.copyOf(measured);
    }

    private StepResult hold(LoadStep step) {
        StepRun run = new StepRun(timeline, endpoint, plan, step, time, requests);
        run.start();
        tell(step, run);
        timeline.runUntil(run::done);
        requests += run.sent();
        return run.result();
    }

    private void tell(LoadStep step, StepRun run) {
        timeline.at(timeline.nanos() + PROGRESS_NANOS, () -> {
            if (!run.done()) {
                listener.progress(new Progress(
                        measured.size() + 1, step, run.elapsedSeconds(), time.seconds(), run.sent(), run.inFlight()));
                tell(step, run);
            }
        });
    }
}
