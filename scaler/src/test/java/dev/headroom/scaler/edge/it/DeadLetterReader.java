// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.it;

import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads the topic of dead letters from its beginning. */
final class DeadLetterReader implements AutoCloseable {
    private static final TopicPartition LETTERS = new TopicPartition(KafkaForTheService.DEAD_LETTERS, 0);

    private final KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
            Map.of(
                    ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                    KafkaForTheService.broker().bootstrapServers()),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    private final Map<String, ConsumerRecord<byte[], byte[]>> read = new HashMap<>();

    DeadLetterReader() {
        consumer.assign(List.of(LETTERS));
        consumer.seekToBeginning(List.of(LETTERS));
    }

    ConsumerRecord<byte[], byte[]> awaitLetter(String key, Duration atMost) {
        await().atMost(atMost).pollInSameThread().until(() -> {
            consumer.poll(Duration.ofMillis(200))
                    .forEach(letter -> read.put(new String(letter.key(), StandardCharsets.UTF_8), letter));
            return read.containsKey(key);
        });
        return read.get(key);
    }

    static Map<String, String> headersOf(ConsumerRecord<byte[], byte[]> letter) {
        Map<String, String> texts = new TreeMap<>();
        letter.headers().forEach(header -> texts.put(header.key(), new String(header.value(), StandardCharsets.UTF_8)));
        return texts;
    }

    @Override
    public void close() {
        consumer.close();
    }
}
