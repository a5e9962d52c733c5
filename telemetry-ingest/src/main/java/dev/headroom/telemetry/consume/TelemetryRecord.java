// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.consume;

import dev.headroom.telemetry.decode.RecordHeaders;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * One record as it lay in Kafka. Its bytes are not copied: no code changes them.
 *
 * @param topic where it came from
 * @param partition of the topic
 * @param offset within the partition
 * @param timestampMillis when it was written, in Unix milliseconds
 * @param key its key; null where it has none
 * @param value its bytes; null for a tombstone
 * @param kafkaHeaders its headers
 */
@SuppressWarnings("ArrayRecordComponent")
public record TelemetryRecord(
        String topic,
        int partition,
        long offset,
        long timestampMillis,
        byte @Nullable [] key,
        byte @Nullable [] value,
        Headers kafkaHeaders) {
    /** Kafka's record in our words. */
    public static TelemetryRecord of(ConsumerRecord<byte[], byte[]> record) {
        return new TelemetryRecord(
                record.topic(),
                record.partition(),
                record.offset(),
                record.timestamp(),
                record.key(),
                record.value(),
                record.headers());
    }

    /** Its headers, for classes that do not know Kafka. */
    public RecordHeaders headers() {
        return name -> textOf(kafkaHeaders.lastHeader(name));
    }

    private static Optional<String> textOf(@Nullable Header header) {
        return header == null || header.value() == null
                ? Optional.empty()
                : Optional.of(new String(header.value(), StandardCharsets.UTF_8));
    }
}
