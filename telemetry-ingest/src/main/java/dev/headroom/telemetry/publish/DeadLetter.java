// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.publish;

import dev.headroom.telemetry.consume.TelemetryRecord;
import dev.headroom.telemetry.decode.SkipReason;
import dev.headroom.telemetry.pipeline.Losses;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * A record that was lost in whole or in part, to be inspected or sent again. Its key says where it came from, so that a letter that is
 * written twice can be recognised.
 *
 * @param record as it was read
 * @param reasons why, by name
 */
public record DeadLetter(TelemetryRecord record, Set<String> reasons) {
    /** Header with the reasons, joined by commas. */
    public static final String REASON = "headroom-reason";

    /** Header with the topic that the record was read from. */
    public static final String TOPIC = "headroom-topic";

    /** Header with its partition. */
    public static final String PARTITION = "headroom-partition";

    /** Header with its offset. */
    public static final String OFFSET = "headroom-offset";

    /** Header with its timestamp in Unix milliseconds. */
    public static final String TIMESTAMP = "headroom-timestamp";

    private static final String TOO_LARGE = Losses.nameOf(SkipReason.TOO_LARGE);

    public DeadLetter {
        reasons = Set.copyOf(reasons);
    }

    /** Its approximate size in memory. */
    long bytes() {
        byte[] value = value();
        return 512L + (value == null ? 0 : value.length);
    }

    /** The record's own bytes and headers, and ours beside them. */
    ProducerRecord<byte[], byte[]> to(String topic) {
        byte[] key = utf8(record.topic() + "/" + record.partition() + "/" + record.offset());
        ProducerRecord<byte[], byte[]> letter = new ProducerRecord<>(topic, key, value());
        record.kafkaHeaders().forEach(letter.headers()::add);
        letter.headers()
                .add(REASON, utf8(String.join(",", new TreeSet<>(reasons))))
                .add(TOPIC, utf8(record.topic()))
                .add(PARTITION, utf8(Integer.toString(record.partition())))
                .add(OFFSET, utf8(Long.toString(record.offset())))
                .add(TIMESTAMP, utf8(Long.toString(record.timestampMillis())));
        return letter;
    }

    /** A value too large to be read is too large to be written. */
    private byte @Nullable [] value() {
        return reasons.contains(TOO_LARGE) ? null : record.value();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
