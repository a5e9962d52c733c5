// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.contest;

import dev.headroom.lab.bound.Bound;
import dev.headroom.lab.compare.cell.Attainment;
import dev.headroom.lab.compare.cell.Bounds;
import dev.headroom.lab.compare.cell.Causes;
import dev.headroom.lab.compare.cell.Cell;
import dev.headroom.lab.compare.cell.Cost;
import dev.headroom.lab.compare.cell.Moves;
import dev.headroom.lab.compare.cell.ResultRow;
import dev.headroom.lab.compare.cell.Service;
import dev.headroom.lab.episode.Diagnosis;
import dev.headroom.lab.episode.EpisodeRunner.Diagnosed;
import dev.headroom.lab.episode.Outcome;
import java.util.Optional;
import java.util.OptionalDouble;

/** What an episode came to, as a row of a comparison. */
final class Rows {
    private Rows() {}

    static ResultRow of(Cell cell, Diagnosed run, Optional<Bound> bound) {
        Outcome outcome = run.outcome();
        Outcome.Requests requests = outcome.requests();
        long missed = missed(requests.scored(), outcome.attainment().all());
        long missedByBound = bound.map(
                        known -> missed(requests.scored(), known.attainment().all()))
                .orElse(missed);
        return new ResultRow(
                cell,
                new Attainment(
                        outcome.attainment().all(),
                        outcome.attainment().ttft(),
                        outcome.attainment().itl(),
                        outcome.attainment().e2e()),
                new Cost(
                        outcome.use().gpuHours(),
                        outcome.use().meanReplicas(),
                        outcome.use().startGpuSeconds() + outcome.use().drainGpuSeconds()),
                bound.map(known -> new Bounds(
                                OptionalDouble.of(known.gpuHours()),
                                OptionalDouble.of(known.fluidGpuHours()),
                                known.ranOut()))
                        .orElseGet(Bounds::unknown),
                new Moves(outcome.scaling().events(), outcome.scaling().reversals(), requests.killed()),
                new Service(
                        requests.scored(),
                        missed,
                        missed - missedByBound,
                        requests.goodPerSecond(),
                        outcome.latencies().ttft().p99(),
                        outcome.latencies().itl().p99(),
                        outcome.latencies().e2e().p99()),
                causes(run.diagnosis()));
    }

    private static Causes causes(Diagnosis found) {
        return new Causes(
                new Causes.Signals(
                        found.bySignal().ttft(),
                        found.bySignal().itl(),
                        found.bySignal().e2e()),
                new Causes.Phases(
                        found.byPhase().rise(),
                        found.byPhase().level(),
                        found.byPhase().fall()),
                new Causes.Scaling(
                        found.byScaling().starting(),
                        found.byScaling().afterFall(),
                        found.byScaling().settled()),
                found.surplus(),
                found.shortage());
    }

    private static long missed(long requests, double attainment) {
        return Math.round(requests * (1 - attainment));
    }
}
