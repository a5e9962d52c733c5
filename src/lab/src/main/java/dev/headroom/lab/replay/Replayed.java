// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.replay;

import dev.headroom.lab.bound.Bound;
import dev.headroom.lab.days.DayFigures;
import dev.headroom.lab.days.Staircase;
import dev.headroom.lab.episode.Episode;
import dev.headroom.lab.episode.Outcome;
import dev.headroom.lab.policy.PolicyVariant;
import dev.headroom.scaler.slo.SloPolicy;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What came of a replay.
 *
 * @param given the names of what it was given
 * @param policy the promise
 * @param episode as it was run
 * @param results first the policy's own, with its timeline, then what ran beside it
 * @param bound what hindsight would have paid; empty where it was not asked for, where nothing is promised, and where no path keeps
 *     the promise
 * @param staircase of a day; empty for a trace, and where it was not asked for
 */
public record Replayed(
        Given given,
        SloPolicy policy,
        Episode episode,
        List<Result> results,
        Optional<Bound> bound,
        Optional<Staircase> staircase) {
    public Replayed {
        results = List.copyOf(results);
        if (results.isEmpty()) {
            throw new IllegalArgumentException("a replay has at least one result, had none");
        }
    }

    /** The policy's own result. */
    public Result own() {
        return results.get(0);
    }

    /** How many times as much as with hindsight; empty without a bound. */
    public OptionalDouble regretOf(Outcome outcome) {
        return bound.map(found -> OptionalDouble.of(found.regretOf(outcome.use().gpuHours())))
                .orElse(OptionalDouble.empty());
    }

    /** What the GPU time costs; empty where the policy names no price. */
    public OptionalDouble usdOf(Outcome outcome) {
        return policy.terms()
                .cost()
                .map(cost -> OptionalDouble.of(cost.gpuHourUsd() * outcome.use().gpuHours()))
                .orElse(OptionalDouble.empty());
    }

    /** What a day's staircase takes; empty without one. */
    public Optional<Double> staircaseGpuHours() {
        return staircase.map(steps -> steps.gpuHours(episode.engine().gpus()));
    }

    /**
     * What was given, by name.
     *
     * @param trace file name
     * @param fromSeconds in the trace's own time
     * @param engine name
     * @param leadTime as it was given
     * @param trainedOnPast whether set-up knew the trace before the window; otherwise it knew the window itself
     */
    public record Given(String trace, int fromSeconds, String engine, String leadTime, boolean trainedOnPast) {}

    /**
     * One policy's.
     *
     * @param policy which
     * @param outcome of it
     * @param day its figures; empty for a trace
     */
    public record Result(PolicyVariant policy, Outcome outcome, Optional<DayFigures> day) {}
}
