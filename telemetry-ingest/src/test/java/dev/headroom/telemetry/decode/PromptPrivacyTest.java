// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.decode;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import com.sun.management.ThreadMXBean;
import dev.headroom.telemetry.fixture.AccessLogFixture;
import dev.headroom.telemetry.fixture.GatewayRecords;
import dev.headroom.telemetry.fixture.GatewayRecords.Sample;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What users ask is passed over: nothing of it comes out of a decoder, and none of it is even copied. */
class PromptPrivacyTest {
    private static final String MARKER = "a secret of mine";
    private static final int TEN_MEGABYTES = 10_000_000;
    private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");

    /** Buffers of the parser, and all that is made of the rest of the record. */
    private static final long LITTLE = 256 * 1024;

    /** Any field of the native event that is not one of its own. */
    private static final int UNKNOWN_FIELD = 99;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /**
     * Good records with a prompt in them.
     *
     * @param name what they are
     * @param sample the record without it
     * @param asked makes the record of a prompt
     */
    record Asked(String name, Sample sample, Function<String, byte[]> asked) {
        Decoded decode(byte[] record) {
            return sample.decoder()
                    .decode(
                            record,
                            header -> Optional.ofNullable(sample.headers().get(header)));
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Asked> records() {
        return Stream.of(json(), logs(), protobuf()).flatMap(records -> records);
    }

    private static Stream<Asked> json() {
        return GatewayRecords.all().stream()
                .filter(sample -> sample.file().endsWith(".json"))
                .flatMap(sample -> Stream.of(
                        new Asked(
                                "first in " + sample,
                                sample,
                                prompt -> with("\"messages\": " + quoted(prompt), sample)),
                        new Asked(
                                "deep in " + sample,
                                sample,
                                prompt -> with(
                                        "\"ai\": {\"payload\": {\"request\": [{\"content\": " + quoted(prompt) + "}]}}",
                                        sample))));
    }

    private static Stream<Asked> logs() {
        Sample envoy = GatewayRecords.named("envoy-access-log.pb");
        AccessLogFixture entry = AccessLogFixture.ended("r-1", START, Duration.ofSeconds(1));
        return Stream.of(
                new Asked(
                        "attribute of a log",
                        envoy,
                        prompt -> entry.with("gen_ai.prompt", prompt).toRecord()),
                new Asked(
                        "list in a log",
                        envoy,
                        prompt -> new AccessLogFixture(
                                        START,
                                        Map.of(
                                                "attributes",
                                                entry.with("gen_ai.prompt", prompt)
                                                        .asList()))
                                .toRecord()),
                new Asked(
                        "body of a log",
                        envoy,
                        prompt -> entry.with("gen_ai.prompt", prompt).toRecordWithBody()));
    }

    private static Stream<Asked> protobuf() {
        return Stream.of("native-completed.pb", "cloudevent-binary-protobuf.pb")
                .map(GatewayRecords::named)
                .map(sample ->
                        new Asked("unknown field of " + sample, sample, prompt -> withUnknownField(prompt, sample)));
    }

    @ParameterizedTest
    @MethodSource("records")
    void nothingOfAPromptComesOut(Asked kind) {
        Decoded decoded = kind.decode(kind.asked().apply(MARKER));

        assertThat(decoded.observations()).isNotEmpty();
        assertThat(decoded.toString()).doesNotContain(MARKER);
    }

    @ParameterizedTest
    @MethodSource("records")
    void aLongPromptCostsNoMemory(Asked kind) {
        byte[] record = kind.asked().apply(MARKER.repeat(TEN_MEGABYTES / MARKER.length()));
        kind.decode(record);

        long before = threads.getCurrentThreadAllocatedBytes();
        Decoded decoded = kind.decode(record);
        long used = threads.getCurrentThreadAllocatedBytes() - before;

        assertThat(decoded.observations()).isNotEmpty();
        assertThat(used).as("bytes made of %d", record.length).isLessThan(LITTLE);
    }

    @ParameterizedTest
    @MethodSource("wanted")
    void whatIsWantedAndTooLongCostsLittleToo(String json) {
        byte[] record = json.formatted("9".repeat(TEN_MEGABYTES)).getBytes(StandardCharsets.UTF_8);
        NativeEventJsonDecoder decoder = new NativeEventJsonDecoder();
        decoder.decode(record);

        long before = threads.getCurrentThreadAllocatedBytes();
        Decoded decoded = decoder.decode(record);
        long used = threads.getCurrentThreadAllocatedBytes() - before;

        assertThat(decoded).isEqualTo(Decoded.skipped(SkipReason.UNDECODABLE));
        assertThat(used).as("bytes made of %d", record.length).isLessThan(LITTLE);
    }

    static List<String> wanted() {
        return List.of(
                "{\"request_id\": \"%s\"}",
                "{\"request_id\": %s}",
                "{\"e2e_s\": 0.%s}",
                "{\"e2e_s\": 1e%s}",
                "{\"%s\": 1}",
                "{\"unheard-of\": %s}");
    }

    private static byte[] with(String first, Sample sample) {
        String json = new String(sample.bytes(), StandardCharsets.UTF_8);
        return ("{" + first + "," + json.substring(json.indexOf('{') + 1)).getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] withUnknownField(String prompt, Sample sample) {
        UnknownFieldSet unknown = UnknownFieldSet.newBuilder()
                .addField(
                        UNKNOWN_FIELD,
                        UnknownFieldSet.Field.newBuilder()
                                .addLengthDelimited(ByteString.copyFromUtf8(prompt))
                                .build())
                .build();
        return sample.value().concat(unknown.toByteString()).toByteArray();
    }

    private static String quoted(String text) {
        return '"' + text + '"';
    }
}
