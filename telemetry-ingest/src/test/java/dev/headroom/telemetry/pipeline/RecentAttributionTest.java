// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.pipeline;

import static dev.headroom.telemetry.fixture.VllmSpanFixture.requestEndedAt;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.telemetry.TelemetryTopic;
import dev.headroom.telemetry.attribute.Attributed.Reason;
import dev.headroom.telemetry.decode.OtlpSpanDecoder;
import dev.headroom.telemetry.decode.RecordHeaders;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The counts of the last quarter of an hour. */
class RecentAttributionTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final TelemetryTopic OWN = new TelemetryTopic("llm.spans", Set.of("llm"));
    private static final TelemetryTopic FOREIGN = new TelemetryTopic("team-a.spans", Set.of("team-a"));

    private final PipelineFixture path = new PipelineFixture();
    private int requests;

    @Test
    void nothingWasReadYet() {
        assertThat(recent(NOON)).isEqualTo(new RecentAttribution.Counts(0, 0, Map.of()));
    }

    @Test
    void countsBothKindsFromTheFirstRecordOn() {
        read(OWN, NOON);
        read(FOREIGN, NOON.plusSeconds(1));
        read(OWN, NOON.plusSeconds(30));

        assertThat(recent(NOON.plusSeconds(31)))
                .isEqualTo(new RecentAttribution.Counts(2, 0, Map.of(Reason.FOREIGN_NAMESPACE, 1L)));
    }

    @Test
    void forgetsWhatIsOlderThanAQuarterOfAnHour() {
        read(FOREIGN, NOON);
        read(OWN, NOON.plusSeconds(60));
        read(OWN, NOON.plusSeconds(120));

        assertThat(recent(NOON.plusSeconds(900)).unattributed()).containsEntry(Reason.FOREIGN_NAMESPACE, 1L);
        assertThat(recent(NOON.plusSeconds(901))).isEqualTo(new RecentAttribution.Counts(2, 0, Map.of()));
        assertThat(recent(NOON.plusSeconds(961))).isEqualTo(new RecentAttribution.Counts(1, 0, Map.of()));
    }

    @Test
    void countsEventsOfTheFutureUntilTheyAreOld() {
        byte[] ahead = requestEndedAt(NOON.plusSeconds(3600), ++requests).toRecord();
        path.pipeline().accept(OWN, new OtlpSpanDecoder(), ahead, RecordHeaders.NONE, NOON);
        read(OWN, NOON.plusSeconds(60));

        assertThat(recent(NOON.plusSeconds(60))).isEqualTo(new RecentAttribution.Counts(1, 1, Map.of()));
        assertThat(recent(NOON.plusSeconds(901))).isEqualTo(new RecentAttribution.Counts(1, 0, Map.of()));
    }

    @Test
    void silenceEndsTheCountsToo() {
        read(FOREIGN, NOON);

        assertThat(recent(NOON.plusSeconds(2000))).isEqualTo(new RecentAttribution.Counts(0, 0, Map.of()));
    }

    @Test
    void goesOnAfterTheClockWasSetBack() {
        read(OWN, NOON.plusSeconds(3600));
        read(FOREIGN, NOON);
        read(FOREIGN, NOON.plusSeconds(20));

        assertThat(recent(NOON.plusSeconds(20)))
                .isEqualTo(new RecentAttribution.Counts(0, 0, Map.of(Reason.FOREIGN_NAMESPACE, 2L)));
    }

    private RecentAttribution.Counts recent(Instant now) {
        return path.pipeline().recent().until(now);
    }

    private void read(TelemetryTopic topic, Instant now) {
        byte[] record = requestEndedAt(now, ++requests).toRecord();
        path.pipeline().accept(topic, new OtlpSpanDecoder(), record, RecordHeaders.NONE, now);
    }
}
