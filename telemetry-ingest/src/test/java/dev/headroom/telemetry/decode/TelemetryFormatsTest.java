// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headroom.telemetry.fixture.OtlpJson;
import dev.headroom.telemetry.fixture.OtlpSpan;
import dev.headroom.telemetry.fixture.SourceSpans;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TelemetryFormatsTest {
    private static final Instant AT = Instant.parse("2026-03-01T12:00:00Z");

    /** Renaming one breaks whoever has set it. */
    @Test
    void areCalledAndReadFromAsInstallationsKnowThem() {
        assertThat(TelemetryFormats.ALL.stream()
                        .collect(Collectors.toMap(TelemetryFormat::name, TelemetryFormat::topics)))
                .containsAllEntriesOf(Map.of(
                        "spans", List.of("llm.spans"),
                        "metrics", List.of("llm.metrics"),
                        "events", List.of("llm.requests"),
                        "access-logs", List.of(),
                        "kong", List.of(),
                        "dynamo", List.of()));
    }

    /** {@code headroom.topics.json} and {@code .namespaces} are about all formats. */
    @Test
    void areNotCalledAsTheOtherSettingsOfTopics() {
        assertThat(TelemetryFormats.ALL).extracting(TelemetryFormat::name).doesNotContain("json", "namespaces");
    }

    @Test
    void aTopicOfJsonIsReadAsJsonWhereItsRecordsSayNothing() {
        List<OtlpSpan> spans = List.of(SourceSpans.genAi(AT, 1));
        byte[] protobuf = OtlpSpan.traces(spans).toByteArray();
        byte[] json = OtlpJson.OF_COLLECTOR.bytesOf(OtlpSpan.traces(spans));
        TelemetryFormat format = TelemetryFormats.ALL.get(0);

        assertThat(format.decoder(false).decode(protobuf).observations()).hasSize(1);
        assertThat(format.decoder(true).decode(json))
                .isEqualTo(format.decoder(false).decode(protobuf));
        assertThat(format.decoder(false).decode(json)).isEqualTo(Decoded.skipped(SkipReason.UNDECODABLE));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "accessLogs", "access_logs", "access.logs", "-logs", "logs-", "access--logs", "1st", "logs-2"
            })
    void refusesANameThatIsNoWordsWithDashes(String name) {
        assertThatThrownBy(() -> TelemetryFormat.inJson(name, new KongLogDecoder()))
                .hasMessage("a format's name must be words in small letters with dashes between, was '" + name + "'");
    }
}
