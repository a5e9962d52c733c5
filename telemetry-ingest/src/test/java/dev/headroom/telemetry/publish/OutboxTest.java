// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.publish;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.telemetry.WorkloadKey;
import dev.headroom.telemetry.fixture.RequestFixture;
import dev.headroom.telemetry.pane.PaneMessages;
import dev.headroom.telemetry.pane.PaneRecord;
import dev.headroom.telemetry.pane.SeenRecords;
import dev.headroom.telemetry.window.PaneBuilder;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OutboxTest {
    private static final WorkloadKey CHAT = new WorkloadKey("llm", "chat");
    private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");

    private final SeenRecords seen = new SeenRecords();

    /** A container that starts again in its pod has the same name, and counts from one. */
    @Test
    void whatAProcessWritesAfterAStartIsNoCopyOfWhatItWroteBefore() {
        Outbox before = new Outbox("panes", "ingest-0", InstantSource.fixed(START));
        assertThat(isNew(before)).isTrue();
        assertThat(isNew(before)).isTrue();

        Outbox after = new Outbox("panes", "ingest-0", InstantSource.fixed(START.plusSeconds(3)));

        assertThat(isNew(after)).isTrue();
    }

    @Test
    void aRecordThatIsReadTwiceIsACopy() {
        PaneRecord.Gained record = paneOf(new Outbox("panes", "ingest-0", InstantSource.fixed(START)));

        assertThat(seen.isNew(record.writer(), "panes", 0)).isTrue();
        assertThat(seen.isNew(record.writer(), "panes", 0)).isFalse();
    }

    private boolean isNew(Outbox outbox) {
        return seen.isNew(paneOf(outbox).writer(), "panes", 0);
    }

    private static PaneRecord.Gained paneOf(Outbox outbox) {
        PaneBuilder panes = new PaneBuilder();
        panes.absorb(
                CHAT,
                Optional.empty(),
                RequestFixture.request(1, START, Duration.ofSeconds(1)).completed());
        byte[] value = outbox.records(panes.take(), Optional.empty()).get(0).value();
        return PaneMessages.read(value).fold(gained -> gained, OutboxTest::fail, OutboxTest::fail);
    }

    private static PaneRecord.Gained fail(PaneRecord record) {
        throw new AssertionError("must hold a pane, was " + record);
    }
}
