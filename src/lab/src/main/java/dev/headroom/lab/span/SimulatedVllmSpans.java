// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.span;

import dev.headroom.lab.engine.ServedRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.random.RandomGenerator;

/**
 * The span that vLLM's V1 engine makes of a finished request, with the keys, types and units it uses, written as it lies on the
 * wire. One thread.
 */
public final class SimulatedVllmSpans {
    static final String SPAN_NAME = "llm_request";
    /** The largest answer a user of the demo asks for; who wants more says so. */
    private static final long MAX_TOKENS = 700;

    private static final long NANOS_PER_SECOND = 1_000_000_000L;
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
    private static final int HEX_BITS = 4;
    private static final int HEX_MASK = (1 << HEX_BITS) - 1;

    private static final Key REQUEST_ID = new Key("gen_ai.request.id");
    private static final Key REQUEST_MAX_TOKENS = new Key("gen_ai.request.max_tokens");
    private static final Key SEQUENCES = new Key("gen_ai.request.n");
    private static final Key PROMPT_TOKENS = new Key("gen_ai.usage.prompt_tokens");
    private static final Key COMPLETION_TOKENS = new Key("gen_ai.usage.completion_tokens");
    private static final Key IN_QUEUE = new Key("gen_ai.latency.time_in_queue");
    private static final Key TO_FIRST_TOKEN = new Key("gen_ai.latency.time_to_first_token");
    private static final Key END_TO_END = new Key("gen_ai.latency.e2e");
    private static final Key IN_PREFILL = new Key("gen_ai.latency.time_in_model_prefill");
    private static final Key IN_DECODE = new Key("gen_ai.latency.time_in_model_decode");
    private static final Key IN_INFERENCE = new Key("gen_ai.latency.time_in_model_inference");
    private static final byte[] ID_PREFIX = "chatcmpl-".getBytes(StandardCharsets.US_ASCII);
    /** A UUID as people write it. */
    private static final int UUID_LENGTH = 36;

    private static final byte[] NAME = new OtlpBuffer()
            .text(Span.NAME_FIELD_NUMBER, SPAN_NAME)
            .varint(Span.KIND_FIELD_NUMBER, Span.SpanKind.SPAN_KIND_SERVER_VALUE)
            .toByteArray();

    private final long runStartNanos;
    private final RandomGenerator chance;
    private final OtlpBuffer span = new OtlpBuffer();

    /** Times of requests are counted from {@code runStart}. */
    public SimulatedVllmSpans(Instant runStart, RandomGenerator chance) {
        this.runStartNanos = runStart.getEpochSecond() * NANOS_PER_SECOND + runStart.getNano();
        this.chance = chance;
    }

    /** Writes the span of a finished request into the spans of a scope. */
    void writeTo(OtlpBuffer scope, ServedRequest request) {
        writeTo(scope, request, 0);
    }

    /**
     * Writes the span of a finished request into the spans of a scope.
     *
     * @param clockOffsetSeconds how far its server's clock is ahead; durations do not show it
     */
    void writeTo(OtlpBuffer scope, ServedRequest request, double clockOffsetSeconds) {
        double arrivedAt = request.arrival().atSeconds();
        span.cleared();
        span.opened(Span.TRACE_ID_FIELD_NUMBER, 2 * Long.BYTES)
                .fixed64(chance.nextLong())
                .fixed64(chance.nextLong())
                .opened(Span.SPAN_ID_FIELD_NUMBER, Long.BYTES)
                .fixed64(chance.nextLong())
                .raw(NAME)
                .fixed64(Span.START_TIME_UNIX_NANO_FIELD_NUMBER, unixNanos(arrivedAt + clockOffsetSeconds))
                .fixed64(Span.END_TIME_UNIX_NANO_FIELD_NUMBER, unixNanos(request.finishedAt() + clockOffsetSeconds));
        requestId();
        REQUEST_MAX_TOKENS.writeWhole(
                span, Math.max(MAX_TOKENS, request.arrival().outputTokens()));
        SEQUENCES.writeWhole(span, 1);
        PROMPT_TOKENS.writeWhole(span, request.arrival().inputTokens());
        COMPLETION_TOKENS.writeWhole(span, request.arrival().outputTokens());
        latencies(request);
        scope.message(ScopeSpans.SPANS_FIELD_NUMBER, span);
    }

    private void latencies(ServedRequest request) {
        double prefill = request.firstTokenAt() - request.scheduledAt();
        double decode = request.finishedAt() - request.firstTokenAt();
        IN_QUEUE.writeSeconds(span, request.scheduledAt() - request.arrival().atSeconds());
        TO_FIRST_TOKEN.writeSeconds(span, request.timeToFirstTokenSeconds());
        END_TO_END.writeSeconds(span, request.endToEndSeconds());
        IN_PREFILL.writeSeconds(span, prefill);
        IN_DECODE.writeSeconds(span, decode);
        IN_INFERENCE.writeSeconds(span, prefill + decode);
    }

    private void requestId() {
        REQUEST_ID.openText(span, ID_PREFIX.length + UUID_LENGTH);
        span.raw(ID_PREFIX);
        long high = chance.nextLong();
        long low = chance.nextLong();
        hex(high >>> 32, 8);
        hyphenAndHex(high >>> 16, 4);
        hyphenAndHex(high, 4);
        hyphenAndHex(low >>> 48, 4);
        hyphenAndHex(low, 12);
    }

    private void hyphenAndHex(long bits, int digits) {
        span.raw((byte) '-');
        hex(bits, digits);
    }

    private void hex(long bits, int digits) {
        for (int shift = (digits - 1) * HEX_BITS; shift >= 0; shift -= HEX_BITS) {
            span.raw(HEX[(int) (bits >>> shift) & HEX_MASK]);
        }
    }

    private long unixNanos(double atSeconds) {
        return runStartNanos + Math.round(atSeconds * NANOS_PER_SECOND);
    }

    /** An attribute's key, as its bytes lie in a KeyValue. */
    private static final class Key {
        /** A tag and a length below 128. */
        private static final int HEADER = 2;

        private final byte[] field;

        Key(String key) {
            this.field = new OtlpBuffer().text(KeyValue.KEY_FIELD_NUMBER, key).toByteArray();
        }

        void writeSeconds(OtlpBuffer span, double seconds) {
            open(span, 1 + Double.BYTES)
                    .fixed64(AnyValue.DOUBLE_VALUE_FIELD_NUMBER, Double.doubleToRawLongBits(seconds));
        }

        void writeWhole(OtlpBuffer span, long number) {
            open(span, 1 + OtlpBuffer.varintSize(number)).varint(AnyValue.INT_VALUE_FIELD_NUMBER, number);
        }

        /** A text of so many bytes, below 126, which the caller writes next. */
        void openText(OtlpBuffer span, int length) {
            open(span, HEADER + length).opened(AnyValue.STRING_VALUE_FIELD_NUMBER, length);
        }

        private OtlpBuffer open(OtlpBuffer span, int valueLength) {
            return span.opened(Span.ATTRIBUTES_FIELD_NUMBER, field.length + HEADER + valueLength)
                    .raw(field)
                    .opened(KeyValue.VALUE_FIELD_NUMBER, valueLength);
        }
    }
}
