// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.decode;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.telemetry.Observer;
import dev.headroom.telemetry.Origin;
import dev.headroom.telemetry.Phase;
import dev.headroom.telemetry.RequestObservation;
import dev.headroom.telemetry.fixture.OtlpSpan;
import dev.headroom.telemetry.fixture.SourceSpans;
import io.opentelemetry.proto.trace.v1.Span.SpanKind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GenAiSpansTest {
    private static final Instant END = Instant.parse("2026-03-01T12:00:00Z");
    private static final OtlpSpan SPAN = SourceSpans.genAi(END, 1);

    private final OtlpSpanDecoder decoder = new OtlpSpanDecoder();

    @Test
    void takesTheSpansLengthAndItsFirstChunk() {
        RequestObservation request = only(SPAN);

        assertThat(request.timings().endToEnd()).hasValue(Duration.ofMillis(1150));
        assertThat(request.timings().timeToFirstToken()).hasValue(Duration.ofMillis(120));
        assertThat(request.timings().queue()).isEmpty();
        assertThat(only(SPAN.without("gen_ai.response.time_to_first_chunk"))
                        .timings()
                        .timeToFirstToken())
                .isEmpty();
    }

    @Test
    void readsTheNamesOfBeforeAsIntDoubleOrText() {
        RequestObservation request = only(SourceSpans.genAiDeprecated(END, 1));

        assertThat(request.tokens().input()).hasValue(100);
        assertThat(request.tokens().output()).hasValue(21);
    }

    @Test
    void prefersTheNamesOfToday() {
        RequestObservation request = only(SPAN.with("gen_ai.usage.prompt_tokens", 7L)
                .with("llm.token_count.prompt", 8L)
                .with("gen_ai.usage.completion_tokens", 9L));

        assertThat(request.tokens().input()).hasValue(100);
        assertThat(request.tokens().output()).hasValue(21);
    }

    @Test
    void readsOpenInferencesCounts() {
        RequestObservation request = only(SourceSpans.openInference(END, 1));

        assertThat(request.tokens().input()).hasValue(100);
        assertThat(request.tokens().output()).hasValue(21);
        assertThat(request.origin().models()).containsExactly("llama");
    }

    @ParameterizedTest
    @CsvSource({
        "SPAN_KIND_CLIENT, CLIENT",
        "SPAN_KIND_INTERNAL, CLIENT",
        "SPAN_KIND_UNSPECIFIED, CLIENT",
        "SPAN_KIND_SERVER, SERVER"
    })
    void tellsWhoSawItByTheKind(SpanKind kind, Observer observer) {
        assertThat(only(SPAN.ofKind(kind)).observer()).isEqualTo(observer);
    }

    @ParameterizedTest
    @ValueSource(strings = {"chat", "text_completion", "generate_content"})
    void knowsWhatGeneratesEvenWithoutCounts(String operation) {
        OtlpSpan span = SPAN.with("gen_ai.operation.name", operation)
                .without("gen_ai.usage.input_tokens")
                .without("gen_ai.usage.output_tokens");

        assertThat(only(span).tokens().output()).isEmpty();
    }

    /** They repeat the tokens of the calls within them. */
    @ParameterizedTest
    @ValueSource(strings = {"invoke_agent", "execute_tool", "create_agent", "embeddings"})
    void passesOverWhatDoesNotGenerate(String operation) {
        Decoded decoded =
                decoder.decode(SPAN.with("gen_ai.operation.name", operation).toRecord());

        assertThat(decoded).isEqualTo(Decoded.skipped(SkipReason.OTHER_SPAN));
    }

    @Test
    void passesOverOpenInferencesAgentsAndChains() {
        OtlpSpan span = SourceSpans.openInference(END, 1);
        byte[] record = OtlpSpan.record(
                List.of(span.with("openinference.span.kind", "CHAIN"), span.with("openinference.span.kind", "AGENT")));

        assertThat(decoder.decode(record).skipped()).isEqualTo(Map.of(SkipReason.OTHER_SPAN, 2));
    }

    @Test
    void takesAnErrorForAFailure() {
        assertThat(only(SPAN.with("error.type", "timeout")).phase()).isEqualTo(Phase.FAILED);
        assertThat(only(SPAN.failed()).phase()).isEqualTo(Phase.FAILED);
        assertThat(only(SPAN).phase()).isEqualTo(Phase.COMPLETED);
    }

    /** One span tells of all n answers, so none of them has a span of its own. */
    @Test
    void takesSeveralChoicesForOneRequest() {
        assertThat(only(SPAN.with("gen_ai.request.choice.count", 3L)).tokens().sequences())
                .isEmpty();
    }

    @Test
    void neverTakesTheCallerForTheServer() {
        Origin origin = only(SPAN.without("server.address")).origin();

        assertThat(origin.namespace()).isEmpty();
        assertThat(origin.targets()).isEmpty();
        assertThat(origin.pod().isGiven()).isFalse();
        assertThat(origin.models()).containsExactly("llama");
    }

    @Test
    void takesTheServersOwnSpanForTheServers() {
        Origin origin = only(SPAN.ofKind(SpanKind.SPAN_KIND_SERVER)).origin();

        assertThat(origin.namespace()).hasValue("shop");
        assertThat(origin.targets()).hasToString("[Deployment/shop-backend]");
        assertThat(origin.pod().uid()).hasValue("pod-of-the-shop");
    }

    @Test
    void believesAScaleTargetThatTheCallerStates() {
        OtlpSpan stated =
                SPAN.withResource("llm.scale_target", "LeaderWorkerSet/big").withResource("llm.model", "llama-70b");

        assertThat(only(stated.without("server.address")).origin())
                .satisfies(origin -> assertThat(origin.target().orElseThrow()).hasToString("shop/LeaderWorkerSet/big"))
                .satisfies(origin -> assertThat(origin.models()).containsExactly("llama", "llama-70b"));
        assertThat(only(stated).origin().target().orElseThrow())
                .as("the namespace of the Service that is called is the target's")
                .hasToString("llm/LeaderWorkerSet/big");
    }

    @ParameterizedTest
    @CsvSource(nullValues = "none", textBlock = """
            chat.llm.svc.cluster.local,        llm,  none
            chat.llm.svc,                      llm,  none
            chat-0.chat.llm.svc.cluster.local, llm,  none
            chat.llm,                          llm,  none
            chat,                              none, none
            api.openai.com,                    none, none
            svc.cluster.local,                 none, none
            .llm,                              llm,  none
            chat.,                             none, none
            10.1.2.3,                          none, 10.1.2.3
            fd00:10::7,                        none, fd00:10::7
            127.0.0.1,                         none, none
            localhost,                         none, none
            """)
    void findsTheServerByItsAddress(String address, String namespace, String ip) {
        Origin origin = only(SPAN.with("server.address", address)).origin();

        assertThat(origin.namespace()).isEqualTo(Optional.ofNullable(namespace));
        assertThat(origin.pod().ip()).isEqualTo(Optional.ofNullable(ip));
    }

    private RequestObservation only(OtlpSpan span) {
        List<RequestObservation> requests = decoder.decode(span.toRecord()).observations();
        assertThat(requests).hasSize(1);
        return requests.get(0);
    }
}
