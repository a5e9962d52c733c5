// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.span;

import com.google.protobuf.ByteString;
import dev.headroom.lab.clock.VirtualClock;
import dev.headroom.lab.engine.ServedRequest;
import dev.headroom.lab.fleet.PodIdentity;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.random.RandomGenerator;

/** The span that vLLM's V1 engine makes of a finished request, with the keys, types and units it uses. */
public final class VllmSpans {
    static final String SPAN_NAME = "llm_request";
    private static final String SCOPE = "vllm.tracing.otel";
    private static final int TRACE_ID_BYTES = 16;
    private static final int SPAN_ID_BYTES = 8;
    private static final long NANOS_PER_SECOND = 1_000_000_000L;
    /** The largest answer a user of the demo asks for. */
    private static final long MAX_TOKENS = 700;

    private final Instant runStart;
    private final RandomGenerator chance;

    /** Times of requests are counted from {@code runStart}. */
    public VllmSpans(Instant runStart, RandomGenerator chance) {
        this.runStart = runStart;
        this.chance = chance;
    }

    Span spanOf(ServedRequest request) {
        double arrivedAt = request.arrival().atSeconds();
        return Span.newBuilder()
                .setTraceId(identifier(TRACE_ID_BYTES))
                .setSpanId(identifier(SPAN_ID_BYTES))
                .setName(SPAN_NAME)
                .setKind(Span.SpanKind.SPAN_KIND_SERVER)
                .setStartTimeUnixNano(unixNanos(arrivedAt))
                .setEndTimeUnixNano(unixNanos(request.finishedAt()))
                .addAttributes(text("gen_ai.request.id", "chatcmpl-" + new UUID(chance.nextLong(), chance.nextLong())))
                .addAttributes(whole("gen_ai.request.max_tokens", MAX_TOKENS))
                .addAttributes(whole("gen_ai.request.n", 1))
                .addAttributes(
                        whole("gen_ai.usage.prompt_tokens", request.arrival().inputTokens()))
                .addAttributes(whole(
                        "gen_ai.usage.completion_tokens", request.arrival().outputTokens()))
                .addAllAttributes(latencies(request))
                .build();
    }

    private static List<KeyValue> latencies(ServedRequest request) {
        double queued = request.scheduledAt() - request.arrival().atSeconds();
        double prefill = request.firstTokenAt() - request.scheduledAt();
        double decode = request.finishedAt() - request.firstTokenAt();
        return List.of(
                seconds("gen_ai.latency.time_in_queue", queued),
                seconds("gen_ai.latency.time_to_first_token", request.timeToFirstTokenSeconds()),
                seconds("gen_ai.latency.e2e", request.endToEndSeconds()),
                seconds("gen_ai.latency.time_in_model_prefill", prefill),
                seconds("gen_ai.latency.time_in_model_decode", decode),
                seconds("gen_ai.latency.time_in_model_inference", prefill + decode));
    }

    /** The spans of one pod under the resource its environment declares. */
    static ResourceSpans resourceSpans(PodIdentity pod, List<Span> spans) {
        Resource resource = Resource.newBuilder()
                .addAttributes(text("telemetry.sdk.language", "python"))
                .addAttributes(text("telemetry.sdk.name", "opentelemetry"))
                .addAttributes(text("service.name", "vllm"))
                .addAttributes(text("k8s.namespace.name", pod.namespace()))
                .addAttributes(text("k8s.deployment.name", pod.deployment()))
                .addAttributes(text("k8s.pod.name", pod.name()))
                .addAttributes(text("k8s.pod.uid", pod.uid()))
                .addAttributes(text("vllm.instrumenting_module_name", "vllm.llm_engine"))
                .addAttributes(text("vllm.process_id", "1"))
                .build();
        ScopeSpans scope = ScopeSpans.newBuilder()
                .setScope(InstrumentationScope.newBuilder().setName(SCOPE))
                .addAllSpans(spans)
                .build();
        return ResourceSpans.newBuilder()
                .setResource(resource)
                .addScopeSpans(scope)
                .build();
    }

    private ByteString identifier(int length) {
        byte[] bytes = new byte[length];
        chance.nextBytes(bytes);
        return ByteString.copyFrom(bytes);
    }

    private long unixNanos(double atSeconds) {
        Instant moment = runStart.plus(VirtualClock.ofSeconds(atSeconds));
        return moment.getEpochSecond() * NANOS_PER_SECOND + moment.getNano();
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
}
