// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.contest;

import dev.headroom.lab.bound.Bound;
import dev.headroom.lab.compare.cell.Cell;
import dev.headroom.lab.compare.cell.ResultRow;
import dev.headroom.lab.episode.Diagnosis;
import dev.headroom.lab.episode.Diagnosis.ScalingState;
import dev.headroom.lab.episode.EpisodeRunner.Diagnosed;
import dev.headroom.lab.episode.Outcome;
import dev.headroom.lab.episode.TrueNeed.Phase;
import dev.headroom.scaler.slo.Signal;
import java.util.Optional;
import java.util.OptionalDouble;

/** What an episode came to, as a row of a comparison. */
final class EpisodeRow {
    private EpisodeRow() {}

    static ResultRow of(Cell cell, Diagnosed run, Optional<Bound> bound) {
        Outcome outcome = run.outcome();
        Outcome.Requests requests = outcome.requests();
        double all = outcome.attainment().all();
        long missed = missed(requests.scored(), all);
        long missedByBound = bound.map(
                        known -> missed(requests.scored(), known.attainment().all()))
                .orElse(missed);
        return new ResultRow(
                cell,
                new ResultRow.Kept(
                        all,
                        outcome.attainment().of(Signal.TTFT),
                        outcome.attainment().of(Signal.ITL),
                        outcome.attainment().of(Signal.E2E)),
                new ResultRow.Cost(
                        outcome.use().gpuHours(),
                        outcome.use().meanReplicas(),
                        outcome.use().startGpuSeconds() + outcome.use().drainGpuSeconds()),
                bound.map(known -> new ResultRow.Bounds(
                                OptionalDouble.of(known.gpuHours()),
                                OptionalDouble.of(known.fluidGpuHours()),
                                known.ranOut()))
                        .orElse(ResultRow.Bounds.UNKNOWN),
                new ResultRow.Moves(
                        outcome.scaling().events(), outcome.scaling().reversals(), requests.killed()),
                new ResultRow.Service(
                        requests.scored(),
                        missed,
                        missed - missedByBound,
                        requests.goodPerSecond(),
                        measured(outcome.latencies().at(Signal.TTFT).p99()),
                        measured(outcome.latencies().at(Signal.ITL).p99()),
                        measured(outcome.latencies().at(Signal.E2E).p99())),
                causes(run.diagnosis()));
    }

    private static ResultRow.Causes causes(Diagnosis found) {
        return new ResultRow.Causes(
                new ResultRow.Signals(
                        found.bySignal().of(Signal.TTFT),
                        found.bySignal().of(Signal.ITL),
                        found.bySignal().of(Signal.E2E)),
                new ResultRow.Phases(found.in(Phase.RISE), found.in(Phase.LEVEL), found.in(Phase.FALL)),
                new ResultRow.Scaling(
                        found.in(ScalingState.STARTING),
                        found.in(ScalingState.AFTER_FALL),
                        found.in(ScalingState.SETTLED)),
                found.surplus(),
                found.shortage());
    }

    private static OptionalDouble measured(double percentile) {
        return Double.isFinite(percentile) ? OptionalDouble.of(percentile) : OptionalDouble.empty();
    }

    private static long missed(long requests, double attainment) {
        return Math.round(requests * (1 - attainment));
    }
}
