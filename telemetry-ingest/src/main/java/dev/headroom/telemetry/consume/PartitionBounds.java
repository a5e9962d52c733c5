// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.consume;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;

/** Asks the broker where partitions begin and end. On the consumer's thread, which waits meanwhile. */
public final class PartitionBounds {
    /** Long enough for a broker that is electing leaders. */
    public static final Duration LOOK_UP_LIMIT = Duration.ofSeconds(10);

    private static final Logger LOG = Logger.getLogger(PartitionBounds.class);

    private PartitionBounds() {}

    /**
     * Offsets of the first records that are not older than asked for. Where there is no record that new the partition is absent;
     * where the broker does not answer it is read from its beginning.
     *
     * @param millis Unix milliseconds by partition
     */
    public static Map<TopicPartition, Long> startsByTimestamp(
            Consumer<?, ?> consumer, Map<TopicPartition, Long> millis) {
        Map<TopicPartition, Long> starts = new HashMap<>();
        if (millis.isEmpty()) {
            return starts;
        }
        try {
            Map<TopicPartition, OffsetAndTimestamp> found = consumer.offsetsForTimes(millis, LOOK_UP_LIMIT);
            found.forEach((partition, at) -> {
                if (at != null) {
                    starts.put(partition, at.offset());
                }
            });
        } catch (KafkaException e) {
            // Reading more than needed is safe, because too old records are rejected as late; reading less is not.
            LOG.warnf("start offset by timestamp unknown, reading from the beginning cause=%s", e.getMessage());
            millis.keySet().forEach(partition -> starts.put(partition, 0L));
        }
        return starts;
    }

    /** Where partitions end; empty when the broker does not answer. */
    public static Map<TopicPartition, Long> endsOf(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        try {
            return consumer.endOffsets(partitions, LOOK_UP_LIMIT);
        } catch (KafkaException e) {
            LOG.warnf("end offsets unknown cause=%s", e.getMessage());
            return Map.of();
        }
    }
}
