// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.span;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.headroom.lab.engine.Engine;
import dev.headroom.lab.engine.EngineLimits;
import dev.headroom.lab.engine.EngineModel;
import dev.headroom.lab.engine.LinearStepTimes;
import dev.headroom.lab.engine.ServedRequest;
import dev.headroom.lab.fleet.PodIdentity;
import dev.headroom.lab.traffic.Arrival;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.TracesData;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.random.RandomGenerator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

/** Spans that are written by hand are, byte for byte, those that the generated classes write. */
class SimulatedVllmSpansTest {
    private static final Instant START = Instant.parse("2026-01-01T12:00:00.123456789Z");
    private static final PodIdentity POD = new PodIdentity("demo", "llama-é", "llama-1", "uid-1");

    @Property(tries = 200)
    void equalThoseOfTheGeneratedClasses(
            @ForAll long seed,
            @ForAll @DoubleRange(min = 0, max = 1e7) double at,
            @ForAll @IntRange(min = 1, max = 200_000) int input,
            @ForAll @IntRange(min = 1, max = 2_000) int output) {
        ServedRequest request = served(at, input, output);
        OtlpBuffer spans = new OtlpBuffer();
        SpanRecord record = new SpanRecord(new SpanRecord.Resources());

        SimulatedVllmSpans writer = new SimulatedVllmSpans(START, new SplittableRandom(seed));
        writer.writeTo(spans, request);
        writer.writeTo(spans, request);
        record.add(POD, spans);

        SplittableRandom chance = new SplittableRandom(seed);
        TracesData expected = TracesData.newBuilder()
                .addResourceSpans(resourceSpans(List.of(spanOf(request, chance), spanOf(request, chance))))
                .build();
        assertThat(record.toByteArray()).as("seed %d", seed).isEqualTo(expected.toByteArray());
    }

    private static Span spanOf(ServedRequest request, RandomGenerator chance) {
        double arrivedAt = request.arrival().atSeconds();
        int output = request.arrival().outputTokens();
        double prefill = request.firstTokenAt() - request.scheduledAt();
        double decode = request.finishedAt() - request.firstTokenAt();
        return Span.newBuilder()
                .setTraceId(identifier(16, chance))
                .setSpanId(identifier(8, chance))
                .setName("llm_request")
                .setKind(Span.SpanKind.SPAN_KIND_SERVER)
                .setStartTimeUnixNano(unixNanos(arrivedAt))
                .setEndTimeUnixNano(unixNanos(request.finishedAt()))
                .addAttributes(text("gen_ai.request.id", "chatcmpl-" + new UUID(chance.nextLong(), chance.nextLong())))
                .addAttributes(whole("gen_ai.request.max_tokens", Math.max(700, output)))
                .addAttributes(whole("gen_ai.request.n", 1))
                .addAttributes(
                        whole("gen_ai.usage.prompt_tokens", request.arrival().inputTokens()))
                .addAttributes(whole("gen_ai.usage.completion_tokens", output))
                .addAttributes(seconds("gen_ai.latency.time_in_queue", request.scheduledAt() - arrivedAt))
                .addAttributes(seconds("gen_ai.latency.time_to_first_token", request.timeToFirstTokenSeconds()))
                .addAttributes(seconds("gen_ai.latency.e2e", request.endToEndSeconds()))
                .addAttributes(seconds("gen_ai.latency.time_in_model_prefill", prefill))
                .addAttributes(seconds("gen_ai.latency.time_in_model_decode", decode))
                .addAttributes(seconds("gen_ai.latency.time_in_model_inference", prefill + decode))
                .build();
    }

    private static ResourceSpans resourceSpans(List<Span> spans) {
        Resource resource = Resource.newBuilder()
                .addAttributes(text("telemetry.sdk.language", "python"))
                .addAttributes(text("telemetry.sdk.name", "opentelemetry"))
                .addAttributes(text("service.name", "vllm"))
                .addAttributes(text("k8s.namespace.name", POD.namespace()))
                .addAttributes(text("k8s.deployment.name", POD.deployment()))
                .addAttributes(text("k8s.pod.name", POD.name()))
                .addAttributes(text("k8s.pod.uid", POD.uid()))
                .addAttributes(text("vllm.instrumenting_module_name", "vllm.llm_engine"))
                .addAttributes(text("vllm.process_id", "1"))
                .build();
        ScopeSpans scope = ScopeSpans.newBuilder()
                .setScope(InstrumentationScope.newBuilder().setName("vllm.tracing.otel"))
                .addAllSpans(spans)
                .build();
        return ResourceSpans.newBuilder()
                .setResource(resource)
                .addScopeSpans(scope)
                .build();
    }

    private static ByteString identifier(int length, RandomGenerator chance) {
        byte[] bytes = new byte[length];
        chance.nextBytes(bytes);
        return ByteString.copyFrom(bytes);
    }

    private static long unixNanos(double atSeconds) {
        return START.getEpochSecond() * 1_000_000_000L + START.getNano() + Math.round(atSeconds * 1e9);
    }

    private static KeyValue text(String key, String value) {
        return attribute(key, AnyValue.newBuilder().setStringValue(value));
    }

    private static KeyValue whole(String key, long value) {
        return attribute(key, AnyValue.newBuilder().setIntValue(value));
    }

    private static KeyValue seconds(String key, double value) {
        return attribute(key, AnyValue.newBuilder().setDoubleValue(value));
    }

    private static KeyValue attribute(String key, AnyValue.Builder value) {
        return KeyValue.newBuilder().setKey(key).setValue(value).build();
    }

    private static ServedRequest served(double at, int input, int output) {
        ServedRequest request = new ServedRequest(new Arrival(at, input, output));
        Engine engine = new Engine(
                EngineModel.plain("plain", LinearStepTimes.H100_LLAMA_8B, new EngineLimits(8, 2048)),
                new SplittableRandom(1));
        engine.accept(request, at);
        engine.advanceTo(at + 1e6, done -> {});
        return request;
    }
}
