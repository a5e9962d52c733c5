// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.decode;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.telemetry.Observer;
import dev.headroom.telemetry.Phase;
import dev.headroom.telemetry.RequestObservation;
import dev.headroom.telemetry.decode.json.JsonValues;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The same event as the protobuf one, written by hand. What both share is in {@link NativeEventDecoderTest}. */
class NativeEventJsonDecoderTest {
    private static final String IDENTIFIED =
            "'schema_version':1,'request_id':'r-1','arrival_time_ms':1000000,'event_time_ms':1002000";

    private final NativeEventJsonDecoder decoder = new NativeEventJsonDecoder();

    @ParameterizedTest
    @CsvSource({
        "COMPLETED, COMPLETED",
        "completed, COMPLETED",
        "Aborted, ABORTED",
        "failed, FAILED",
        "admitted, ADMITTED"
    })
    void readsPhasesInAnyCase(String word, Phase phase) {
        assertThat(only("'phase':'" + word + "'").phase()).isEqualTo(phase);
    }

    @ParameterizedTest
    @CsvSource({"SERVER, SERVER", "gateway, GATEWAY", "Client, CLIENT", "somebody, UNKNOWN"})
    void readsObserversInAnyCase(String word, Observer observer) {
        assertThat(completed("'observer':'" + word + "'").observer()).isEqualTo(observer);
    }

    @Test
    void readsWhereItRan() {
        RequestObservation request = completed(
                "'target':{'namespace':'llm','kind':'StatefulSet','name':'chat'},'model':'llama','adapter':'lora',"
                        + "'pod':'chat-0','pod_uid':'uid-1','pod_ip':'10.0.0.7'");

        assertThat(request.origin().target().orElseThrow()).hasToString("llm/StatefulSet/chat");
        assertThat(request.origin().models()).containsExactly("lora", "llama");
        assertThat(request.origin().pod().uid()).hasValue("uid-1");
        assertThat(request.origin().pod().name()).hasValue("chat-0");
        assertThat(request.origin().pod().ip()).hasValue("10.0.0.7");
    }

    @Test
    void takesThePodFromTheTargetToo() {
        RequestObservation request = completed("'target':{'pod_uid':'uid-1','pod_ip':'10.0.0.7'}");

        assertThat(request.origin().pod().uid()).hasValue("uid-1");
        assertThat(request.origin().pod().ip()).hasValue("10.0.0.7");
        assertThat(completed("'pod_uid':'uid-0','target':{'pod_uid':'uid-1'}")
                        .origin()
                        .pod()
                        .uid())
                .hasValue("uid-0");
    }

    @Test
    void takesWholeNumbersAsTextAndWithAFractionOfZero() {
        RequestObservation request = completed("'input_tokens':'100','output_tokens':21.0,'cached_input_tokens':1e1,"
                + "'n':' 2 ','attempt':'1','e2e_s':'1.5','ttft_s':0.25,'queue_s':0");

        assertThat(request.tokens().input()).hasValue(100);
        assertThat(request.tokens().output()).hasValue(21);
        assertThat(request.tokens().cachedInput()).hasValue(10);
        assertThat(request.tokens().sequences()).hasValue(2);
        assertThat(request.attempt()).isEqualTo(1);
        assertThat(request.timings().endToEnd()).hasValue(Duration.ofMillis(1500));
        assertThat(request.timings().timeToFirstToken()).hasValue(Duration.ofMillis(250));
        assertThat(request.timings().queue()).hasValue(Duration.ZERO);
    }

    @Test
    void takesWhatIsNoNumberOfThatKindAsAbsent() {
        RequestObservation request = completed("'input_tokens':1.5,'output_tokens':'many','cached_input_tokens':null,"
                + "'n':true,'ttft_s':'NaN','queue_s':[],'e2e_s':{'seconds':1}");

        assertThat(request.tokens().input()).isEmpty();
        assertThat(request.tokens().output()).isEmpty();
        assertThat(request.tokens().cachedInput()).isEmpty();
        assertThat(request.tokens().sequences()).isEmpty();
        assertThat(request.timings().timeToFirstToken()).isEmpty();
        assertThat(request.timings().queue()).isEmpty();
        assertThat(request.timings().endToEnd()).hasValue(Duration.ofSeconds(2));
    }

    @Test
    void keepsAbsurdNumbersForValidationToReject() {
        RequestObservation request = completed("'input_tokens':-5,'output_tokens':99999999999999999999");

        assertThat(request.tokens().input()).hasValue(-5);
        assertThat(request.tokens().output()).hasValue(Integer.MAX_VALUE);
    }

