// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.consume;

import io.smallrye.common.annotation.Identifier;
import io.smallrye.reactive.messaging.kafka.KafkaConsumerRebalanceListener;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;

/**
 * Where each partition is read from: by timestamp the first time, later from where reading stopped. Runs on the consumer's
 * polling thread.
 */
@ApplicationScoped
@Identifier("telemetry")
public class StartingPoint implements KafkaConsumerRebalanceListener {
    private static final Logger LOG = Logger.getLogger(StartingPoint.class);

    private final FeedProgress progress;
    private final InstantSource clock;
    private final ConsumeSettings settings;

    /** Called by CDI. */
    public StartingPoint(FeedProgress progress, InstantSource clock, ConsumeSettings settings) {
        this.progress = progress;
        this.clock = clock;
        this.settings = settings;
    }

    @Override
    public void onPartitionsAssigned(Consumer<?, ?> consumer, Collection<TopicPartition> assigned) {
        // Here, because nothing has been fetched yet and no other place has the channel's consumer.
        BoundedFetches.on(consumer, settings.mostRecordBytes());
        long from = clock.instant().minus(settings.replay()).toEpochMilli();
        Map<TopicPartition, Long> asked = new HashMap<>();
        assigned.forEach(partition -> asked.put(partition, from));
        Map<TopicPartition, Long> starts = PartitionBounds.startsByTimestamp(consumer, asked);
        Map<TopicPartition, Long> ends = PartitionBounds.endsOf(consumer, assigned);
        for (TopicPartition partition : assigned) {
            // An unknown end is no reason to repeat processed records; nothing counts as caught up until the end is
            // known.
            long end = ends.getOrDefault(partition, Long.MAX_VALUE);
            Optional<Long> goOn = progress.nextOffset(partition).filter(next -> next <= end);
            long start = goOn.orElse(starts.getOrDefault(partition, end == Long.MAX_VALUE ? 0 : end));
            consumer.seek(partition, start);
            if (goOn.isEmpty()) {
                progress.assigned(
                        partition, PartitionProgress.startingAt(start, end, clock.instant()), clock.instant());
            }
            LOG.infof(
                    "partition assigned topic=%s partition=%d from=%d end=%d",
                    partition.topic(), partition.partition(), start, end);
        }
    }
}
