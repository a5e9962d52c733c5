// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.pipeline;

import static dev.headroom.telemetry.fixture.VllmSpanFixture.requestEndedAt;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.telemetry.Origin;
import dev.headroom.telemetry.PodReference;
import dev.headroom.telemetry.ServerCounters;
import dev.headroom.telemetry.ServerGauges;
import dev.headroom.telemetry.ServerReading;
import dev.headroom.telemetry.TelemetryTopic;
import dev.headroom.telemetry.attribute.Attributed.Reason;
import dev.headroom.telemetry.attribute.Quarantined;
import dev.headroom.telemetry.decode.Decoded;
import dev.headroom.telemetry.decode.OtlpSpanDecoder;
import dev.headroom.telemetry.decode.RecordHeaders;
import dev.headroom.telemetry.fixture.RequestFixture;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What belongs to nobody is counted, kept in sight, and never absorbed. */
class UnattributedTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final TelemetryTopic OWN = new TelemetryTopic("llm.spans", Set.of("llm"));
    private static final TelemetryTopic FOREIGN = new TelemetryTopic("team-a.spans", Set.of("team-a"));

    private final PipelineFixture path = new PipelineFixture();

    @Test
    void aRequestOnATopicOfAnotherNamespace() {
        path.pipeline()
                .accept(FOREIGN, new OtlpSpanDecoder(), requestEndedAt(NOW, 1).toRecord(), RecordHeaders.NONE, NOW);
        path.pipeline()
                .accept(OWN, new OtlpSpanDecoder(), requestEndedAt(NOW, 2).toRecord(), RecordHeaders.NONE, NOW);

        assertThat(path.tally().unattributed(Reason.FOREIGN_NAMESPACE)).isEqualTo(1);
        assertThat(path.tally().absorbed()).isEqualTo(1);
        assertThat(path.readAt(NOW).recent().completed()).isEqualTo(1);
        assertThat(stranger().identity().topic()).isEqualTo(FOREIGN);
        assertThat(stranger().identity().namespace()).hasValue("llm");
    }

    @Test
    void aReadingOnATopicOfAnotherNamespace() {
        accept(FOREIGN, PodReference.ofUid("pod-1"));
        accept(OWN, PodReference.ofUid("pod-1"));

        assertThat(path.tally().unattributed(Reason.FOREIGN_NAMESPACE)).isEqualTo(1);
        assertThat(path.tally().readings()).isEqualTo(1);
        assertThat(stranger().identity().reason()).isEqualTo(Reason.FOREIGN_NAMESPACE);
    }

    @Test
    void aReadingThatDoesNotTellItsReplica() {
        accept(OWN, PodReference.UNKNOWN);

        assertThat(path.tally().unattributed(Reason.NO_REPLICA)).isEqualTo(1);
        assertThat(stranger().missing()).startsWith("the scraped replica of chat is unknown");
        assertThat(stranger().identity().target()).hasValue("Deployment/chat");
    }

    private Quarantined stranger() {
        List<Quarantined> strangers = path.quarantine().newestFirst();
        assertThat(strangers).hasSize(1);
        return strangers.get(0);
    }

    private void accept(TelemetryTopic topic, PodReference pod) {
        ServerReading reading = new ServerReading(
                new Origin(Optional.of("llm"), Optional.of(RequestFixture.TARGET), Optional.empty(), pod),
                "0",
                NOW,
                ServerGauges.UNKNOWN,
                ServerCounters.UNKNOWN);
        path.pipeline()
                .accept(
                        topic,
                        value -> new Decoded(List.of(), List.of(reading), Map.of()),
                        new byte[] {1},
                        RecordHeaders.NONE,
                        NOW);
    }
}
