// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.span;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.headroom.lab.engine.Engine;
import dev.headroom.lab.engine.EngineLimits;
import dev.headroom.lab.engine.EngineModel;
import dev.headroom.lab.engine.LinearStepTimes;
import dev.headroom.lab.engine.ServedRequest;
import dev.headroom.lab.fleet.PodIdentity;
import dev.headroom.lab.traffic.Arrival;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.TracesData;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class SpanBatchesTest {
    private static final Instant START = Instant.parse("2026-01-01T12:00:00Z");
    private static final PodIdentity ONE = new PodIdentity("demo", "llama", "llama-1", "uid-1");
    private static final PodIdentity TWO = new PodIdentity("demo", "llama", "llama-2", "uid-2");

    private final SpanBatches batches = new SpanBatches(new SimulatedVllmSpans(START, new SplittableRandom(1)));

    @Test
    void holdsASpanUntilTheServersExporterSendsIt() throws Exception {
        batches.completed(ONE, served(1, 100, 10));
        double finished = served(1, 100, 10).finishedAt();

        assertThat(batches.due(finished + 0.49)).isEmpty();
        assertThat(batches.due(finished + 0.51)).hasSize(1);
        assertThat(batches.due(finished + 9)).isEmpty();
    }

    @Test
    void tellsEverythingVllmTells() throws Exception {
        ServedRequest request = served(1.5, 100, 10);
        batches.completed(ONE, request);

        ResourceSpans spans = TracesData.parseFrom(batches.due(99).get(0)).getResourceSpans(0);
        Span span = spans.getScopeSpans(0).getSpans(0);
        Map<String, AnyValue> attributes = map(span.getAttributesList());

        assertThat(span.getName()).isEqualTo("llm_request");
        assertThat(span.getKind()).isEqualTo(Span.SpanKind.SPAN_KIND_SERVER);
        assertThat(span.getTraceId().size()).isEqualTo(16);
        assertThat(span.getSpanId().size()).isEqualTo(8);
        assertThat(span.getStartTimeUnixNano()).isEqualTo(START.getEpochSecond() * 1_000_000_000L + 1_500_000_000L);
        assertThat((span.getEndTimeUnixNano() - span.getStartTimeUnixNano()) / 1e9)
                .isCloseTo(request.endToEndSeconds(), within(1e-6));
        assertThat(attributes.get("gen_ai.request.id").getStringValue()).startsWith("chatcmpl-");
        assertThat(attributes.get("gen_ai.usage.prompt_tokens").getIntValue()).isEqualTo(100);
        assertThat(attributes.get("gen_ai.usage.completion_tokens").getIntValue())
                .isEqualTo(10);
        assertThat(attributes.get("gen_ai.latency.e2e").getDoubleValue()).isEqualTo(request.endToEndSeconds());
        assertThat(attributes.get("gen_ai.latency.time_to_first_token").getDoubleValue())
                .isEqualTo(request.timeToFirstTokenSeconds());
        assertThat(attributes)
                .containsKeys(
                        "gen_ai.latency.time_in_queue",
                        "gen_ai.latency.time_in_model_prefill",
                        "gen_ai.latency.time_in_model_decode",
                        "gen_ai.latency.time_in_model_inference");
        assertThat(map(spans.getResource().getAttributesList()).entrySet().stream()
                        .filter(entry -> entry.getKey().startsWith("k8s."))
                        .collect(Collectors.toMap(
                                Map.Entry::getKey, entry -> entry.getValue().getStringValue())))
                .isEqualTo(Map.of(
                        "k8s.namespace.name", "demo",
                        "k8s.deployment.name", "llama",
                        "k8s.pod.name", "llama-1",
                        "k8s.pod.uid", "uid-1"));
    }

    @Test
    void putsThePodsOfOneMomentIntoOneRecord() throws Exception {
        batches.completed(ONE, served(1, 100, 10));
        batches.completed(TWO, served(1, 100, 10));
        batches.completed(ONE, served(1, 100, 10));

        List<byte[]> records = batches.due(99);

        assertThat(records).hasSize(1);
        TracesData batch = TracesData.parseFrom(records.get(0));
        assertThat(batch.getResourceSpansList())
                .extracting(ofPod -> ofPod.getScopeSpans(0).getSpansCount())
                .containsExactlyInAnyOrder(2, 1);
    }

    @Test
    void splitsWhatIsTooMuchForOneRecordAndLosesNothing() throws Exception {
        int count = 2 * SpanBatches.LARGEST_BATCH + 3;
        for (int request = 0; request < count; request++) {
            batches.completed(ONE, served(1, 100, 10));
        }

        List<byte[]> records = batches.due(99);

        Set<Object> ids = new HashSet<>();
        for (byte[] record : records) {
            TracesData.parseFrom(record)
                    .getResourceSpans(0)
                    .getScopeSpans(0)
                    .getSpansList()
                    .forEach(span -> ids.add(span.getSpanId()));
        }
        assertThat(records).hasSize(3);
        assertThat(ids).hasSize(count);
    }

    private static Map<String, AnyValue> map(List<KeyValue> attributes) {
        return attributes.stream().collect(Collectors.toMap(KeyValue::getKey, KeyValue::getValue));
    }

    private static ServedRequest served(double at, int input, int output) {
        ServedRequest request = new ServedRequest(new Arrival(at, input, output));
        Engine engine = new Engine(
                EngineModel.plain("plain", LinearStepTimes.H100_LLAMA_8B, new EngineLimits(8, 2048)),
                new SplittableRandom(1));
        engine.accept(request, at);
        engine.advanceTo(at + 60, done -> {});
        return request;
    }
}
