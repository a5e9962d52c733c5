// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.decode;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.proto.telemetry.RequestTelemetry;
import dev.headroom.telemetry.Phase;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CloudEventsDecoderTest {
    private static final String WITHOUT_PHASE =
            "'schema_version':1,'request_id':'r-1','arrival_time_ms':1000000,'event_time_ms':1002000";

    private static final byte[] PROTOBUF = RequestTelemetry.newBuilder()
            .setSchemaVersion(1)
            .setRequestId("r-1")
            .setArrivalTimeMs(1_000_000)
            .setEventTimeMs(1_002_000)
            .build()
            .toByteArray();

    private final CloudEventsDecoder decoder = new CloudEventsDecoder();
    private final Map<String, String> headers = new HashMap<>(Map.of(
            "ce_specversion", "1.0",
            "ce_id", "e-1",
            "ce_source", "/gateway",
            "ce_type", "io.example.llm.request.completed.v1",
            "content-type", "application/json"));

    @ParameterizedTest
    @CsvSource({
        "io.example.llm.request.admitted.v1, ADMITTED",
        "io.example.llm.request.completed.v1, COMPLETED",
        "request.aborted.v1, ABORTED",
        "a.request.request.failed.v1, FAILED"
    })
    void takesThePhaseFromTheTypeWhereTheEventHasNone(String type, Phase phase) {
        headers.put("ce_type", type);

        assertThat(phaseOf(binary(WITHOUT_PHASE))).isEqualTo(phase);
        assertThat(phaseOf(structured(type, "'data':{" + WITHOUT_PHASE + "}"))).isEqualTo(phase);
    }

    @Test
    void believesTheEventWhereItsTypeSaysOtherwise() {
        headers.put("ce_type", "io.example.llm.request.failed.v1");

        assertThat(phaseOf(binary(WITHOUT_PHASE + ",'phase':'ABORTED'"))).isEqualTo(Phase.ABORTED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/protobuf",
                "application/x-protobuf",
                "Application/Protobuf; messageType=\"RequestTelemetry\"",
            })
    void readsProtobufInBinaryMode(String contentType) {
        headers.put("content-type", contentType);

        assertThat(phaseOf(decode(PROTOBUF))).isEqualTo(Phase.COMPLETED);
    }

    @Test
    void readsProtobufInBase64InStructuredMode() {
        String data = "'datacontenttype':'application/protobuf','data_base64':'"
                + Base64.getEncoder().encodeToString(PROTOBUF) + "'";

        assertThat(phaseOf(structured("request.completed.v1", data))).isEqualTo(Phase.COMPLETED);
    }

    @Test
    void takesJsonForGrantedInBinaryMode() {
        headers.remove("content-type");

        assertThat(phaseOf(binary(WITHOUT_PHASE))).isEqualTo(Phase.COMPLETED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "io.example.order.created.v1",
                "io.example.llm.request.queued.v1",
                "io.example.llm.request.completed",
                "xrequest.completed.v1",
                "io.example.llm.request.COMPLETED.v1",
                "request.completed.v1.more"
            })
    void leavesOutEventsOfOtherTypes(String type) {
        headers.put("ce_type", type);

        assertThat(binary(WITHOUT_PHASE)).isEqualTo(Decoded.skipped(SkipReason.OTHER_EVENT));
        assertThat(SkipReason.OTHER_EVENT.isLoss()).isFalse();
    }

    @Test
    void refusesVersionsThatItDoesNotKnow() {
        headers.put("ce_type", "io.example.llm.request.completed.v2");
        Decoded newerType = binary(WITHOUT_PHASE);
        headers.put("ce_type", "io.example.llm.request.completed.v1");
        headers.put("ce_specversion", "2.0");
        Decoded newerEnvelope = binary(WITHOUT_PHASE);

        assertThat(newerType).isEqualTo(Decoded.skipped(SkipReason.UNKNOWN_SCHEMA_VERSION));
        assertThat(newerEnvelope).isEqualTo(Decoded.skipped(SkipReason.UNKNOWN_SCHEMA_VERSION));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/cloudevents",
                "application/cloudevents-batch+json",
                "application/cloudevents+avro",
                "application/cloudevents+protobuf",
                "text/plain",
                "application/xml"
            })
    void refusesBatchesAndOtherFormats(String contentType) {
        headers.put("content-type", contentType);

        assertThat(binary(WITHOUT_PHASE)).isEqualTo(Decoded.skipped(SkipReason.UNDECODABLE));
    }

    @Test
    void refusesARecordThatIsNoCloudEvent() {
        assertThat(decoder.decode(PROTOBUF)).isEqualTo(Decoded.skipped(SkipReason.UNDECODABLE));
        headers.remove("ce_type");
        assertThat(binary(WITHOUT_PHASE)).isEqualTo(Decoded.skipped(SkipReason.MISSING_FIELD));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "'specversion':'1.0' | NO_VALUE",
                "'data':null | NO_VALUE",
                "'data':{} | NO_VALUE",
                "'data':'text' | NO_VALUE",
                "'data':{'schema_version':1} | MISSING_FIELD",
                "'data_base64':'AAAA' | UNDECODABLE",
                "'datacontenttype':'application/protobuf','data_base64':'not base64!' | UNDECODABLE",
                "'datacontenttype':'application/protobuf','data_base64':'/////w==' | UNDECODABLE"
            })
    void skipsStructuredEventsWithTheReason(String data, SkipReason reason) {
        assertThat(structured("request.completed.v1", data)).isEqualTo(Decoded.skipped(reason));
    }

    private Decoded binary(String fields) {
        return decode(json("{" + fields + "}"));
    }

    private Decoded structured(String type, String data) {
        headers.put("content-type", "application/cloudevents+json; charset=utf-8");
        return decode(json("{'specversion':'1.0','id':'e-1','source':'/g','type':'" + type + "'," + data + "}"));
    }

    private Decoded decode(byte[] value) {
        return decoder.decode(value, name -> Optional.ofNullable(headers.get(name)));
    }

    private static Phase phaseOf(Decoded decoded) {
        assertThat(decoded.skipped()).isEmpty();
        return decoded.observations().get(0).phase();
    }

    private static byte[] json(String text) {
        return text.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    }
}
