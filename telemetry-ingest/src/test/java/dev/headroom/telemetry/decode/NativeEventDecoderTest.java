// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.decode;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.proto.telemetry.Phase;
import dev.headroom.proto.telemetry.RequestTelemetry;
import dev.headroom.telemetry.EventId;
import dev.headroom.telemetry.RequestObservation;
import dev.headroom.telemetry.RequestTimings;
import dev.headroom.telemetry.TokenCounts;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class NativeEventDecoderTest {
    private final NativeEventDecoder decoder = new NativeEventDecoder();

    @Test
    void readsACompletedRequest() {
        RequestObservation request = only(completed());

        assertThat(request.phase()).isEqualTo(dev.headroom.telemetry.Phase.COMPLETED);
        assertThat(request.arrival()).isEqualTo(Instant.ofEpochMilli(1_000_000));
        assertThat(request.eventTime()).isEqualTo(Instant.ofEpochMilli(1_002_000));
        assertThat(request.tokens().input()).hasValue(100);
        assertThat(request.tokens().cachedInput()).isEmpty();
        assertThat(request.timings().timeToFirstToken()).hasValue(Duration.ofMillis(100));
        assertThat(request.origin().target().orElseThrow()).hasToString("llm/Deployment/chat");
        assertThat(request.origin().model()).hasValue("llama");
        assertThat(request.origin().pod().replica()).hasValue("uid-1");
    }

    @Test
    void namesTheAdapterBeforeTheModel() {
        assertThat(only(completed().setAdapter("lora")).origin().models()).containsExactly("lora", "llama");
        assertThat(only(completed().setAdapter("lora").clearModel()).origin().models())
                .containsExactly("lora");
        assertThat(only(completed()).origin().models()).containsExactly("llama");
    }

    @Test
    void keepsTheTargetWhereTheNamespaceIsMissing() {
        RequestTelemetry.Builder event = completed();
        event.getTargetBuilder().clearNamespace().setKind("LeaderWorkerSet");

        assertThat(only(event).origin().namespace()).isEmpty();
        assertThat(only(event).origin().targets()).hasToString("[LeaderWorkerSet/chat]");
    }

    @Test
    void takesTheEndMinusTheArrivalWhereTheDurationIsAbsent() {
        RequestObservation request = only(completed().clearE2ES());

        assertThat(request.timings().endToEnd()).hasValue(Duration.ofSeconds(2));
    }

    @Test
    void knowsNothingButTimesOfAnAdmission() {
        RequestObservation request = only(completed()
                .setPhase(Phase.ADMITTED)
                .clearInputTokens()
                .clearOutputTokens()
                .clearE2ES()
                .clearTtftS());

        assertThat(request.tokens()).isEqualTo(TokenCounts.UNKNOWN);
        assertThat(request.timings()).isEqualTo(RequestTimings.UNKNOWN);
    }

    @Test
    void tellsPhasesAttemptsAndSequencesApartButKnowsThePhasesOfOneRequest() {
        EventId end = only(completed()).id();
        EventId admission = only(completed().setPhase(Phase.ADMITTED)).id();

        assertThat(only(completed()).id()).isEqualTo(end);
        assertThat(admission).isNotEqualTo(end);
        assertThat(admission.high()).isEqualTo(end.high());
        assertThat(only(completed().setAttempt(1)).id().high()).isNotEqualTo(end.high());
        // One admission with n > 1 is ended by several ends.
        EventId sibling = only(completed().setSequenceIndex(1)).id();
        assertThat(sibling).isNotEqualTo(end);
        assertThat(sibling.high()).isEqualTo(end.high());
        assertThat(only(completed().setRequestId("r-2")).id().high()).isNotEqualTo(end.high());
    }

    @Test
    void skipsWithTheReason() {
        assertThat(skip(completed().setSchemaVersion(2))).isEqualTo(SkipReason.UNKNOWN_SCHEMA_VERSION);
        assertThat(skip(completed().clearRequestId())).isEqualTo(SkipReason.MISSING_FIELD);
        assertThat(skip(completed().clearArrivalTimeMs())).isEqualTo(SkipReason.MISSING_FIELD);
        assertThat(skip(completed().clearPhase())).isEqualTo(SkipReason.MISSING_FIELD);
        assertThat(decoder.decode(new byte[] {0x7B, 0x22}).skipped()).containsOnlyKeys(SkipReason.UNDECODABLE);
    }

    private SkipReason skip(RequestTelemetry.Builder event) {
        Decoded decoded = decoder.decode(event.build().toByteArray());
        assertThat(decoded.observations()).isEmpty();
        return decoded.skipped().keySet().iterator().next();
    }

    private RequestObservation only(RequestTelemetry.Builder event) {
        return decoder.decode(event.build().toByteArray()).observations().get(0);
    }

    private static RequestTelemetry.Builder completed() {
        RequestTelemetry.Builder event = RequestTelemetry.newBuilder()
                .setSchemaVersion(1)
                .setPhase(Phase.COMPLETED)
                .setRequestId("r-1")
                .setModel("llama")
                .setPod("chat-0")
                .setPodUid("uid-1")
                .setArrivalTimeMs(1_000_000)
                .setEventTimeMs(1_002_000)
                .setInputTokens(100)
                .setOutputTokens(21)
                .setE2ES(2.0)
                .setTtftS(0.1);
        event.getTargetBuilder().setNamespace("llm").setName("chat");
        return event;
    }
}
