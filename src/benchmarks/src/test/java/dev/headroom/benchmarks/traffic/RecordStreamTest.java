// SPDX-License-Identifier: Apache-2.0
package dev.headroom.benchmarks.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.proto.telemetry.RequestTelemetry;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.TracesData;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RecordStreamTest {
    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
    private static final BenchFleet FLEET = new BenchFleet(5, 3);

    @Test
    void batchesSpansOfSeveralPodsAndLosesNone() throws Exception {
        TrafficPlan plan = new TrafficPlan(Format.SPANS, 150, 64, FLEET, 7);

        List<byte[]> records = all(plan);

        assertThat(records).hasSize(plan.records()).hasSize(3);
        Set<Object> ids = new HashSet<>();
        for (byte[] record : records) {
            TracesData batch = TracesData.parseFrom(record);
            assertThat(batch.getResourceSpansCount()).isBetween(1, VllmSpanWriter.PODS_PER_BATCH);
            for (ResourceSpans resource : batch.getResourceSpansList()) {
                for (Span span : resource.getScopeSpans(0).getSpansList()) {
                    ids.add(span.getSpanId());
                    assertThat(span.getStartTimeUnixNano()).isLessThanOrEqualTo(span.getEndTimeUnixNano());
                    assertThat(ageOf(span.getEndTimeUnixNano() / 1_000_000))
                            .isBetween(Duration.ZERO, Duration.ofMinutes(1));
                }
            }
        }
        assertThat(ids).hasSize(150);
        assertThat(Format.SPANS.parse(records.get(0))).isEqualTo(64);
        assertThat(Format.SPANS.parse(records.get(2))).isEqualTo(22);
    }

    @Test
    void writesOneNativeEventARecordAndForgetsNoWorkload() throws Exception {
        TrafficPlan plan = new TrafficPlan(Format.EVENTS, 40, 64, FLEET, 7);

        List<byte[]> records = all(plan);

        assertThat(records).hasSize(plan.records()).hasSize(40);
        Set<String> ids = new HashSet<>();
        Set<String> workloads = new HashSet<>();
        for (byte[] record : records) {
            RequestTelemetry event = RequestTelemetry.parseFrom(record);
            ids.add(event.getRequestId());
            workloads.add(event.getTarget().getName());
            assertThat(ageOf(event.getEventTimeMs())).isBetween(Duration.ZERO, Duration.ofMinutes(1));
            assertThat(Format.EVENTS.parse(record)).isEqualTo(1);
        }
        assertThat(ids).hasSize(40);
        assertThat(workloads).hasSize(5);
    }

    @Test
    void sameSeedAndTimeMakeTheSameRecords() {
        TrafficPlan plan = new TrafficPlan(Format.SPANS, 100, 64, FLEET, 7);

        assertThat(all(plan)).usingRecursiveComparison().isEqualTo(all(plan));
    }

    @Test
    void aPlanSurvivesTheCommandLine() {
        TrafficPlan plan = new TrafficPlan(Format.EVENTS, 40, 64, FLEET, -7);

        assertThat(TrafficPlan.parse(plan.toArguments())).isEqualTo(plan);
    }

    private static Duration ageOf(long unixMillis) {
        return Duration.between(Instant.ofEpochMilli(unixMillis), NOW);
    }

    private static List<byte[]> all(TrafficPlan plan) {
        RecordStream stream = new RecordStream(plan, NOW);
        List<byte[]> records = new ArrayList<>();
        while (stream.hasNext()) {
            records.add(stream.next());
        }
        return records;
    }
}
