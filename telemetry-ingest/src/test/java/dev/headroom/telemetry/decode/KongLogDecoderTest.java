// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.decode;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.telemetry.Phase;
import dev.headroom.telemetry.RequestObservation;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KongLogDecoderTest {
    private static final String ENDED =
            "'started_at':1772366400123,'request':{'id':'k-1'},'latencies':{'request':1500}";
    private static final String OK = ",'response':{'status':200}";
    private static final String USAGE = "'meta':{'request_model':'llama','request_mode':'stream'},"
            + "'usage':{'prompt_tokens':100,'completion_tokens':21,'time_to_first_token':250}";

    private final KongLogDecoder decoder = new KongLogDecoder();

    @ParameterizedTest
    @ValueSource(strings = {"proxy", "ai-proxy", "ai-proxy-advanced"})
    void findsTheProxysPartByTheNameOfAnyVersion(String proxy) {
        RequestObservation request = only(entry("'ai':{'" + proxy + "':{" + USAGE + "}}"));

        assertThat(request.arrival()).isEqualTo(Instant.ofEpochMilli(1_772_366_400_123L));
        assertThat(request.eventTime()).isEqualTo(Instant.ofEpochMilli(1_772_366_401_623L));
        assertThat(request.timings().endToEnd()).hasValue(Duration.ofMillis(1_500));
        assertThat(request.timings().timeToFirstToken()).hasValue(Duration.ofMillis(250));
        assertThat(request.tokens().input()).hasValue(100);
        assertThat(request.tokens().output()).hasValue(21);
        assertThat(request.origin().models()).containsExactly("llama");
    }

    @Test
    void findsItWithoutAName() {
        assertThat(only(entry("'ai':{" + USAGE + "}")).tokens().input()).hasValue(100);
    }

    @Test
    void knowsNoTimeToFirstTokenOfAnAnswerInOnePiece() {
        String oneshot = USAGE.replace("stream", "oneshot");

        assertThat(only(entry("'ai':{'proxy':{" + oneshot + "}}")).timings().timeToFirstToken())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"200, COMPLETED", "499, ABORTED", "429, FAILED", "400, FAILED", "502, FAILED"})
    void tellsHowItEndedByTheStatus(int status, Phase phase) {
        String json = "{" + ENDED + ",'response':{'status':" + status + "},'ai':{'proxy':{" + USAGE + "}}}";

        assertThat(only(json).phase()).isEqualTo(phase);
    }

    @Test
    void takesTheServerThatWasTriedLast() {
        String tries = "'tries':[{'ip':'10.0.0.6','port':80},{'port':80,'ip':'10.0.0.7'}],";

        assertThat(only(entry(tries + "'ai':{" + USAGE + "}")).origin().pod().ip())
                .hasValue("10.0.0.7");
        assertThat(only(entry("'ai':{" + USAGE + "}")).origin().pod().ip()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'llm.scale_target':'Deployment/chat','k8s.namespace.name':'llm'",
                "'llm':{'scale_target':'Deployment/chat'},'k8s':{'namespace':{'name':'llm'}}",
                "'llm':{'scale_target':'chat'},'k8s':{'namespace.name':'llm'}",
                "'llm':{'scale_target':'chat','namespace':'llm'}"
            })
    void takesTheTargetThatCustomFieldsState(String fields) {
        assertThat(only(entry(fields + ",'ai':{" + USAGE + "}"))
                        .origin()
                        .target()
                        .orElseThrow())
                .hasToString("llm/Deployment/chat");
    }

    @Test
    void readsBatchesAndLines() {
        String entry = entry("'ai':{" + USAGE + "}");

        assertThat(decoded("[" + entry + "," + entry + "]").observations()).hasSize(2);
        assertThat(decoded(entry + "\n" + entry + "\n").observations()).hasSize(2);
    }

    @Test
    void leavesOutWhatIsNoRequestToAModel() {
        String session = USAGE.replace("stream", "realtime");
        String batch = "[" + entry("'upstream_uri':'/health'") + "," + entry("'ai':{'proxy':{" + session + "}}") + ","
                + entry("'ai':{'ai-llm-as-judge':{" + USAGE + "}}") + "," + entry("'ai':{" + USAGE + "}") + "]";

        Decoded decoded = decoded(batch);

        assertThat(decoded.observations()).hasSize(1);
        assertThat(decoded.skipped()).isEqualTo(Map.of(SkipReason.OTHER_EVENT, 3));
    }

    @ParameterizedTest
    @ValueSource(strings = {"'id':'k-1'", "'started_at':1772366400123", "'request':1500", "'status':200"})
    void losesOnlyTheEntryThatLacksWhatItNeeds(String field) {
        String entry = entry("'ai':{" + USAGE + "}");

        Decoded decoded = decoded("[" + entry + "," + entry.replace(field, "'other':0") + "]");

        assertThat(decoded.observations()).hasSize(1);
        assertThat(decoded.skipped()).isEqualTo(Map.of(SkipReason.MISSING_FIELD, 1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[", "[1]", "[[{}]]", "7", "{}x"})
    void takesNothingElseForALog(String json) {
        assertThat(decoded(json)).isEqualTo(Decoded.skipped(SkipReason.UNDECODABLE));
    }

    private static String entry(String fields) {
        return "{" + ENDED + OK + "," + fields + "}";
    }

    private RequestObservation only(String json) {
        Decoded decoded = decoded(json);
        assertThat(decoded.skipped()).isEmpty();
        return decoded.observations().get(0);
    }

    private Decoded decoded(String json) {
        return decoder.decode(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }
}
