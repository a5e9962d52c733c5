// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.decode;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.headroom.telemetry.decode.json.OtlpSignal;
import dev.headroom.telemetry.fixture.OtlpJson;
import dev.headroom.telemetry.fixture.OtlpSpan;
import dev.headroom.telemetry.fixture.SourceScrapes;
import dev.headroom.telemetry.fixture.SourceSpans;
import dev.headroom.telemetry.fixture.VllmMetricsFixture;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.LogsData;
import io.opentelemetry.proto.metrics.v1.MetricsData;
import io.opentelemetry.proto.trace.v1.TracesData;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What passes from JSON into protobuf, and what does not. */
class OtlpTranscoderTest {
    private static final Instant AT = Instant.parse("2026-03-01T12:00:00Z");

    @Test
    void noTextOfAConversationPasses() {
        OtlpSpan span = SourceSpans.genAi(AT, 1)
                .with("llm.input_messages.0.message.content", "a secret")
                .with("input.value", "a secret");
        byte[] json = OtlpJson.OF_COLLECTOR.bytesOf(OtlpSpan.traces(List.of(span)));

        assertThat(new String(json, StandardCharsets.UTF_8)).contains("a secret");
        assertThat(new String(transcoded(OtlpSignal.TRACES, Set.of(), json), StandardCharsets.ISO_8859_1))
                .contains("gen_ai.usage.input_tokens")
                .doesNotContain("secret", "messages", "gen_ai.provider.name");
    }

    @Test
    void whatPassesIsWhatProtobufsReaderReads() throws InvalidProtocolBufferException {
        OtlpSpan span = SourceSpans.genAi(AT, 1).without("gen_ai.input.messages");
        TracesData traces = OtlpSpan.traces(List.of(span));
        Set<String> all = Set.of(
                "service.name", "gen_ai.provider.name", "gen_ai.response.id", "gen_ai.request.stream", "server.port");

        byte[] protobuf = transcoded(OtlpSignal.TRACES, all, OtlpJson.OF_COLLECTOR.bytesOf(traces));

        TracesData.Builder withoutScope = traces.toBuilder();
        withoutScope.getResourceSpansBuilder(0).getScopeSpansBuilder(0).clearScope();
        assertThat(TracesData.parseFrom(protobuf)).isEqualTo(withoutScope.build());
    }

    @Test
    void countersTimesAndLabelsOfMetricsPass() throws InvalidProtocolBufferException {
        MetricsData metrics = VllmMetricsFixture.metrics(List.of(SourceScrapes.sglang(AT)));

        byte[] protobuf = transcoded(OtlpSignal.METRICS, Set.of(), OtlpJson.OF_COLLECTOR.bytesOf(metrics));

        MetricsData passed = MetricsData.parseFrom(protobuf);
        assertThat(passed.getResourceMetrics(0).getScopeMetrics(0).getMetricsList())
                .hasSameSizeAs(metrics.getResourceMetrics(0).getScopeMetrics(0).getMetricsList())
                .allSatisfy(metric -> assertThat(metric.getName()).startsWith("sglang:"));
        assertThat(passed.getResourceMetrics(0)
                        .getScopeMetrics(0)
                        .getMetrics(0)
                        .getGauge()
                        .getDataPoints(0)
                        .getAttributesList())
                .extracting(KeyValue::getKey)
                .containsExactly("dp_rank", "model_name");
    }

    @Test
    void logRecordsKeepTheAttributesThatTheirReaderAsksFor() throws InvalidProtocolBufferException {
        String json = """
                {"resourceLogs":[{"resource":{"attributes":[{"key":"k8s.namespace.name","value":{"stringValue":"gw"}}]},
                "scopeLogs":[{"logRecords":[{"timeUnixNano":"1772366400000000000","severityText":"INFO",
                "observedTimeUnixNano":1772366401000000000,
                "body":{"stringValue":"POST /v1/chat/completions of a secret"},
                "attributes":[{"key":"duration","value":{"stringValue":"1100"}},
                  {"key":"user","value":{"stringValue":"a secret"}},
                  {"value":{"intValue":"200"},"key":"response_code"}],
                "traceId":"5b8efff798038103d269b633813fc60c","spanId":"eee19b7ec3c1b174"},
                {"body":{"kvlistValue":{"values":[{"key":"duration","value":{"intValue":7}},
                  {"key":"prompt","value":{"stringValue":"a secret"}}]}}}]}]}]}
                """;

        byte[] protobuf =
                transcoded(OtlpSignal.LOGS, Set.of("duration", "response_code"), json.getBytes(StandardCharsets.UTF_8));

        LogsData logs = LogsData.parseFrom(protobuf);
        List<LogRecord> records = logs.getResourceLogs(0).getScopeLogs(0).getLogRecordsList();
        assertThat(logs.getResourceLogs(0).getResource().getAttributesList()).hasSize(1);
        assertThat(records.get(0).getTimeUnixNano()).isEqualTo(1_772_366_400_000_000_000L);
        assertThat(records.get(0).getObservedTimeUnixNano()).isEqualTo(1_772_366_401_000_000_000L);
        assertThat(records.get(0).getTraceId().size()).isEqualTo(16);
        assertThat(records.get(0).getAttributesList())
                .extracting(KeyValue::getKey)
                .containsExactly("duration", "response_code");
        assertThat(records.get(0).getAttributes(1).getValue().getIntValue()).isEqualTo(200);
        assertThat(records.get(0).getBody().getStringValue()).isEmpty();
        assertThat(records.get(1).getBody().getKvlistValue().getValuesList())
                .extracting(KeyValue::getKey)
                .containsExactly("duration");
        assertThat(new String(protobuf, StandardCharsets.ISO_8859_1)).doesNotContain("secret");
    }

    private static byte[] transcoded(OtlpSignal signal, Set<String> attributes, byte[] json) {
        byte[][] seen = new byte[1][];
        Decoder keeping = value -> {
            seen[0] = value;
            return new Decoded(List.of(), List.of(), Map.of());
        };
        assertThat(new OtlpJsonDecoder(signal, attributes, keeping).decode(json).skipped())
                .isEmpty();
        return seen[0];
    }
}
