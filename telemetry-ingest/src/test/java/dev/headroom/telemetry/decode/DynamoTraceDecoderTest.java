// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.decode;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.telemetry.Phase;
import dev.headroom.telemetry.RequestObservation;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DynamoTraceDecoderTest {
    private static final long RECEIVED = 1_772_366_400_123L;
    private static final String HEAD = "'schema':'dynamo.request.trace.v1','event_type':'request_end',"
            + "'event_time_unix_ms':" + (RECEIVED + 1_500);
    private static final String TIMES = "'request_received_ms':" + RECEIVED + ",'total_time_ms':1499.7";

    private final DynamoTraceDecoder decoder = new DynamoTraceDecoder();

    @Test
    void readsARequest() {
        RequestObservation request =
                only(TIMES + ",'model':'llama','output_tokens':21,'ttft_ms':250.5,'prefill_wait_time_ms':12.5");

        assertThat(request.phase()).isEqualTo(Phase.COMPLETED);
        assertThat(request.arrival()).isEqualTo(Instant.ofEpochMilli(RECEIVED));
        assertThat(request.eventTime()).isEqualTo(Instant.ofEpochMilli(RECEIVED + 1_500));
        assertThat(request.timings().endToEnd()).hasValue(Duration.ofNanos(1_499_700_000));
        assertThat(request.timings().timeToFirstToken()).hasValue(Duration.ofNanos(250_500_000));
        assertThat(request.timings().queue()).hasValue(Duration.ofNanos(12_500_000));
        assertThat(request.origin().models()).containsExactly("llama");
    }

    @Test
    void datesACompactTraceByWhatThereIs() {
        assertThat(only("'output_tokens':4,'request_received_ms':" + RECEIVED)
                        .timings()
                        .endToEnd())
                .hasValue(Duration.ofMillis(1_500));
        assertThat(only("'output_tokens':4,'total_time_ms':500").arrival())
                .isEqualTo(Instant.ofEpochMilli(RECEIVED + 1_000));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "'output_tokens':21 | COMPLETED",
                "'output_tokens':0 | ABORTED",
                "'model':'llama' | ABORTED",
                "'output_tokens':0,'finish_reason_metadata':{'finish_reason':'stop'} | COMPLETED",
                "'output_tokens':21,'finish_reason_metadata':{'backend_finish_reason':'cancelled'} | ABORTED",
                "'output_tokens':21,'finish_reason_metadata':{'finish_reason':'stop','backend_finish_reason':'Abort'} | ABORTED",
                "'output_tokens':21,'finish_reason_metadata':{'backend_finish_reason':'error: out of memory'} | FAILED",
                "'output_tokens':21,'finish_reason_metadata':{'finish_reason':'length'} | COMPLETED"
            })
    void tellsHowItEndedByItsFinishReason(String fields, Phase phase) {
        assertThat(only(TIMES + "," + fields).phase()).isEqualTo(phase);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "{'schema':'dynamo.request.trace.v1','event_type':'tool_end'} | OTHER_EVENT",
                "{'schema':'dynamo.request.trace.v1','event_type':'request_payload','payload':{}} | OTHER_EVENT",
                "{'schema':'dynamo.request.trace.v2','event_type':'request_end'} | UNKNOWN_SCHEMA_VERSION",
                "{'schema':'dynamo.request.trace.v1','event_type':'request_end'} | MISSING_FIELD",
                "{'schema':'something.else'} | UNDECODABLE",
                "{} | UNDECODABLE",
                "{}{} | UNDECODABLE",
                "[] | UNDECODABLE"
            })
    void skipsWithTheReason(String json, SkipReason reason) {
        assertThat(decoded(json)).isEqualTo(Decoded.skipped(reason));
    }

    @ParameterizedTest
    @ValueSource(strings = {"'request_id':''", "'request_id':null"})
    void needsAnId(String id) {
        assertThat(decoded("{" + HEAD + ",'request':{" + TIMES + "," + id + "}}"))
                .isEqualTo(Decoded.skipped(SkipReason.MISSING_FIELD));
    }

    private RequestObservation only(String fields) {
        Decoded decoded = decoded("{" + HEAD + ",'request':{'request_id':'d-1'," + fields + "}}");
        assertThat(decoded.skipped()).isEmpty();
        return decoded.observations().get(0);
    }

    private Decoded decoded(String json) {
        return decoder.decode(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }
}
