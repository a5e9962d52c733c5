// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.dump;

import com.google.protobuf.ByteString;
import dev.headroom.proto.telemetry.Phase;
import dev.headroom.proto.telemetry.RequestTelemetry;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.MetricsData;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import io.opentelemetry.proto.metrics.v1.ScopeMetrics;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.TracesData;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Telemetry as gateways and model servers write it, and records of a dump. */
public final class Events {
    /** 2026-11-24 12:00:00 UTC. */
    public static final long NOON_MILLIS = 1_795_521_600_000L;

    private static final long NANOS_PER_MILLI = 1_000_000;

    private Events() {}

    public static RequestTelemetry.Builder completed(String id, long afterNoonMillis, int input, int output) {
        return RequestTelemetry.newBuilder()
                .setSchemaVersion(1)
                .setPhase(Phase.COMPLETED)
                .setRequestId(id)
                .setModel("chat")
                .setArrivalTimeMs(NOON_MILLIS + afterNoonMillis)
                .setEventTimeMs(NOON_MILLIS + afterNoonMillis + 2000)
                .setInputTokens(input)
                .setOutputTokens(output)
                .setE2ES(2);
    }

    public static RequestTelemetry.Builder admitted(String id, long afterNoonMillis) {
        return RequestTelemetry.newBuilder()
                .setSchemaVersion(1)
                .setPhase(Phase.ADMITTED)
                .setRequestId(id)
                .setModel("chat")
                .setArrivalTimeMs(NOON_MILLIS + afterNoonMillis)
                .setEventTimeMs(NOON_MILLIS + afterNoonMillis);
    }

    public static Span.Builder span(int number, long afterNoonMillis, long input, long output) {
        long arrival = (NOON_MILLIS + afterNoonMillis) * NANOS_PER_MILLI;
        return Span.newBuilder()
                .setTraceId(ByteString.copyFrom(new byte[16])
                        .substring(1)
                        .concat(ByteString.copyFrom(new byte[] {(byte) number})))
                .setSpanId(ByteString.copyFrom(new byte[] {1, 2, 3, 4, 5, 6, 7, (byte) number}))
                .setName("llm_request")
                .setStartTimeUnixNano(arrival)
                .setEndTimeUnixNano(arrival + 1_500 * NANOS_PER_MILLI)
                .addAttributes(text("gen_ai.response.model", "llama"))
                .addAttributes(whole("gen_ai.usage.prompt_tokens", input))
                .addAttributes(whole("gen_ai.usage.completion_tokens", output));
    }

    public static byte[] batch(Span.Builder... spans) {
        ScopeSpans.Builder scope = ScopeSpans.newBuilder();
        Arrays.stream(spans).forEach(scope::addSpans);
        return TracesData.newBuilder()
                .addResourceSpans(ResourceSpans.newBuilder().addScopeSpans(scope))
                .build()
                .toByteArray();
    }

    public static byte[] scrape() {
        return MetricsData.newBuilder()
                .addResourceMetrics(ResourceMetrics.newBuilder()
                        .addScopeMetrics(ScopeMetrics.newBuilder()
                                .addMetrics(Metric.newBuilder()
                                        .setName("vllm:num_requests_running")
                                        .setDescription("Number of requests."))))
                .build()
                .toByteArray();
    }

    /** A record without key and headers. */
    public static DumpedRecord record(String topic, long offset, byte[] value) {
        return new DumpedRecord(
                topic,
                0,
                offset,
                NOON_MILLIS + offset,
                Optional.empty(),
                List.of(),
                Optional.of(ByteString.copyFrom(value)));
    }

    public static ByteString bytes(String text) {
        return ByteString.copyFrom(text, StandardCharsets.UTF_8);
    }

    private static KeyValue text(String key, String value) {
        return KeyValue.newBuilder()
                .setKey(key)
                .setValue(AnyValue.newBuilder().setStringValue(value))
                .build();
    }

    private static KeyValue whole(String key, long value) {
        return KeyValue.newBuilder()
                .setKey(key)
                .setValue(AnyValue.newBuilder().setIntValue(value))
                .build();
    }
}
