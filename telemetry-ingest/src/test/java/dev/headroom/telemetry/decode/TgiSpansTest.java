// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.decode;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.telemetry.Observer;
import dev.headroom.telemetry.Phase;
import dev.headroom.telemetry.RequestObservation;
import dev.headroom.telemetry.fixture.OtlpSpan;
import dev.headroom.telemetry.fixture.SourceSpans;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TgiSpansTest {
    private static final Instant END = Instant.parse("2026-03-01T12:00:00Z");
    private static final OtlpSpan SPAN = SourceSpans.tgi(END, 1);
    private static final OtlpSpan ENDED_EARLY =
            List.of("total_time", "queue_time", "inference_time", "time_per_token").stream()
                    .reduce(SPAN, OtlpSpan::without, (one, other) -> one);

    private final OtlpSpanDecoder decoder = new OtlpSpanDecoder();

    @ParameterizedTest
    @ValueSource(strings = {"generate", "generate_stream", "completions", "chat_completions"})
    void readsEveryHandler(String name) {
        RequestObservation request = only(SPAN.named(name).without("code.namespace"));

        assertThat(request.phase()).isEqualTo(Phase.COMPLETED);
        assertThat(request.observer()).isEqualTo(Observer.SERVER);
        assertThat(request.timings().endToEnd()).hasValue(Duration.ofNanos(1_061_234_567));
        assertThat(request.timings().queue()).hasValue(Duration.ofNanos(10_000_456));
        assertThat(request.timings().timeToFirstToken()).isEmpty();
        assertThat(request.tokens().input()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            # inference, time per token, tokens
            1.050000009s, 50ms,          21
            1s,           333.333333ms,  3
            450.123\u00B5s, 450.123us,   1
            30.000000999s, 7.320644ms,   4098
            """)
    void countsTheTokensByTheTimeOfOne(String inference, String perToken, int tokens) {
        OtlpSpan span = SPAN.with("inference_time", inference).with("time_per_token", perToken);

        assertThat(only(span).tokens().output()).hasValue(tokens);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0ns", "inf", "", "-5ms", "50 ms"})
    void countsNoTokensWithoutTheTimeOfOne(String perToken) {
        assertThat(only(SPAN.with("time_per_token", perToken)).tokens().output())
                .isEmpty();
        assertThat(only(SPAN.without("time_per_token")).tokens().output()).isEmpty();
        assertThat(only(SPAN.without("inference_time")).tokens().output()).isEmpty();
    }

    @Test
    void fallsBackToTheSpansOwnLengthWhereTheTotalIsNoDuration() {
        assertThat(only(SPAN.with("total_time", "long")).timings().endToEnd()).hasValue(Duration.ofMillis(1062));
    }

    @Test
    void takesAHandlerThatEndedEarlyForAbortedOrFailed() {
        assertThat(only(ENDED_EARLY).phase()).isEqualTo(Phase.ABORTED);
        assertThat(only(ENDED_EARLY.failed()).phase()).isEqualTo(Phase.FAILED);
        assertThat(only(ENDED_EARLY).timings().endToEnd()).hasValue(Duration.ofMillis(1062));
        assertThat(only(ENDED_EARLY).tokens().output()).isEmpty();
    }

    @Test
    void passesOverWhatIsWithinTheEngineAndWhatIsNoRequest() {
        OtlpSpan within = ENDED_EARLY.named("generate").with("code.namespace", "text_generation_router::infer");
        byte[] record = OtlpSpan.record(List.of(
                within,
                ENDED_EARLY.named("generate").without("code.namespace"),
                ENDED_EARLY.named("health"),
                ENDED_EARLY.named("queued"),
                OtlpSpan.of("send_generation", END, 5)));

        assertThat(decoder.decode(record))
                .isEqualTo(new Decoded(List.of(), List.of(), Map.of(SkipReason.OTHER_SPAN, 5)));
    }

    private RequestObservation only(OtlpSpan span) {
        List<RequestObservation> requests = decoder.decode(span.toRecord()).observations();
        assertThat(requests).hasSize(1);
        return requests.get(0);
    }
}
