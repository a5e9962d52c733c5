// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.decode;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.telemetry.Phase;
import dev.headroom.telemetry.RequestObservation;
import dev.headroom.telemetry.fixture.OtlpSpan;
import dev.headroom.telemetry.fixture.SourceSpans;
import io.opentelemetry.proto.trace.v1.Span.SpanKind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SglangSpansTest {
    private static final Instant END = Instant.parse("2026-03-01T12:00:00Z");
    private static final OtlpSpan SPAN = SourceSpans.sglang(END, 1);
    private static final String TTFT = "gen_ai.latency.time_to_first_token";
    private static final String E2E = "gen_ai.latency.e2e";

    private final OtlpSpanDecoder decoder = new OtlpSpanDecoder();

    @Test
    void readsWhatVllmDoesNotTell() {
        RequestObservation request = only(SPAN);

        assertThat(request.tokens().cachedInput()).hasValue(64);
        assertThat(request.origin().models()).containsExactly("llama");
        assertThat(request.origin().target().orElseThrow()).hasToString("llm/Deployment/chat");
    }

    @Test
    void knowsTheRootSpanByWhateverName() {
        assertThat(only(SPAN.named("decode Req 9c01aa37"))).isEqualTo(only(SPAN));
    }

    @Test
    void doesNotKnowTheQueueUnlessItIsTold() {
        assertThat(only(SPAN).timings().queue()).isEmpty();
        assertThat(only(SPAN.with("gen_ai.latency.time_in_queue", 0.02))
                        .timings()
                        .queue())
                .hasValue(Duration.ofMillis(20));
    }

    @Test
    void knowsAnAbortByItsFinishReason() {
        String key = "gen_ai.response.finish_reasons";

        assertThat(only(SPAN.with(key, "[\"abort\"]")).phase()).isEqualTo(Phase.ABORTED);
        assertThat(only(SPAN.with(key, "[\"length\"]")).phase()).isEqualTo(Phase.COMPLETED);
    }

    /** The second line is what a live server sent for an answer of 8 tokens that was not streamed. */
    @ParameterizedTest
    @CsvSource(textBlock = """
            # TTFT,  E2E,     tokens, believed
            0.1,     1.1,     21,     true
            0.19170, 0.19175, 8,      false
            1.1,     1.1,     21,     false
            0.9995,  1.0,     2,      false
            10.0,    10.05,   300,    false
            0.9,     0.8,     8,      false
            """)
    void doesNotBelieveATimeToFirstTokenThatIsTheEnd(double first, double end, long tokens, boolean believed) {
        OtlpSpan span = SPAN.with(TTFT, first).with(E2E, end).with("gen_ai.usage.completion_tokens", tokens);

        assertThat(only(span).timings().timeToFirstToken().isPresent()).isEqualTo(believed);
        assertThat(only(span).timings().endToEnd()).isPresent();
    }

    @Test
    void believesAFirstTokenThatIsTheOnlyOne() {
        OtlpSpan span = SPAN.with(TTFT, 1.1).with(E2E, 1.1).with("gen_ai.usage.completion_tokens", 1L);

        assertThat(only(span).timings().timeToFirstToken()).hasValue(Duration.ofMillis(1100));
    }

    /** Else the longest waits would be missing, and the more of them the longer the queue. */
    @Test
    void believesAFirstTokenThatCameLateAfterALongQueue() {
        OtlpSpan span = SPAN.with(TTFT, 30.0).with(E2E, 30.2).with("gen_ai.usage.completion_tokens", 8L);

        assertThat(only(span).timings().timeToFirstToken()).hasValue(Duration.ofSeconds(30));
    }

    @Test
    void passesOverTheChildSpansOfARequest() {
        OtlpSpan child = OtlpSpan.of("prefill_waiting", END, 2).ofKind(SpanKind.SPAN_KIND_INTERNAL);
        byte[] record =
                OtlpSpan.record(List.of(child, child.named("request_process").with("module", "x"), SPAN));

        Decoded decoded = decoder.decode(record);

        assertThat(decoded.observations()).containsExactly(only(SPAN));
        assertThat(decoded.skipped()).isEqualTo(Map.of(SkipReason.OTHER_SPAN, 2));
    }

    private RequestObservation only(OtlpSpan span) {
        List<RequestObservation> requests = decoder.decode(span.toRecord()).observations();
        assertThat(requests).hasSize(1);
        return requests.get(0);
    }
}
