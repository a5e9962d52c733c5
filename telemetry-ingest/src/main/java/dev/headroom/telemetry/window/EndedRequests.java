// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.window;

import dev.headroom.telemetry.Phase;
import dev.headroom.telemetry.RequestObservation;
import dev.headroom.telemetry.sketch.QuantileSketch;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** What the requests that ended within one pane, or within several pooled ones, were like. */
public final class EndedRequests {
    private static final double NANOS_PER_SECOND = 1e9;

    private static final long BYTES_WITHOUT_SKETCHES = 128;

    private long completed;
    private long spoilt;
    private final Map<Measure, QuantileSketch> sketches = new EnumMap<>(Measure.class);

    EndedRequests() {}

    /** How many were answered completely. */
    public long completed() {
        return completed;
    }

    /** How many were aborted or failed. */
    public long spoilt() {
        return spoilt;
    }

    /** All of them. */
    public long ended() {
        return completed + spoilt;
    }

    /** A measure of the completed ones; empty where none of them knows it. */
    public QuantileSketch sketchOf(Measure measure) {
        return sketches.computeIfAbsent(measure, absent -> new QuantileSketch());
    }

    void add(RequestObservation request) {
        if (request.phase() != Phase.COMPLETED) {
            spoilt++;
            return;
        }
        completed++;
        request.tokens().input().ifPresent(tokens -> add(Measure.INPUT_TOKENS, tokens));
        request.tokens().output().ifPresent(tokens -> add(Measure.OUTPUT_TOKENS, tokens));
        request.timings().timeToFirstToken().ifPresent(time -> add(Measure.TIME_TO_FIRST_TOKEN, secondsOf(time)));
        request.timings().endToEnd().ifPresent(time -> add(Measure.END_TO_END, secondsOf(time)));
        addInterTokenLatency(request);
    }

    void addAll(EndedRequests others) {
        completed += others.completed;
        spoilt += others.spoilt;
        others.sketches.forEach(this::addAll);
    }

    void addAll(Measure measure, EndedRequests others) {
        Optional.ofNullable(others.sketches.get(measure)).ifPresent(theirs -> addAll(measure, theirs));
    }

    long bytes() {
        return BYTES_WITHOUT_SKETCHES
                + sketches.values().stream().mapToLong(QuantileSketch::bytes).sum();
    }

    private void addInterTokenLatency(RequestObservation request) {
        int gaps = request.tokens().output().orElse(0) - 1;
        Optional<Duration> first = request.timings().timeToFirstToken();
        Optional<Duration> last = request.timings().endToEnd();
        if (gaps >= 1 && first.isPresent() && last.isPresent()) {
            add(Measure.INTER_TOKEN_LATENCY, secondsOf(last.get().minus(first.get())) / gaps);
        }
    }

    private void addAll(Measure measure, QuantileSketch theirs) {
        sketchOf(measure).addAll(theirs);
    }

    private void add(Measure measure, double value) {
        sketchOf(measure).add(value);
    }

    private static double secondsOf(Duration duration) {
        return (double) duration.getSeconds() + duration.getNano() / NANOS_PER_SECOND;
    }
}
