// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.consume;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/** Kafka's records in our words. */
public final class TelemetryRecords {
    private TelemetryRecords() {}

    /** The same record; its bytes are not copied. */
    public static TelemetryRecord of(ConsumerRecord<byte[], byte[]> record) {
        return new TelemetryRecord(
                record.topic(),
                record.partition(),
                record.offset(),
                record.timestamp(),
                record.key(),
                record.value(),
                name -> textOf(record.headers().lastHeader(name)));
    }

    private static Optional<String> textOf(@Nullable Header header) {
        return header == null || header.value() == null
                ? Optional.empty()
                : Optional.of(new String(header.value(), StandardCharsets.UTF_8));
    }
}
