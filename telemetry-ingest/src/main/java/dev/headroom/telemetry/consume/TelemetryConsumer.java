// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.consume;

import io.smallrye.common.annotation.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jboss.logging.Logger;

/** Hands the records of each batch inward, in order, one thread at a time. */
@ApplicationScoped
public class TelemetryConsumer {
    /** The channel, whose settings are {@code mp.messaging.incoming.telemetry.*}. */
    public static final String CHANNEL = "telemetry";

    private static final Logger LOG = Logger.getLogger(TelemetryConsumer.class);

    private final RecordSink sink;
    private final FeedProgress progress;
    private final InstantSource clock;

    /** Called by CDI. */
    public TelemetryConsumer(RecordSink sink, FeedProgress progress, InstantSource clock) {
        this.sink = sink;
        this.progress = progress;
        this.clock = clock;
    }

    /** Takes one batch. A worker thread does it, because decoding would hold up an event loop. */
    @Incoming(CHANNEL)
    @Blocking
    public void consume(ConsumerRecords<byte[], byte[]> batch) {
        for (TopicPartition partition : batch.partitions()) {
            for (ConsumerRecord<byte[], byte[]> record : batch.records(partition)) {
                take(record);
                progress.processed(partition, record.offset(), Instant.ofEpochMilli(record.timestamp()));
            }
            progress.contact(partition, clock.instant());
        }
        // Behind the last record there may be markers of transactions, which are no records.
        batch.nextOffsets().forEach((partition, next) -> progress.skippedTo(partition, next.offset()));
    }

    private void take(ConsumerRecord<byte[], byte[]> record) {
        try {
            sink.accept(TelemetryRecord.of(record));
        } catch (RuntimeException e) {
            // A fault of ours, not of the record: log where, never its content, and continue with the next.
            LOG.errorf(
                    e,
                    "record lost topic=%s partition=%d offset=%d",
                    record.topic(),
                    record.partition(),
                    record.offset());
        }
    }
}
