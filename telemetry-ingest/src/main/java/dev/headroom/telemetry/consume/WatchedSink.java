// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.consume;

import dev.headroom.telemetry.decode.RecordHeaders;
import dev.headroom.telemetry.decode.SkipReason;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.internals.RecordHeader;

/** Takes in records and notes its position. A record that ended the process twice is replaced by a stub. One thread at a time. */
public final class WatchedSink implements RecordSink {
    private static final byte[] DEADLY = SkipReason.DEADLY.word().getBytes(StandardCharsets.UTF_8);

    private final RecordSink inner;
    private final PoisonOffsets places;

    /**
     * Joins the two.
     *
     * @param inner takes the records in
     * @param places knows at which processes died
     */
    public WatchedSink(RecordSink inner, PoisonOffsets places) {
        this.inner = inner;
        this.places = places;
    }

    @Override
    public void accept(TelemetryRecord record) {
        if (places.isDeadly(record.topic(), record.partition(), record.offset())) {
            inner.accept(stubOf(record));
            return;
        }
        places.enter(record.topic(), record.partition(), record.offset());
        try {
            inner.accept(record);
        } catch (RuntimeException e) {
            // Not for errors: after one of these the process may end.
            places.leave();
            throw e;
        }
        places.leave();
    }

    private static TelemetryRecord stubOf(TelemetryRecord record) {
        return new TelemetryRecord(
                record.topic(),
                record.partition(),
                record.offset(),
                record.timestampMillis(),
                null,
                null,
                new org.apache.kafka.common.header.internals.RecordHeaders(
                        new RecordHeader[] {new RecordHeader(RecordHeaders.SKIPPED, DEADLY)}));
    }
}
