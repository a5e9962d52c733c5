// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.consume;

import org.apache.kafka.clients.consumer.ConsumerRecord;

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
                record.headers());
    }
}