    @Test
    void keepsMillisecondsExact() {
        String late = "'schema_version':1,'phase':'ADMITTED','request_id':'r','arrival_time_ms':9007199254740993,"
                + "'event_time_ms':'9007199254740993'";

        assertThat(decoded("{" + late + "}").observations().get(0).arrival())
                .isEqualTo(Instant.ofEpochMilli(9_007_199_254_740_993L));
    }

    @Test
    void passesOverWhatItDoesNotKnow() {
        RequestObservation request = completed("'weight':0.5,'finish_reason':'STOP','messages':[{'content':['a',{}]}],"
                + "'target':{'labels':{'a':[1]},'name':'chat'},'sampling':{'top_p':0.1}");

        assertThat(request.origin().targets()).hasToString("[Deployment/chat]");
    }

    @Test
    void takesTheLastOfTwoFieldsOfOneName() {
        assertThat(completed("'input_tokens':1,'input_tokens':2").tokens().input())
                .hasValue(2);
        assertThat(completed("'input_tokens':1,'input_tokens':null").tokens().input())
                .isEmpty();
    }

    @Test
    void takesANumberForAText() {
        assertThat(only("'phase':'completed','request_id':7").id())
                .isEqualTo(only("'phase':'completed','request_id':'7'").id());
    }

    @ParameterizedTest
    @CsvSource({
        "'{}', UNKNOWN_SCHEMA_VERSION",
        "'{\"schema_version\":2}', UNKNOWN_SCHEMA_VERSION",
        "'{\"schema_version\":1}', MISSING_FIELD",
        "'{\"schema_version\":1,\"phase\":\"COMPLETED\",\"request_id\":\"r\",\"arrival_time_ms\":1}', MISSING_FIELD",
        "'{\"schema_version\":1,\"phase\":\"begun\",\"request_id\":\"r\",\"arrival_time_ms\":1,\"event_time_ms\":1}', MISSING_FIELD",
        "'{\"schema_version\":1,\"phase\":\"UNRECOGNIZED\",\"request_id\":\"r\",\"arrival_time_ms\":1,\"event_time_ms\":1}', MISSING_FIELD"
    })
    void skipsWithTheReason(String json, SkipReason reason) {
        assertThat(decoded(json)).isEqualTo(Decoded.skipped(reason));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "null",
                "7",
                "'{}'",
                "[]",
                "[{}]",
                "{",
                "{}}",
                "{} {}",
                "{'a':01}",
                "{a:1}",
                "{'a':1,}",
                "\uFEFF"
            })
    void takesNothingElseForAnEvent(String json) {
        assertThat(decoded(json)).isEqualTo(Decoded.skipped(SkipReason.UNDECODABLE));
    }

    @Test
    void refusesWhatASchemaRegistrysClientFramed() {
        assertThat(decoded("\0\0\0\0\7{" + IDENTIFIED + "}")).isEqualTo(Decoded.skipped(SkipReason.UNDECODABLE));
        assertThat(decoder.decode("{}".getBytes(StandardCharsets.UTF_16BE)))
                .isEqualTo(Decoded.skipped(SkipReason.UNDECODABLE));
    }

    @Test
    void refusesTextsThatAreTooLongWhereOneIsWantedAndOnlyThere() {
        String longest = "x".repeat(JsonValues.LONGEST_TEXT);

        assertThat(completed("'model':'" + longest + "'").origin().model()).hasValue(longest);
        assertThat(decoded("{" + IDENTIFIED + ",'model':'" + longest + "x'}"))
                .isEqualTo(Decoded.skipped(SkipReason.UNDECODABLE));
        assertThat(completed("'prompt':'" + longest + "x'").phase()).isEqualTo(Phase.COMPLETED);
    }

    @Test
    void refusesWhatIsNestedTooDeeply() {
        // The event itself is the first of them.
        int deepest = JsonValues.DEEPEST - 1;

        assertThat(completed("'a':" + "[".repeat(deepest) + "]".repeat(deepest)).phase())
                .isEqualTo(Phase.COMPLETED);
        assertThat(decoded("{'a':" + "[".repeat(deepest + 1) + "]".repeat(deepest + 1) + "}"))
                .isEqualTo(Decoded.skipped(SkipReason.UNDECODABLE));
    }

    private RequestObservation completed(String fields) {
        return only("'phase':'completed'," + fields);
    }

    private RequestObservation only(String fields) {
        Decoded decoded = decoded("{" + IDENTIFIED + "," + fields + "}");
        assertThat(decoded.skipped()).isEmpty();
        return decoded.observations().get(0);
    }

    private Decoded decoded(String json) {
        return decoder.decode(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }
}
