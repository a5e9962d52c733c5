// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.decode;

import static dev.headroom.telemetry.fixture.GatewayRecords.ARRIVAL;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.telemetry.EventId;
import dev.headroom.telemetry.Observer;
import dev.headroom.telemetry.Origin;
import dev.headroom.telemetry.Phase;
import dev.headroom.telemetry.PodReference;
import dev.headroom.telemetry.RequestObservation;
import dev.headroom.telemetry.RequestTimings;
import dev.headroom.telemetry.TargetName;
import dev.headroom.telemetry.TokenCounts;
import dev.headroom.telemetry.fixture.GatewayRecords;
import dev.headroom.telemetry.fixture.GatewayRecords.Sample;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each source's record, byte for byte, means exactly this. */
class GatewayRecordsTest {
    private static final Duration WHOLE = Duration.ofMillis(1_500);
    private static final Optional<Duration> FIRST_TOKEN = Optional.of(Duration.ofMillis(250));
    private static final Optional<Duration> QUEUE = Optional.of(Duration.ofMillis(125));
    private static final List<TargetName> CHAT = List.of(new TargetName("Deployment", "chat"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "native-completed.pb",
                "native-completed.json",
                "cloudevent-binary-json.json",
                "cloudevent-binary-protobuf.pb",
                "cloudevent-structured.json",
                "cloudevent-structured-base64.json"
            })
    void theSameEventInEveryWayOfWritingIt(String file) throws IOException {
        Decoded decoded = decoded(file);

        assertThat(decoded.skipped()).isEmpty();
        assertThat(decoded.observations())
                .containsExactly(ended(
                        only(decoded).id(),
                        Phase.COMPLETED,
                        new Origin(Optional.of("llm"), CHAT, List.of("llama"), PodReference.UNKNOWN),
                        tokens(64),
                        new RequestTimings(FIRST_TOKEN, Optional.of(WHOLE), QUEUE)));
        assertThat(only(decoded).id())
                .isEqualTo(only(decoded("native-completed.pb")).id());
    }

    @Test
    void anAdmission() throws IOException {
        Decoded decoded = decoded("native-admitted.json");

        assertThat(decoded.observations())
                .containsExactly(new RequestObservation(
                        only(decoded).id(),
                        new Origin(Optional.of("llm"), CHAT, List.of("llama"), PodReference.UNKNOWN),
                        Phase.ADMITTED,
                        ARRIVAL,
                        ARRIVAL,
                        TokenCounts.UNKNOWN,
                        RequestTimings.UNKNOWN,
                        0,
                        Observer.GATEWAY));
    }

    @Test
    void entriesOfEnvoysAccessLog() throws IOException {
        Decoded decoded = decoded("envoy-access-log.pb");

        List<RequestObservation> told = decoded.observations();
        Optional<String> llm = Optional.of("llm");
        PodReference pod =
                new PodReference(Optional.empty(), Optional.empty(), Optional.of("10.0.0.7"), Optional.empty());
        Origin answered = new Origin(llm, List.of(), List.of("meta-llama/Llama-3.1-8B-Instruct", "llama"), pod);
        RequestTimings timings =
                new RequestTimings(Optional.of(Duration.ofMillis(200)), Optional.of(WHOLE), Optional.empty());
        TokenCounts tokens = new TokenCounts(OptionalInt.of(100), OptionalInt.empty(), OptionalInt.of(21));
        assertThat(told)
                .containsExactly(
                        admitted(told.get(0).id(), new Origin(llm, CHAT, List.of(), PodReference.UNKNOWN)),
                        admitted(told.get(0).id(), new Origin(llm, List.of(), List.of("llama"), pod)),
                        ended(told.get(2).id(), Phase.COMPLETED, answered, tokens, timings),
                        ended(told.get(3).id(), Phase.ABORTED, answered, tokens, timings),
                        ended(told.get(4).id(), Phase.FAILED, answered, tokens, timings));
        assertThat(told.get(2).id().high()).isEqualTo(told.get(0).id().high());
        assertThat(decoded.skipped()).isEqualTo(Map.of(SkipReason.OTHER_EVENT, 1));
    }

    @Test
    void envoysAccessLogInJsonTellsTheSame() throws IOException {
        assertThat(decoded("envoy-access-log.otlp.json")).isEqualTo(decoded("envoy-access-log.pb"));
    }

    @Test
    void anEntryOfKongsLog() throws IOException {
        Decoded decoded = decoded("kong-log.json");

        PodReference pod =
                new PodReference(Optional.empty(), Optional.empty(), Optional.of("10.0.0.7"), Optional.empty());
        assertThat(decoded.observations())
                .containsExactly(ended(
                        only(decoded).id(),
                        Phase.COMPLETED,
                        new Origin(Optional.of("llm"), CHAT, List.of("llama"), pod),
                        tokens(64),
                        new RequestTimings(FIRST_TOKEN, Optional.of(WHOLE), Optional.empty())));
    }

    @ParameterizedTest
    @ValueSource(strings = {"dynamo-trace.json", "dynamo-trace-wrapped.json"})
    void aTraceOfDynamo(String file) throws IOException {
        Decoded decoded = decoded(file);

        assertThat(decoded.observations())
                .containsExactly(ended(
                        only(decoded).id(),
                        Phase.COMPLETED,
                        new Origin(Optional.of("llm"), CHAT, List.of("llama"), PodReference.UNKNOWN),
                        tokens(64),
                        new RequestTimings(FIRST_TOKEN, Optional.of(WHOLE), QUEUE)));
    }

    private static RequestObservation admitted(EventId id, Origin origin) {
        return new RequestObservation(
                id,
                origin,
                Phase.ADMITTED,
                ARRIVAL,
                ARRIVAL,
                TokenCounts.UNKNOWN,
                RequestTimings.UNKNOWN,
                0,
                Observer.GATEWAY);
    }

    private static RequestObservation ended(
            EventId id, Phase phase, Origin origin, TokenCounts tokens, RequestTimings timings) {
        return new RequestObservation(
                id, origin, phase, ARRIVAL, ARRIVAL.plus(WHOLE), tokens, timings, 0, Observer.GATEWAY);
    }

    private static TokenCounts tokens(int cached) {
        return new TokenCounts(OptionalInt.of(100), OptionalInt.of(cached), OptionalInt.of(21));
    }

    private static RequestObservation only(Decoded decoded) {
        assertThat(decoded.observations()).hasSize(1);
        return decoded.observations().get(0);
    }

    private static Decoded decoded(String file) throws IOException {
        Sample sample = GatewayRecords.named(file);
        return sample.decoder()
                .decode(
                        sample.stored(),
                        name -> Optional.ofNullable(sample.headers().get(name)));
    }
}
