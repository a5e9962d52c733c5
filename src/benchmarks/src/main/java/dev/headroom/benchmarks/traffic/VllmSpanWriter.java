// SPDX-License-Identifier: Apache-2.0
package dev.headroom.benchmarks.traffic;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.TracesData;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * Spans with the keys, types and units of vLLM's V1 engine, in batches as a Collector writes them: the pods whose exporters
 * sent within its wait, each pod's spans under one resource. One thread.
 */
final class VllmSpanWriter {
    /** Exporters whose batches meet in one batch of the Collector. */
    static final int PODS_PER_BATCH = 4;

    private static final int TRACE_ID_BYTES = 16;
    private static final int SPAN_ID_BYTES = 8;

    private record Pod(int workload, int replica) {}

    private final BenchFleet fleet;
    private final RandomGenerator chance;

    VllmSpanWriter(BenchFleet fleet, RandomGenerator chance) {
        this.fleet = fleet;
        this.chance = chance;
    }

    /** The first requests say which pods sent; the others are taken to be theirs in turn. */
    byte[] batchOf(List<DrawnRequest> requests) {
        Map<Pod, List<Span>> byPod = new LinkedHashMap<>();
        int pods = Math.min(PODS_PER_BATCH, requests.size());
        for (int i = 0; i < requests.size(); i++) {
            DrawnRequest sender = requests.get(i % pods);
            byPod.computeIfAbsent(new Pod(sender.workload(), sender.replica()), pod -> new ArrayList<>())
                    .add(spanOf(requests.get(i)));
        }
        TracesData.Builder batch = TracesData.newBuilder();
        byPod.forEach((pod, spans) -> batch.addResourceSpans(resourceSpans(pod, spans)));
        return batch.build().toByteArray();
    }

    private Span spanOf(DrawnRequest request) {
        double prefill = request.ttftSeconds() - request.queueSeconds();
        double decode = request.e2eSeconds() - request.ttftSeconds();
        return Span.newBuilder()
                .setTraceId(identifier(TRACE_ID_BYTES))
                .setSpanId(identifier(SPAN_ID_BYTES))
                .setName("llm_request")
                .setKind(Span.SpanKind.SPAN_KIND_SERVER)
                .setStartTimeUnixNano(request.arrivalNanos())
                .setEndTimeUnixNano(request.endNanos())
                .addAttributes(text("gen_ai.request.id", "chatcmpl-" + request.id()))
                .addAttributes(whole("gen_ai.request.max_tokens", 4_096))
                .addAttributes(whole("gen_ai.request.n", 1))
                .addAttributes(whole("gen_ai.usage.prompt_tokens", request.inputTokens()))
                .addAttributes(whole("gen_ai.usage.completion_tokens", request.outputTokens()))
                .addAttributes(seconds("gen_ai.latency.time_in_queue", request.queueSeconds()))
                .addAttributes(seconds("gen_ai.latency.time_to_first_token", request.ttftSeconds()))
                .addAttributes(seconds("gen_ai.latency.e2e", request.e2eSeconds()))
                .addAttributes(seconds("gen_ai.latency.time_in_model_prefill", prefill))
                .addAttributes(seconds("gen_ai.latency.time_in_model_decode", decode))
                .addAttributes(seconds("gen_ai.latency.time_in_model_inference", prefill + decode))
                .build();
    }

    private ResourceSpans resourceSpans(Pod pod, List<Span> spans) {
        Resource resource = Resource.newBuilder()
                .addAttributes(text("telemetry.sdk.language", "python"))
                .addAttributes(text("telemetry.sdk.name", "opentelemetry"))
                .addAttributes(text("service.name", "vllm"))
                .addAttributes(text("k8s.namespace.name", BenchFleet.NAMESPACE))
                .addAttributes(text("k8s.deployment.name", fleet.name(pod.workload())))
                .addAttributes(text("k8s.pod.name", fleet.podName(pod.workload(), pod.replica())))
                .addAttributes(text("k8s.pod.uid", fleet.podUid(pod.workload(), pod.replica())))
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

    private ByteString identifier(int length) {
        byte[] bytes = new byte[length];
        chance.nextBytes(bytes);
        return ByteString.copyFrom(bytes);
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
