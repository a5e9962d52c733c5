// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.decode;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.headroom.telemetry.Phase;
import dev.headroom.telemetry.RequestObservation;
import dev.headroom.telemetry.decode.json.OtlpSignal;
import dev.headroom.telemetry.fixture.AccessLogFixture;
import dev.headroom.telemetry.fixture.OtlpJson;
import dev.headroom.telemetry.fixture.OtlpSpan;
import dev.headroom.telemetry.fixture.VllmSpanFixture;
import io.opentelemetry.proto.logs.v1.LogsData;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OtlpJsonDecoderTest {
    private static final Instant END = Instant.parse("2026-03-01T12:00:00Z");
    private static final OtlpSpan SPAN = VllmSpanFixture.requestEndedAt(END, 1).span();
    private static final Decoded UNDECODABLE = new Decoded(List.of(), List.of(), Map.of(SkipReason.UNDECODABLE, 1));

    private final Decoder decoder = new OtlpJsonDecoder(OtlpSignal.TRACES, new OtlpSpanDecoder());

    @Test
    void readsTheSameAsInProtobuf() {
        assertThat(decoder.decode(bytes(json(SPAN)))).isEqualTo(new OtlpSpanDecoder().decode(SPAN.toRecord()));
    }

    @Test
    void readsTheNumbersThatALiveServerSent() {
        RequestObservation request = only("""
                {"resourceSpans": [{"resource": {"attributes": [
                    {"key": "service.name", "value": {"stringValue": "vllm"}},
                    {"key": "k8s.namespace.name", "value": {"stringValue": "llm"}}]},
                  "scopeSpans": [{"scope": {"name": "vllm.tracing.otel"}, "spans": [{
                    "traceId": "5B8EFFF798038103D269B633813FC60C", "spanId": "eee19b7ec3c1b174",
                    "parentSpanId": "", "flags": 256, "name": "llm_request", "kind": 2,
                    "startTimeUnixNano": "1772366400000000000", "endTimeUnixNano": "1772366400253600000",
                    "attributes": [
                      {"key": "gen_ai.latency.time_in_queue", "value": {"doubleValue": 5.46e-05}},
                      {"key": "gen_ai.latency.time_to_first_token", "value": {"doubleValue": 0.1155}},
                      {"key": "gen_ai.latency.e2e", "value": {"doubleValue": 0.2536}},
                      {"key": "gen_ai.usage.prompt_tokens", "value": {"intValue": "14"}},
                      {"key": "gen_ai.usage.completion_tokens", "value": {"intValue": "8"}}],
                    "status": {}}]}], "schemaUrl": ""}]}
                """);

        assertThat(request.tokens().input()).hasValue(14);
        assertThat(request.tokens().output()).hasValue(8);
        assertThat(request.timings().queue()).hasValue(Duration.ofNanos(54_600));
        assertThat(request.arrival()).isEqualTo(Instant.parse("2026-03-01T12:00:00Z"));
        assertThat(request.origin().namespace()).hasValue("llm");
    }

    @ParameterizedTest
    @ValueSource(strings = {"14", "\"14\"", "14.0", "1.4e1"})
    void takesWholeNumbersInEveryForm(String number) {
        String json = json(SPAN).replace("\"intValue\":\"100\"", "\"intValue\":" + number);

        assertThat(only(json).tokens().input()).hasValue(14);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"null", "\"many\"", "{}", "[1]", "true", "99999999999999999999999", "\"1e99999999\"", "1e300"})
    void whatIsNoNumberIsAbsent(String number) {
        String json = json(SPAN).replace("\"intValue\":\"100\"", "\"intValue\":" + number);

        assertThat(only(json).tokens().input()).isEmpty();
        assertThat(only(json).tokens().output()).hasValue(21);
    }

    @ParameterizedTest
    @CsvSource({"2, COMPLETED", "'\"SPAN_KIND_SERVER\"', COMPLETED", "'\"2\"', COMPLETED", "'\"HELD\"', COMPLETED"})
    void takesEnumsByNumberAndByName(String kind, Phase phase) {
        assertThat(only(json(SPAN).replace("\"kind\":2", "\"kind\":" + kind)).phase())
                .isEqualTo(phase);
        assertThat(only(json(SPAN.failed()).replace("\"code\":2", "\"code\":\"STATUS_CODE_ERROR\""))
                        .phase())
                .isEqualTo(Phase.FAILED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0000000000000001a", // longer
                "000000000000001", // shorter
                "000000000000000g",
                "AAAAAAAAAAE=", // as protobuf's own JSON would write it
                ""
            })
    void anIdThatIsNoneLosesOnlyItsSpan(String id) {
        String json = json(SPAN, VllmSpanFixture.requestEndedAt(END, 2).span())
                .replace("\"spanId\":\"0000000000000001\"", "\"spanId\":\"%s\"".formatted(id));

        Decoded decoded = decoder.decode(bytes(json));

        assertThat(decoded.observations()).hasSize(1);
        assertThat(decoded.skipped()).isEqualTo(Map.of(SkipReason.MISSING_FIELD, 1));
    }

    @Test
    void knowsIdsInCapitals() {
        String json = json(SPAN);

        assertThat(only(json.replace("0000000000005eed", "0000000000005EED")).id())
                .isEqualTo(only(json).id());
    }

    @Test
    void findsAKeyThatComesAfterItsValue() {
        OtlpJson valuesFirst = new OtlpJson(false, false, true);
        byte[] json = valuesFirst.bytesOf(OtlpSpan.traces(List.of(SPAN.withStrings("other", "x", "y"))));

        assertThat(new String(json, StandardCharsets.UTF_8)).contains("\"stringValue\":\"chat\"},\"key\"");
        assertThat(decoder.decode(json)).isEqualTo(new OtlpSpanDecoder().decode(SPAN.toRecord()));
    }

    @Test
    void ignoresFieldsThatItDoesNotKnow() {
        String json = json(SPAN)
                .replace(
                        "\"kind\":2", "\"kind\":2,\"of_tomorrow\":{\"a\":[{\"name\":\"x\"},null,1.5]},\"events\":[{}]");

        assertThat(only(json)).isEqualTo(only(json(SPAN)));
    }

    @Test
    void doesNotTakeProtobufsOwnFieldNames() {
        String json = json(SPAN).replace("resourceSpans", "resource_spans");

        assertThat(decoder.decode(bytes(json))).isEqualTo(UNDECODABLE);
    }

    /** However much of it is there, a record that was cut is not read at all. */
    @Test
    void aRecordCutAnywhereIsUndecodable() {
        byte[] whole = bytes(json(SPAN, VllmSpanFixture.requestEndedAt(END, 2).span()));

        for (int length = 1; length < whole.length; length++) {
            assertThat(decoder.decode(Arrays.copyOf(whole, length)))
                    .as("the first %d bytes", length)
                    .isEqualTo(UNDECODABLE);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "poison",
                "[]",
                "\"text\"",
                "{\"resourceMetrics\":[]}",
                "{\"resourceSpans\":[]} {\"resourceSpans\":[]}",
                "{\"resourceSpans\":[}",
                "{resourceSpans:[]}",
                "{'resourceSpans':[]}",
                "{\"resourceSpans\":[NaN]}",
                ""
            })
    void doesNotTakeOtherBytesForSpans(String text) {
        assertThat(decoder.decode(bytes(text))).isEqualTo(UNDECODABLE);
        assertThat(decoder.decode(SPAN.toRecord())).isEqualTo(UNDECODABLE);
        assertThat(decoder.decode(json(SPAN).getBytes(StandardCharsets.UTF_16LE)))
                .isEqualTo(UNDECODABLE);
    }

    @Test
    void anEmptyMessageHoldsNothing() {
        assertThat(decoder.decode(bytes("{}"))).isEqualTo(new Decoded(List.of(), List.of(), Map.of()));
        assertThat(decoder.decode(bytes(" {\"resourceSpans\":[null,1,{\"resource\":null}]}\n")))
                .isEqualTo(new Decoded(List.of(), List.of(), Map.of()));
    }

    @Test
    void goesNoDeeperThanItMust() {
        String deep = "[".repeat(100_000);

        assertThat(decoder.decode(bytes("{\"x\":" + deep))).isEqualTo(UNDECODABLE);
        assertThat(decoder.decode(bytes(json(SPAN).replace("\"intValue\":\"21\"", "\"intValue\":" + "9".repeat(999)))))
                .isEqualTo(UNDECODABLE);
    }

    /** Conversations are long, and nobody reads them. */
    @Test
    void passesOverLongTextsOfAttributesThatNobodyReads() {
        String secret = "a secret \u2603 ".repeat(200_000);
        String json = json(SPAN.with("gen_ai.input.messages", secret).with("gen_ai.response.model", secret));

        RequestObservation request = only(json);

        assertThat(request.tokens()).isEqualTo(only(json(SPAN)).tokens());
        assertThat(request.origin().models()).as("no model has such a name").isEmpty();
    }

    @Test
    void readsTextsBeyondAscii() {
        RequestObservation request = only(json(SPAN.with("gen_ai.response.model", "Mod\u00E8le \"\u6A21\u578B\"\\n"))
                .replace("\u00E8", "\\u00e8"));

        assertThat(request.origin().models()).containsExactly("Mod\u00E8le \"\u6A21\u578B\"\\n");
    }

    @Test
    void readsNoSpansWhereMetricsAreMeant() {
        Decoder metrics = new OtlpJsonDecoder(OtlpSignal.METRICS, new ServerMetricsDecoder());

        assertThat(metrics.decode(bytes(json(SPAN)))).isEqualTo(UNDECODABLE);
    }

    @Test
    void readsAccessLogsWithTheirValuesAmongTheAttributesOrInTheBody() throws InvalidProtocolBufferException {
        Decoder logs = new EnvoyLogDecoder();
        Decoder ofJson = new OtlpJsonDecoder(OtlpSignal.LOGS, EnvoyLogDecoder.attributeNames(), logs);
        AccessLogFixture entry = AccessLogFixture.ended("r-1", END, Duration.ofSeconds(1));

        for (byte[] record : List.of(entry.toRecord(), entry.toRecordWithBody())) {
            byte[] json = OtlpJson.OF_COLLECTOR.bytesOf(LogsData.parseFrom(record));

            assertThat(logs.decode(record).observations()).hasSize(1);
            assertThat(ofJson.decode(json)).isEqualTo(logs.decode(record));
        }
    }

    private RequestObservation only(String json) {
        List<RequestObservation> requests = decoder.decode(bytes(json)).observations();
        assertThat(requests).hasSize(1);
        return requests.get(0);
    }

    private static String json(OtlpSpan... spans) {
        return new String(OtlpJson.OF_COLLECTOR.bytesOf(OtlpSpan.traces(List.of(spans))), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
