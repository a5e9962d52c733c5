// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.decode;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.telemetry.EventId;
import dev.headroom.telemetry.Observer;
import dev.headroom.telemetry.Origin;
import dev.headroom.telemetry.Phase;
import dev.headroom.telemetry.RequestObservation;
import dev.headroom.telemetry.fixture.AccessLogFixture;
import dev.headroom.telemetry.fixture.VllmSpanFixture;
import io.opentelemetry.proto.common.v1.AnyValue;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class EnvoyLogDecoderTest {
    private static final Instant START = Instant.parse("2026-03-01T12:00:00.250Z");
    private static final Duration WHOLE = Duration.ofMillis(1_500);
    private static final AccessLogFixture BEGUN = AccessLogFixture.begun("r-1", START);
    private static final AccessLogFixture SENT_ON = AccessLogFixture.sentOn("r-1", START);
    private static final AccessLogFixture ENDED = AccessLogFixture.ended("r-1", START, WHOLE);

    private final EnvoyLogDecoder decoder = new EnvoyLogDecoder();

    @Test
    void readsTheEndOfARequest() {
        RequestObservation request = only(ENDED);

        assertThat(request.phase()).isEqualTo(Phase.COMPLETED);
        assertThat(request.arrival()).isEqualTo(START);
        assertThat(request.eventTime()).isEqualTo(START.plus(WHOLE));
        assertThat(request.tokens().input()).hasValue(100);
        assertThat(request.tokens().output()).hasValue(21);
        assertThat(request.tokens().cachedInput()).isEmpty();
        assertThat(request.timings().timeToFirstToken()).hasValue(Duration.ofMillis(200));
        assertThat(request.timings().endToEnd()).hasValue(WHOLE);
        assertThat(request.observer()).isEqualTo(Observer.GATEWAY);
        assertThat(request.attempt()).isZero();
    }

    @Test
    void readsTypedValuesAsWellAsTexts() {
        RequestObservation request = only(ENDED.with("gen_ai.usage.input_tokens", whole(14))
                .with("gen_ai.usage.output_tokens", number(8))
                .with("gen_ai.usage.cached_tokens", whole(4))
                .with("duration", number(250.5))
                .with("response_code", whole(200)));

        assertThat(request.tokens().input()).hasValue(14);
        assertThat(request.tokens().output()).hasValue(8);
        assertThat(request.tokens().cachedInput()).hasValue(4);
        assertThat(request.timings().endToEnd()).hasValue(Duration.ofNanos(250_500_000));
    }

    @Test
    void readsEntriesInBodiesAndInLists() {
        AccessLogFixture inAList = new AccessLogFixture(START, Map.of()).with("attributes", ENDED.asList());
        AccessLogFixture inAListOfAList = new AccessLogFixture(START, Map.of()).with("json", inAList.asList());

        assertThat(decoder.decode(ENDED.toRecordWithBody()).observations()).containsExactly(only(ENDED));
        assertThat(only(inAList)).isEqualTo(only(ENDED));
        assertThat(only(inAListOfAList)).isEqualTo(only(ENDED));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"-", "0"})
    void knowsNoTimeToFirstTokenWhereTheAnswerWasNotStreamed(String told) {
        AccessLogFixture entry =
                told == null ? ENDED.without("token_latency_ttft") : ENDED.with("token_latency_ttft", told);

        assertThat(only(entry).timings().timeToFirstToken()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "200, -, COMPLETED",
        "201, -, COMPLETED",
        "0, DC, ABORTED",
        "200, DC, ABORTED",
        "200, 'UC,DC', ABORTED",
        "0, DR, ABORTED",
        "0, DownstreamConnectionTermination, ABORTED",
        "0, -, FAILED",
        "503, 'UF,URX', FAILED",
        "504, UT, FAILED",
        "429, RL, FAILED",
        "400, -, FAILED",
        "404, NR, FAILED",
        "500, DPE, FAILED"
    })
    void tellsHowItEndedByStatusAndFlags(String status, String flags, Phase phase) {
        assertThat(only(ENDED.with("response_code", status).with("response_flags", flags))
                        .phase())
                .isEqualTo(phase);
    }

    @Test
    void takesAnEntryWithoutATypeForAnEnd() {
        assertThat(only(ENDED.without("access_log_type"))).isEqualTo(only(ENDED));
        assertThat(only(ENDED.with("access_log_type", "-"))).isEqualTo(only(ENDED));
    }

    @Test
    void readsAnAdmissionWhereTheRequestWasSentOn() {
        RequestObservation request = only(SENT_ON);

        assertThat(request.phase()).isEqualTo(Phase.ADMITTED);
        assertThat(request.arrival()).isEqualTo(START);
        assertThat(request.eventTime()).isEqualTo(START);
        assertThat(request.origin().models()).containsExactly("llama");
        assertThat(request.origin().pod().ip()).hasValue("10.0.0.7");
    }

    @Test
    void readsAnAdmissionAsTheRequestComesOnlyWhereTheLogItselfSaysForWhom() {
        assertThat(decoder.decode(BEGUN.toRecord())).isEqualTo(Decoded.skipped(SkipReason.OTHER_EVENT));
        assertThat(only(BEGUN.with("llm.scale_target", "chat")).phase()).isEqualTo(Phase.ADMITTED);
    }

    @Test
    void givesBothBeginningsOfARequestOneIdEvenWhenTheyWereLoggedWithDifferentStarts() {
        EventId came = only(BEGUN.with("llm.scale_target", "chat")).id();
        EventId sentOn =
                only(SENT_ON.with("start_time", "2026-03-01T12:00:00.257Z")).id();
        EventId sentAgain = only(SENT_ON.with("upstream_host", "10.0.0.8:8000")).id();

        assertThat(sentOn).isEqualTo(came);
        assertThat(sentAgain).isEqualTo(came);
        assertThat(only(ENDED).id()).isNotEqualTo(came);
        assertThat(only(ENDED).id().high()).isEqualTo(came.high());
    }

    @Test
    void tellsEndsApartThatAClientGaveOneId() {
        EventId end = only(ENDED).id();

        assertThat(only(ENDED.with("gen_ai.provider.name", "a copy of it")).id())
                .isEqualTo(end);
        assertThat(only(ENDED.with("start_time", "2026-03-01T12:00:09Z")).id()).isNotEqualTo(end);
        assertThat(only(ENDED.with("upstream_host", "10.0.0.8:8000")).id()).isNotEqualTo(end);
        assertThat(only(ENDED.with("x-request-id", "r-2")).id().high()).isNotEqualTo(end.high());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DownstreamPeriodic",
                "UpstreamPeriodic",
                "UpstreamEnd",
                "NotSet",
                "TcpConnectionEnd",
                "unheard-of"
            })
    void leavesOutEntriesInBetween(String type) {
        assertThat(decoder.decode(ENDED.with("access_log_type", type).toRecord()))
                .isEqualTo(Decoded.skipped(SkipReason.OTHER_EVENT));
    }

    @Test
    void leavesOutRequestsToSomethingElse() {
        AccessLogFixture toSomethingElse = ENDED.with("gen_ai.request.model", "-")
                .without("gen_ai.response.model")
                .with("gen_ai.usage.input_tokens", "-")
                .without("gen_ai.usage.output_tokens");

        assertThat(decoder.decode(toSomethingElse.toRecord())).isEqualTo(Decoded.skipped(SkipReason.OTHER_EVENT));
    }

    @Test
    void takesTheTimeOfTheRecordWhereTheStartIsNotLogged() {
        AccessLogFixture entry = new AccessLogFixture(START.minusSeconds(1), ENDED.attributes());

        assertThat(only(entry).arrival()).isEqualTo(START);
        assertThat(only(entry.without("start_time")).arrival()).isEqualTo(START.minusSeconds(1));
        assertThat(only(entry.with("start_time", "yesterday")).arrival()).isEqualTo(START.minusSeconds(1));
        assertThat(only(entry.with("start_time", "2026-03-01T14:00:00.25+02:00"))
                        .arrival())
                .isEqualTo(START);
        assertThat(only(entry.with("start_time", "+999999999-01-01T00:00:00Z")).arrival())
                .isEqualTo(START.minusSeconds(1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"x-request-id", "duration", "response_code"})
    void losesOnlyTheEndThatLacksWhatItNeeds(String key) {
        byte[] record = AccessLogFixture.record(List.of(ENDED, ENDED.without(key), ENDED.with(key, "-")));

        Decoded decoded = decoder.decode(record);

        assertThat(decoded.observations()).hasSize(1);
        assertThat(decoded.skipped()).isEqualTo(Map.of(SkipReason.MISSING_FIELD, 2));
    }

    @Test
    void losesOnlyTheAdmissionThatNamesNoRequest() {
        assertThat(decoder.decode(SENT_ON.without("x-request-id").toRecord()))
                .isEqualTo(Decoded.skipped(SkipReason.MISSING_FIELD));
    }

    @Test
    void neverTakesTheGatewaysOwnPodForTheServers() {
        Origin origin = only(ENDED.without("llm.namespace")).origin();

        assertThat(origin.namespace()).isEmpty();
        assertThat(origin.targets()).isEmpty();
        assertThat(origin.pod().name()).isEmpty();
        assertThat(origin.pod().ip()).hasValue("10.0.0.7");
    }

    @Test
    void takesANamespaceForTheServersWhereItIsNotThatOfWhoWroteTheEntry() {
        AccessLogFixture stated = ENDED.without("llm.namespace").with("k8s.namespace.name", "llm");

        assertThat(only(stated).origin().namespace()).isEmpty();
        assertThat(only(stated.without("k8s.pod.name")).origin().namespace()).hasValue("llm");
    }

    @Test
    void takesTheTargetThatTheLogsConfigurationStates() {
        Origin origin =
                only(ENDED.with("llm.scale_target", "LeaderWorkerSet/big")).origin();

        assertThat(origin.target().orElseThrow()).hasToString("llm/LeaderWorkerSet/big");
    }

    @Test
    void namesTheModelAsTheServerDoesBeforeTheClients() {
        Origin origin =
                only(ENDED.with("gen_ai.request.model_override", "llama-8b")).origin();

        assertThat(origin.models()).containsExactly("meta-llama/Llama-3.1-8B-Instruct", "llama-8b", "llama");
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.7:8000, 10.0.0.7",
        "10.0.0.7, 10.0.0.7",
        "[fd00::7]:8000, fd00::7",
        "[fd00::7], fd00::7",
        "::ffff:10.0.0.7, ::ffff:10.0.0.7"
    })
    void readsTheAddressOfThePod(String host, String address) {
        assertThat(only(ENDED.with("upstream_host", host)).origin().pod().ip()).hasValue(address);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"-", "", "chat.llm.svc:80", "127.0.0.1:8000", "[::1]:8000", "/run/envoy.sock", "300.0.0.7:80"})
    void takesNothingElseForAnAddress(String host) {
        assertThat(only(ENDED.with("upstream_host", host)).origin().pod().ip()).isEmpty();
    }

    @Test
    void knowsNoTokensWhereTheGatewayLearntNone() {
        RequestObservation request = only(ENDED.with("gen_ai.usage.input_tokens", "0")
                .with("gen_ai.usage.cached_tokens", "0")
                .with("gen_ai.usage.output_tokens", "-"));

        assertThat(request.tokens().input()).isEmpty();
        assertThat(request.tokens().cachedInput()).isEmpty();
        assertThat(request.tokens().output()).isEmpty();
    }

    @Test
    void takesNoSpansForLogs() {
        Decoded decoded =
                decoder.decode(VllmSpanFixture.requestEndedAt(START, 1).toRecord());

        assertThat(decoded).isEqualTo(Decoded.skipped(SkipReason.UNDECODABLE));
    }

    private RequestObservation only(AccessLogFixture entry) {
        Decoded decoded = decoder.decode(entry.toRecord());
        assertThat(decoded.skipped()).isEmpty();
        return decoded.observations().get(0);
    }

    private static AnyValue whole(long value) {
        return AnyValue.newBuilder().setIntValue(value).build();
    }

    private static AnyValue number(double value) {
        return AnyValue.newBuilder().setDoubleValue(value).build();
    }
}
