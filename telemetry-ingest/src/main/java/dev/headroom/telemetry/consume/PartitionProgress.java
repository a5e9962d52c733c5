// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.consume;

import java.time.Instant;
import java.util.Optional;

/**
 * How far one partition has been read. Immutable.
 *
 * @param next offset of the first record not yet processed
 * @param target end offset when reading began: at or past it, the partition has caught up
 * @param end newest end offset known
 * @param newestRecord timestamp of the newest record processed
 * @param levelAt when the partition was last seen to have nothing waiting
 */
record PartitionProgress(long next, long target, long end, Optional<Instant> newestRecord, Instant levelAt) {
    static PartitionProgress startingAt(long next, long end, Instant now) {
        return new PartitionProgress(next, end, end, Optional.empty(), now);
    }

    PartitionProgress processed(long offset, Instant timestamp) {
        return new PartitionProgress(
                Math.max(next, offset + 1), target, Math.max(end, offset + 1), Optional.of(timestamp), levelAt);
    }

    PartitionProgress probed(long newEnd, Instant now) {
        // Where the end at the start could not be learned, the first known end is the target.
        return new PartitionProgress(
                next, Math.min(target, newEnd), newEnd, newestRecord, next >= newEnd ? now : levelAt);
    }

    /** The broker reports no record between the last processed one and {@code position}: markers of transactions, say. */
    PartitionProgress skippedTo(long position) {
        return position > next ? new PartitionProgress(position, target, end, newestRecord, levelAt) : this;
    }

    boolean caughtUp() {
        return next >= target;
    }

    long waiting() {
        return end == Long.MAX_VALUE ? 0 : Math.max(0, end - next);
    }

    /**
     * A lower bound for when a record was written: a record at or after the end that was seen came after it was seen.
     *
     * @return empty for a record that may have existed before reading began
     */
    Optional<Instant> writtenAfter(long offset) {
        return offset >= target ? Optional.of(levelAt) : Optional.empty();
    }

    /** A lower bound for the timestamp of the oldest waiting record; empty when none waits. */
    Optional<Instant> behindSince() {
        if (waiting() == 0) {
            return Optional.empty();
        }
        // A record that waits is newer than the last one processed, and came after the partition was last level.
        return Optional.of(newestRecord.filter(levelAt::isBefore).orElse(levelAt));
    }
}
