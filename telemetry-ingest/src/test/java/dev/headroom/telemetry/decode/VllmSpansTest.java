// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.decode;

import static dev.headroom.telemetry.fixture.VllmSpanFixture.requestEndedAt;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.telemetry.EventId;
import dev.headroom.telemetry.Origin;
import dev.headroom.telemetry.Phase;
import dev.headroom.telemetry.PodReference;
import dev.headroom.telemetry.RequestObservation;
import dev.headroom.telemetry.ScaleTarget;
import dev.headroom.telemetry.fixture.VllmSpanFixture;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class VllmSpansTest {
    private static final Instant END = Instant.parse("2026-03-01T12:00:00Z");
    private static final VllmSpanFixture SPAN = requestEndedAt(END, 1);

    private final OtlpSpanDecoder decoder = new OtlpSpanDecoder();

    @Test
    void readsEverythingThatASpanTells() {
        RequestObservation request = only(SPAN);

        assertThat(request.phase()).isEqualTo(Phase.COMPLETED);
        assertThat(request.eventTime()).isEqualTo(END);
        assertThat(request.arrival()).isEqualTo(END.minusMillis(1100));
        assertThat(request.tokens().input()).hasValue(100);
        assertThat(request.tokens().output()).hasValue(21);
        assertThat(request.tokens().cachedInput()).isEmpty();
        assertThat(request.timings().timeToFirstToken()).hasValue(Duration.ofMillis(100));
        assertThat(request.timings().endToEnd()).hasValue(Duration.ofMillis(1100));
        assertThat(request.timings().queue()).hasValue(Duration.ofMillis(10));
        assertThat(request.origin())
                .isEqualTo(new Origin(
                        Optional.of("llm"),
                        Optional.of(new ScaleTarget("llm", "Deployment", "chat")),
                        Optional.empty(),
                        PodReference.ofUid("pod-1")));
    }

    @Test
    void readsManySpansOfManyResources() {
        byte[] record = VllmSpanFixture.record(
                List.of(SPAN, requestEndedAt(END, 2).withResource("k8s.deployment.name", "code")));

        List<RequestObservation> requests = decoder.decode(record).observations();

        assertThat(requests)
                .extracting(request -> request.origin().target().orElseThrow().name())
                .containsExactly("chat", "code");
    }

    @Test
    void takesIntsDoublesAndNumericStringsForNumbers() {
        RequestObservation request = only(SPAN.with("gen_ai.usage.prompt_tokens", "14")
                .with("gen_ai.usage.completion_tokens", 8.0)
                .with("gen_ai.latency.e2e", "0.25")
                .with("gen_ai.latency.time_to_first_token", 0L));

        assertThat(request.tokens().input()).hasValue(14);
        assertThat(request.tokens().output()).hasValue(8);
        assertThat(request.timings().endToEnd()).hasValue(Duration.ofMillis(250));
        assertThat(request.timings().timeToFirstToken()).hasValue(Duration.ZERO);
    }

    @Test
    void prefersTheNewNameOfATokenCountInWhateverOrderTheyStand() {
        RequestObservation request = only(SPAN.with("gen_ai.usage.input_tokens", 7L));
        RequestObservation reversed = only(SPAN.without("gen_ai.usage.prompt_tokens")
                .with("gen_ai.usage.input_tokens", 7L)
                .with("gen_ai.usage.prompt_tokens", 100L)
                .with("llm.token_count.prompt", 9L));

        assertThat(request.tokens().input()).hasValue(7);
        assertThat(reversed.tokens().input()).hasValue(7);
    }

    @Test
    void takesWhatIsNoNumberAsAbsent() {
        RequestObservation request = only(SPAN.with("gen_ai.usage.prompt_tokens", "many")
                .with("gen_ai.latency.time_to_first_token", Double.NaN)
                .with("gen_ai.latency.time_in_queue", "Infinity"));

        assertThat(request.tokens().input()).isEmpty();
        assertThat(request.timings().timeToFirstToken()).isEmpty();
        assertThat(request.timings().queue()).isEmpty();
    }

    @Test
    void keepsAbsurdNumbersForValidationToReject() {
        RequestObservation request = only(SPAN.withTokens(-5, Long.MAX_VALUE).with("gen_ai.latency.e2e", 1e300));

        assertThat(request.tokens().input()).hasValue(-5);
        assertThat(request.tokens().output()).hasValue(Integer.MAX_VALUE);
        assertThat(request.timings().endToEnd().orElseThrow()).isGreaterThan(Duration.ofDays(100_000));
    }

    @Test
    void knowsARequestByItsLatencyUnderAnyName() {
        RequestObservation request = only(SPAN.named("decode Req 4f2a"));

        assertThat(request.phase()).isEqualTo(Phase.COMPLETED);
    }

    @Test
    void fallsBackToTheSpansOwnLengthWithoutALatency() {
        RequestObservation request = only(SPAN.without("gen_ai.latency.e2e"));

        assertThat(request.timings().endToEnd()).hasValue(Duration.ofMillis(1100));
    }

    @Test
    void ignoresAndCountsSpansAboutOtherThings() {
        byte[] record = VllmSpanFixture.recordOfOneResource(List.of(
                SPAN.named("load_model")
                        .without("gen_ai.latency.e2e")
                        .without("gen_ai.usage.prompt_tokens")
                        .without("gen_ai.usage.completion_tokens"),
                SPAN));

        Decoded decoded = decoder.decode(record);

        assertThat(decoded.observations()).hasSize(1);
        assertThat(decoded.skipped()).isEqualTo(Map.of(SkipReason.OTHER_SPAN, 1));
    }

    @Test
    void losesOnlyTheSpanThatHasNoTime() {
        byte[] record = VllmSpanFixture.recordOfOneResource(List.of(
                requestEndedAt(END, 2)
                        .withLatencies(Duration.ZERO, Duration.ZERO)
                        .endingAt(Instant.EPOCH),
                SPAN));

        Decoded decoded = decoder.decode(record);

        assertThat(decoded.observations()).hasSize(1);
        assertThat(decoded.skipped()).isEqualTo(Map.of(SkipReason.MISSING_FIELD, 1));
    }

    @Test
    void seesAnAbortInAJsonStringAndInAnArray() {
        String key = "gen_ai.response.finish_reasons";

        assertThat(only(SPAN.with(key, "[\"abort\"]")).phase()).isEqualTo(Phase.ABORTED);
        assertThat(only(SPAN.withStrings(key, "stop", "abort")).phase()).isEqualTo(Phase.ABORTED);
        assertThat(only(SPAN.with(key, "[\"stop\"]")).phase()).isEqualTo(Phase.COMPLETED);
    }

    @Test
    void givesTheChildrenOfOneRequestDifferentIdsAndCopiesTheSame() {
        EventId first = only(SPAN).id();
        EventId copy = only(SPAN.with("gen_ai.request.temperature", 0.5)).id();
        EventId sibling = only(requestEndedAt(END, 2).with("gen_ai.request.id", "chatcmpl-1"))
                .id();

        assertThat(copy).isEqualTo(first);
        assertThat(sibling).isNotEqualTo(first);
    }

    @Test
    void findsTheTargetInTheOrderExplicitLeaderWorkerSetDeploymentStatefulSet() {
        VllmSpanFixture all = SPAN.withResource("llm.scale_target", "InferenceService/big")
                .withResource("k8s.pod.label.leaderworkerset.sigs.k8s.io/name", "lws")
                .withResource("k8s.statefulset.name", "sts");

        assertThat(targetOf(all)).isEqualTo("llm/InferenceService/big");
        VllmSpanFixture byLabel = all.withoutResource("llm.scale_target");
        assertThat(targetOf(byLabel)).isEqualTo("llm/LeaderWorkerSet/lws");
        VllmSpanFixture byDeployment = byLabel.withoutResource("k8s.pod.label.leaderworkerset.sigs.k8s.io/name");
        assertThat(targetOf(byDeployment)).isEqualTo("llm/Deployment/chat");
        assertThat(targetOf(byDeployment.withoutResource("k8s.deployment.name")))
                .isEqualTo("llm/StatefulSet/sts");
        assertThat(targetOf(all.withResource("llm.scale_target", "plain"))).isEqualTo("llm/Deployment/plain");
    }

    @Test
    void takesTheModelFromSpanThenResourceAndNeverFromTheServiceName() {
        VllmSpanFixture onResource = SPAN.withResource("llm.model", "llama");

        assertThat(only(SPAN).origin().model()).isEmpty();
        assertThat(only(onResource).origin().model()).hasValue("llama");
        assertThat(only(onResource.with("gen_ai.request.model", "lora"))
                        .origin()
                        .model())
                .hasValue("lora");
        assertThat(only(onResource.with("gen_ai.request.model", "lora"))
                        .origin()
                        .models())
                .as("both are names by which it may be found")
                .containsExactly("lora", "llama");
        assertThat(only(onResource.with("gen_ai.request.model", "llama"))
                        .origin()
                        .models())
                .containsExactly("llama");
    }

    @Test
    void namesEveryTargetInTheOrderInWhichTheyAreBelieved() {
        VllmSpanFixture all = SPAN.withResource("llm.scale_target", "InferenceService/big")
                .withResource("k8s.pod.label.leaderworkerset.sigs.k8s.io/name", "lws")
                .withResource("k8s.pod.label.leaderworkerset.sigs.k8s.io/group-index", "3")
                .withResource("k8s.statefulset.name", "lws-3");

        assertThat(only(all).origin().targets())
                .hasToString("[InferenceService/big, LeaderWorkerSet/lws, Deployment/chat, StatefulSet/lws-3]");
        assertThat(only(all).origin().pod().group()).hasValue("3");
    }

    @Test
    void keepsTheTargetWhereTheNamespaceIsMissing() {
        Origin origin = only(SPAN.withoutResource("k8s.namespace.name")).origin();

        assertThat(origin.target()).isEmpty();
        assertThat(origin.targets()).hasToString("[Deployment/chat]");
    }

    @Test
    void doesNotTakeOtherBytesForSpans() {
        byte[] text = "{\"resourceSpans\":[]}".getBytes(StandardCharsets.UTF_8);
        byte[] varintInPlaceOfSpans = {0x08, 0x01};

        assertThat(decoder.decode(text)).isEqualTo(Decoded.skipped(SkipReason.UNDECODABLE));
        assertThat(decoder.decode(varintInPlaceOfSpans)).isEqualTo(Decoded.skipped(SkipReason.UNDECODABLE));
        assertThat(decoder.decode(new byte[0])).isEqualTo(new Decoded(List.of(), List.of(), Map.of()));
    }

    @Property
    void neverThrowsAtAnyBytes(@ForAll byte[] bytes) {
        assertThat(decoder.decode(bytes)).isNotNull();
        assertThat(new NativeEventDecoder().decode(bytes)).isNotNull();
    }

    @Property
    void neverThrowsAtADamagedRecord(@ForAll int position, @ForAll byte damage) {
        byte[] record = VllmSpanFixture.record(List.of(SPAN, requestEndedAt(END, 2)));
        record[Math.floorMod(position, record.length)] = damage;

        assertThat(decoder.decode(record)).isNotNull();
    }

    private String targetOf(VllmSpanFixture span) {
        return only(span).origin().target().orElseThrow().toString();
    }

    private RequestObservation only(VllmSpanFixture span) {
        List<RequestObservation> observations = decoder.decode(span.toRecord()).observations();
        assertThat(observations).hasSize(1);
        return observations.get(0);
    }
}
