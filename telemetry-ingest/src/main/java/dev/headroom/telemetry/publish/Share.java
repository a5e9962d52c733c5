// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.publish;

import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;

/** One partition that is this process's: up to where it is committed, and from where it is read. One thread. */
final class Share {
    /** The first offset that is not committed. */
    private long committed;
    /** The start of reading; of records before {@link #committed} only the ids are remembered. */
    private long readFrom;
    /** Time of the newest record that any process took in. */
    private long newestMillis;

    private long committedMillis;

    Share(long committed, long readFrom, long newestMillis) {
        this.committed = committed;
        this.readFrom = readFrom;
        this.newestMillis = newestMillis;
        this.committedMillis = newestMillis;
    }

    long committed() {
        return committed;
    }

    long readFrom() {
        return readFrom;
    }

    boolean isRemembered(long offset) {
        return offset >= readFrom && offset < committed;
    }

    void took(long timestampMillis) {
        newestMillis = Math.max(newestMillis, timestampMillis);
    }

    /** The offset to commit when everything before {@code position} was taken in. */
    OffsetAndMetadata upTo(long position) {
        return new OffsetAndMetadata(position, Long.toString(newestMillis));
    }

    /** Once new records were taken in, all earlier ids to remember are remembered. */
    void committed(OffsetAndMetadata offset) {
        if (offset.offset() > committed) {
            committed = offset.offset();
            readFrom = committed;
            committedMillis = newestMillis;
        }
    }

    void turnBack() {
        newestMillis = committedMillis;
    }

    /** A waiting record is newer than the newest that was taken in. */
    Instant levelAt(Instant now) {
        Instant newest = Instant.ofEpochMilli(newestMillis);
        return newestMillis == 0 || newest.isAfter(now) ? now : newest;
    }

    /** The timestamp of the newest record taken in before a commit; empty where none was, or the commit was not one of ours. */
    static Optional<Instant> newestBefore(OffsetAndMetadata commit) {
        try {
            return Optional.of(Long.parseLong(commit.metadata()))
                    .filter(millis -> millis > 0)
                    .map(Instant::ofEpochMilli);
        } catch (NumberFormatException notOurs) {
            return Optional.empty();
        }
    }
}
