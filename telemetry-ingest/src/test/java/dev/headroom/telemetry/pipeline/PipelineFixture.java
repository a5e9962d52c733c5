// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.pipeline;

import dev.headroom.telemetry.TelemetryTopic;
import dev.headroom.telemetry.WorkloadKey;
import dev.headroom.telemetry.attribute.Attribution;
import dev.headroom.telemetry.attribute.Pods;
import dev.headroom.telemetry.attribute.Quarantine;
import dev.headroom.telemetry.attribute.WorkloadClaim;
import dev.headroom.telemetry.decode.Decoder;
import dev.headroom.telemetry.decode.OtlpSpanDecoder;
import dev.headroom.telemetry.decode.RecordHeaders;
import dev.headroom.telemetry.fixture.RequestFixture;
import dev.headroom.telemetry.snapshot.FeedStatus;
import dev.headroom.telemetry.snapshot.ReplicaWatch;
import dev.headroom.telemetry.snapshot.SnapshotSettings;
import dev.headroom.telemetry.snapshot.WorkloadSnapshot;
import dev.headroom.telemetry.snapshot.WorkloadWindows;
import dev.headroom.telemetry.validate.ValidationSettings;
import dev.headroom.telemetry.validate.Validator;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A whole pipeline for spans, of a cluster where workload {@code llm/chat} claims deployment {@code llm/chat}. */
final class PipelineFixture {
    static final WorkloadKey CHAT = new WorkloadKey("llm", "chat");

    private final Decoder spans = new OtlpSpanDecoder();
    private final WorkloadWindows windows = new WorkloadWindows(
            () -> new FeedStatus(Instant.EPOCH, Optional.of(Instant.MAX), true, Optional.empty()),
            ReplicaWatch.NONE,
            SnapshotSettings.DEFAULTS);
    private final List<WorkloadClaim> claims =
            List.of(new WorkloadClaim(CHAT, Optional.of(RequestFixture.TARGET), Set.of("llama")));
    private final Quarantine quarantine = new Quarantine(stranger -> {});
    private final TelemetryPipeline pipeline = new TelemetryPipeline(
            new Validator(ValidationSettings.DEFAULTS), new Attribution(() -> claims, Pods.NONE), windows, quarantine);

    void accept(Decoder decoder, byte[] record, Instant now) {
        pipeline.accept(TelemetryTopic.NONE, decoder, record, RecordHeaders.NONE, now);
    }

    void accept(byte[] record, Instant now) {
        accept(spans, record, now);
    }

    Quarantine quarantine() {
        return quarantine;
    }

    TelemetryPipeline pipeline() {
        return pipeline;
    }

    IngestTally tally() {
        return pipeline.tally();
    }

    WorkloadSnapshot readAt(Instant now) {
        return windows.readAt(CHAT, now);
    }
}
