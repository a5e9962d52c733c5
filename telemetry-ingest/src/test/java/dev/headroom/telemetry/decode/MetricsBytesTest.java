// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.decode;

import static dev.headroom.telemetry.fixture.VllmMetricsFixture.scrapedAt;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.telemetry.fixture.VllmMetricsFixture;
import dev.headroom.telemetry.fixture.VllmSpanFixture;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** Whatever bytes come, of another signal or of none: an outcome, never an exception. */
class MetricsBytesTest {
    private static final Instant AT = Instant.parse("2026-03-01T12:00:00Z");
    private static final VllmMetricsFixture SCRAPE = scrapedAt(AT);

    private final ServerMetricsDecoder decoder = new ServerMetricsDecoder();

    @Test
    void doesNotTakeOtherBytesForMetrics() {
        byte[] text = "{\"resourceMetrics\":[]}".getBytes(StandardCharsets.UTF_8);
        byte[] varintInPlaceOfMetrics = {0x08, 0x01};

        assertThat(decoder.decode(text)).isEqualTo(Decoded.skipped(SkipReason.UNDECODABLE));
        assertThat(decoder.decode(varintInPlaceOfMetrics)).isEqualTo(Decoded.skipped(SkipReason.UNDECODABLE));
        assertThat(decoder.decode(new byte[0])).isEqualTo(new Decoded(List.of(), List.of(), Map.of()));
    }

    /** Both signals have the same outer fields, so only the names within tell them apart. */
    @Test
    void takesNoSpansForMetricsAndNoMetricsForSpans() {
        byte[] spans = VllmSpanFixture.requestEndedAt(AT, 1).toRecord();

        Decoded metricsOfSpans = decoder.decode(spans);
        Decoded spansOfMetrics =
                new OtlpSpanDecoder().decode(SCRAPE.amongEverythingElse().toRecord());

        assertThat(metricsOfSpans.readings()).isEmpty();
        assertThat(metricsOfSpans.skipped()).isNotEmpty();
        assertThat(spansOfMetrics.observations()).isEmpty();
        assertThat(spansOfMetrics.skipped()).isNotEmpty();
    }

    @Property
    void neverThrowsAtAnyBytes(@ForAll byte[] bytes) {
        assertThat(decoder.decode(bytes)).isNotNull();
    }

    @Property
    void neverThrowsAtADamagedRecord(@ForAll int position, @ForAll byte damage) {
        byte[] record = SCRAPE.amongEverythingElse().toRecord();
        record[Math.floorMod(position, record.length)] = damage;

        assertThat(decoder.decode(record)).isNotNull();
        assertThat(new OtlpSpanDecoder().decode(record)).isNotNull();
    }

    @Property
    void neverThrowsAtADamagedRecordOfAnotherSignal(@ForAll int position, @ForAll byte damage) {
        byte[] record = VllmSpanFixture.record(List.of(VllmSpanFixture.requestEndedAt(AT, 1)));
        record[Math.floorMod(position, record.length)] = damage;

        assertThat(decoder.decode(record)).isNotNull();
    }
}
