// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.headroom.telemetry.fixture.RecordedRequest;
import dev.headroom.telemetry.fixture.RecordedRun;
import dev.headroom.telemetry.snapshot.ArrivalRate;
import dev.headroom.telemetry.snapshot.Distribution;
import dev.headroom.telemetry.snapshot.Reading;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What was measured on a GPU comes out of the pipeline as it was measured. */
class RecordedRunTest {
    private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
    private static final double TWO_PERCENT = 0.02;

    private final PipelineFixture path = new PipelineFixture();

    static Stream<RecordedRun> runs() {
        return RecordedRun.NAMES.stream().map(RecordedRun::load);
    }

    @ParameterizedTest
    @MethodSource("runs")
    void readsWhatWasMeasured(RecordedRun run) {
        replay(run);

        Reading recent = path.readAt(endOf(run)).recent();

        assertThat(recent.completed()).isEqualTo(run.requests().size());
        assertClose(recent.inputTokens().mean().orElseThrow(), run, "mean_input_tokens");
        assertClose(recent.outputTokens().mean().orElseThrow(), run, "mean_output_tokens");
        assertPercentiles(recent.timeToFirstToken(), run, "ttft");
        assertPercentiles(recent.interTokenLatency(), run, "itl");
        assertPercentiles(recent.endToEnd(), run, "e2e");
    }

    @ParameterizedTest
    @MethodSource("runs")
    void readsTheRateOfArrivals(RecordedRun run) {
        replay(run);
        List<Duration> arrivals = run.requests().stream()
                .map(RecordedRequest::arrival)
                .sorted(Comparator.naturalOrder())
                .toList();
        Duration last = arrivals.get(arrivals.size() - 1);
        double span = last.minus(arrivals.get(0)).toNanos() / 1e9;

        ArrivalRate rate = rateOnceVisible(START.plus(last), endOf(run));

        assertThat(rate.perSecond()).isCloseTo(arrivals.size() / span, within(TWO_PERCENT * arrivals.size() / span));
    }

    /** Looks every second until the last arrival has just become part of the visible interval. */
    private ArrivalRate rateOnceVisible(Instant lastArrival, Instant from) {
        return Stream.iterate(from, at -> at.plusSeconds(1))
                .limit(60)
                .map(at -> path.readAt(at).arrivals().orElseThrow())
                .filter(rate -> rate.to().isAfter(lastArrival))
                .findFirst()
                .orElseThrow(() -> new AssertionError("the last arrival never became visible"));
    }

    private void replay(RecordedRun run) {
        for (RecordedRequest request : run.requests()) {
            path.accept(request.toVllmSpan(START).toRecord(), START.plus(request.end()));
        }
        assertThat(path.tally().absorbed()).isEqualTo(run.requests().size());
    }

    private static Instant endOf(RecordedRun run) {
        return START.plus(run.requests().get(run.requests().size() - 1).end());
    }

    private static void assertPercentiles(Distribution distribution, RecordedRun run, String signal) {
        assertClose(distribution.valueAt(50).orElseThrow(), run, signal + "_p50_s");
        assertClose(distribution.valueAt(95).orElseThrow(), run, signal + "_p95_s");
    }

    private static void assertClose(double actual, RecordedRun run, String column) {
        double measured = run.summary(column);
        assertThat(actual).as(run.name() + " " + column).isCloseTo(measured, within(measured * TWO_PERCENT));
    }
}
