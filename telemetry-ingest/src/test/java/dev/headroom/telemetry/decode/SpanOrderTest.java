// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.decode;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import com.google.protobuf.UnknownFieldSet.Field;
import dev.headroom.telemetry.RequestObservation;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.TracesData;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What protobuf allows and no writer that we know does: fields in another order, twice, unknown, of bytes that are no text. */
class SpanOrderTest {
    private static final Span SPAN = Span.newBuilder()
            .setTraceId(ByteString.copyFrom(new byte[16]))
            .setSpanId(ByteString.copyFrom(new byte[8]))
            .setName("llm_request")
            .setStartTimeUnixNano(1_000_000_000L)
            .setEndTimeUnixNano(3_000_000_000L)
            .build();

    @Test
    void findsAResourceThatComesInTwoPartsAfterItsSpans() {
        ByteString spans = ResourceSpans.newBuilder()
                .addScopeSpans(ScopeSpans.newBuilder().addSpans(SPAN))
                .build()
                .toByteString();
        ByteString resourceSpans =
                spans.concat(resource("k8s.namespace.name", "llm")).concat(resource("k8s.deployment.name", "chat"));

        RequestObservation request = only(record(resourceSpans));

        assertThat(request.origin().target().orElseThrow()).hasToString("llm/Deployment/chat");
    }

    @Test
    void findsAKeyThatComesAfterItsValue() {
        ByteString value = KeyValue.newBuilder()
                .setValue(AnyValue.newBuilder().setIntValue(42))
                .build()
                .toByteString();
        ByteString key = KeyValue.newBuilder()
                .setKey("gen_ai.usage.output_tokens")
                .build()
                .toByteString();

        assertThat(only(record(withAttribute(value.concat(key)))).tokens().output())
                .hasValue(42);
    }

    @Test
    void passesOverWhatItDoesNotKnowAndTextThatIsNone() {
        ByteString noText = ByteString.copyFrom(new byte[] {(byte) 0xC3, (byte) 0x28});
        UnknownFieldSet prompt = UnknownFieldSet.newBuilder()
                .addField(KeyValue.KEY_FIELD_NUMBER, text("gen_ai.prompt"))
                .addField(
                        KeyValue.VALUE_FIELD_NUMBER,
                        Field.newBuilder()
                                .addLengthDelimited(UnknownFieldSet.newBuilder()
                                        .addField(
                                                AnyValue.STRING_VALUE_FIELD_NUMBER,
                                                Field.newBuilder()
                                                        .addLengthDelimited(noText)
                                                        .build())
                                        .build()
                                        .toByteString())
                                .build())
                .addField(999, text("of a later version"))
                .build();

        assertThat(only(record(withAttribute(prompt.toByteString()))).timings().endToEnd())
                .isPresent();
    }

    @Test
    void aSpanCutShortMakesTheRecordUndecodable() {
        byte[] whole = record(withAttribute(ByteString.EMPTY));
        byte[] cut = Arrays.copyOf(whole, whole.length - 3);

        assertThat(new OtlpSpanDecoder().decode(cut)).isEqualTo(Decoded.skipped(SkipReason.UNDECODABLE));
    }

    private static ByteString withAttribute(ByteString attribute) {
        Span span = SPAN.toBuilder()
                .setUnknownFields(UnknownFieldSet.newBuilder()
                        .addField(
                                Span.ATTRIBUTES_FIELD_NUMBER,
                                Field.newBuilder().addLengthDelimited(attribute).build())
                        .build())
                .build();
        return ResourceSpans.newBuilder()
                .addScopeSpans(ScopeSpans.newBuilder().addSpans(span))
                .build()
                .toByteString();
    }

    private static ByteString resource(String key, String value) {
        return ResourceSpans.newBuilder()
                .setResource(Resource.newBuilder()
                        .addAttributes(KeyValue.newBuilder()
                                .setKey(key)
                                .setValue(AnyValue.newBuilder().setStringValue(value))))
                .build()
                .toByteString();
    }

    private static byte[] record(ByteString resourceSpans) {
        return TracesData.newBuilder()
                .setUnknownFields(UnknownFieldSet.newBuilder()
                        .addField(
                                TracesData.RESOURCE_SPANS_FIELD_NUMBER,
                                Field.newBuilder()
                                        .addLengthDelimited(resourceSpans)
                                        .build())
                        .build())
                .build()
                .toByteArray();
    }

    private static Field text(String text) {
        return Field.newBuilder()
                .addLengthDelimited(ByteString.copyFromUtf8(text))
                .build();
    }

    private static RequestObservation only(byte[] record) {
        List<RequestObservation> requests = new OtlpSpanDecoder().decode(record).observations();
        assertThat(requests).hasSize(1);
        return requests.get(0);
    }
}
