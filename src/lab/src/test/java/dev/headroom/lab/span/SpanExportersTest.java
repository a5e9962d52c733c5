// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.span;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.headroom.lab.engine.Engine;
import dev.headroom.lab.engine.EngineLimits;
import dev.headroom.lab.engine.EngineModel;
import dev.headroom.lab.engine.LinearStepTimes;
import dev.headroom.lab.engine.ServedRequest;
import dev.headroom.lab.fleet.PodIdentity;
import dev.headroom.lab.traffic.Arrival;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.TracesData;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SpanExportersTest {
    private static final Instant START = Instant.parse("2026-01-01T12:00:00Z");
    private static final double NANOS = 1e9;

    private final List<Double> delays = new ArrayList<>();
    private final List<Span> spans = new ArrayList<>();
    private final List<Integer> podsInBatch = new ArrayList<>();

    private final SpanExporters exporters = new SpanExporters(
            new SimulatedVllmSpans(START, new SplittableRandom(1)),
            pod -> pod.name().equals("ahead") ? 2 : 0,
            new SplittableRandom(2));

    @Test
    void sendsEverySpanOnceAndWithinTheLongestPeriod() {
        for (int pod = 0; pod < 8; pod++) {
            for (int request = 0; request < 40; request++) {
                complete("pod-" + pod, request);
            }
        }

        turnTo(120);

        assertThat(spans).hasSize(320);
        assertThat(spans.stream().map(Span::getSpanId).distinct()).hasSize(320);
        double longest = SpanExporters.LONGEST_PERIOD_SECONDS + SpanExporters.COLLECTOR_WAIT_SECONDS;
        assertThat(delays).allSatisfy(delay -> assertThat(delay).isBetween(0.0, longest));
        assertThat(delays.stream().mapToDouble(Double::doubleValue).max().orElseThrow())
                .isGreaterThan(2);
        assertThat(podsInBatch).anyMatch(pods -> pods > 1);
    }

    @Test
    void showsAClockThatIsAheadInTimesButNotInDurations() throws Exception {
        complete("ahead", 10);

        turnTo(60);

        Span span = spans.get(0);
        assertThat(span.getStartTimeUnixNano()).isEqualTo((START.getEpochSecond() + 12) * 1_000_000_000L);
        assertThat((span.getEndTimeUnixNano() - span.getStartTimeUnixNano()) / NANOS)
                .isLessThan(1);
    }

    private void complete(String pod, double at) {
        ServedRequest request = new ServedRequest(new Arrival(at, 100, 10));
        Engine engine = new Engine(
                EngineModel.plain("plain", LinearStepTimes.H100_LLAMA_8B, new EngineLimits(8, 2048)),
                new SplittableRandom(1));
        engine.accept(request, at);
        engine.advanceTo(at + 60, done -> {});
        exporters.completed(new PodIdentity("demo", "llama", pod, pod), request);
    }

    private void turnTo(int seconds) {
        for (int second = 1; second <= seconds; second++) {
            exporters.advanceTo(second, this::read);
        }
    }

    private void read(double at, byte[] batch) {
        try {
            TracesData data = TracesData.parseFrom(batch);
            podsInBatch.add(data.getResourceSpansCount());
            for (ResourceSpans pod : data.getResourceSpansList()) {
                for (Span span : pod.getScopeSpans(0).getSpansList()) {
                    spans.add(span);
                    delays.add(at - (span.getEndTimeUnixNano() / NANOS - START.getEpochSecond()));
                }
            }
        } catch (InvalidProtocolBufferException e) {
            throw new AssertionError(e);
        }
    }
}
