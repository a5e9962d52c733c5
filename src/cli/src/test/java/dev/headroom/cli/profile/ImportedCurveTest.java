// SPDX-License-Identifier: Apache-2.0
package dev.headroom.cli.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.headroom.cli.loadtest.Figures;
import dev.headroom.cli.loadtest.Load;
import dev.headroom.cli.loadtest.LoadPoint;
import dev.headroom.cli.loadtest.LoadTest;
import dev.headroom.lab.file.BadInputException;
import dev.headroom.scaler.capacity.Performance;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class ImportedCurveTest {
    private static final LoadPoint.Tokens TOKENS =
            new LoadPoint.Tokens(OptionalDouble.of(1000), OptionalDouble.of(101));

    @Test
    void sortsByConcurrencyAndTakesTheSlowerOfTwoRuns() {
        ImportedCurve curve = curve(p95(Load.closed(8), 0.3), p95(Load.closed(2), 0.2), p95(Load.closed(8), 0.4));

        assertThat(curve.table().points())
                .extracting(Performance.Point::concurrency, point -> point.e2e().orElseThrow())
                .containsExactly(tuple(2.0, 0.2), tuple(8.0, 0.4));
        assertThat(curve.notes())
                .contains("concurrency 8 was measured more than once; the slower figure of each latency is taken");
    }

    @Test
    void aLatencyThatFallsIsRaised() {
        ImportedCurve curve = curve(p95(Load.closed(1), 0.3), p95(Load.closed(2), 0.25), p95(Load.closed(4), 0.5));

        assertThat(curve.table().points())
                .extracting(point -> point.e2e().orElseThrow())
                .containsExactly(0.3, 0.3, 0.5);
        assertThat(curve.notes())
                .contains("E2E at concurrency 2 was 250 ms, below that at fewer requests; 300 ms is written");
    }

    @Test
    void endToEndFollowsFromItsPartsWhereOneFileHasNoneOfIt() {
        LoadPoint parts = point(Load.closed(4), 100, 0, figures(0.1), figures(0.01), Figures.none());

        ImportedCurve curve = curve(p95(Load.closed(1), 0.9), parts);

        // 100 ms + 10 ms · 100 tokens after the first.
        assertThat(curve.table().points())
                .extracting(point -> point.e2e().orElseThrow())
                .containsExactly(0.9, 1.1);
        assertThat(curve.table().points()).allMatch(point -> point.ttft().isEmpty());
        assertThat(curve.notes()).anyMatch(note -> note.startsWith("TTFT is left out: only 1 of 2 points have it"));
    }

    @Test
    void leavesOutWhatIsNoMeasurementOfThisServer() {
        LoadPoint failing = point(Load.closed(2), 95, 5, Figures.none(), Figures.none(), figures(1));
        LoadPoint empty = point(Load.closed(4), 0, 0, Figures.none(), Figures.none(), Figures.none());
        LoadPoint overrun = point(Load.open(20), 100, 0, Figures.none(), Figures.none(), figures(1));
        LoadPoint half = point(Load.closed(8), 100, 0, figures(1), Figures.none(), Figures.none());

        ImportedCurve curve = curve(p95(Load.closed(1), 0.9), failing, empty, overrun, half);

        assertThat(curve.table().points()).hasSize(1);
        assertThat(curve.notes())
                .contains(
                        "run is left out: 5 of 100 requests failed, and at most 1 % may",
                        "run is left out: no request ended well, of 0",
                        "run is left out: 10.0 of 20.0 requests/s ended, so a queue grew, or the run was too short",
                        "run is left out: it states no P95 of E2E, nor of both TTFT and ITL");
    }

    @Test
    void withoutAUsablePointTheReasonIsTheSentence() {
        assertThatThrownBy(() -> curve(point(Load.closed(2), 90, 10, Figures.none(), Figures.none(), figures(1))))
                .isInstanceOf(BadInputException.class)
                .hasMessage("run is left out: 10 of 100 requests failed, and at most 1 % may");
    }

    private static ImportedCurve curve(LoadPoint... points) {
        return ImportedCurve.of(
                List.of(new LoadTest("tool", List.of(points), List.of())),
                OptionalDouble.of(95),
                new StatedLengths(OptionalDouble.empty(), OptionalDouble.empty()));
    }

    private static LoadPoint p95(Load load, double seconds) {
        return point(load, 100, 0, Figures.none(), Figures.none(), figures(seconds));
    }

    /** Measured for 10 s. */
    private static LoadPoint point(Load load, long completed, long failed, Figures ttft, Figures itl, Figures e2e) {
        return new LoadPoint("run", load, completed, failed, 10, TOKENS, ttft, itl, e2e);
    }

    private static Figures figures(double p95) {
        return Figures.stated(OptionalDouble.of(p95), Map.of(95.0, p95));
    }
}
