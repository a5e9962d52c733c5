// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.consume;

import dev.headroom.telemetry.decode.RecordHeaders;
import org.jspecify.annotations.Nullable;

/**
 * One record as it lay in Kafka. Its bytes are not copied: nobody changes them.
 *
 * @param topic where it came from
 * @param partition of the topic
 * @param offset within the partition
 * @param timestampMillis when it was written, in Unix milliseconds
 * @param key its key; null where it has none
 * @param value its bytes; null for a tombstone
 * @param headers what it says beside its value
 */
@SuppressWarnings("ArrayRecordComponent")
public record TelemetryRecord(
        String topic,
        int partition,
        long offset,
        long timestampMillis,
        byte @Nullable [] key,
        byte @Nullable [] value,
        RecordHeaders headers) {}
