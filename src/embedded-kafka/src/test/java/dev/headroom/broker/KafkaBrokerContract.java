// SPDX-License-Identifier: Apache-2.0
package dev.headroom.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every broker promises. */
abstract class KafkaBrokerContract {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private KafkaBroker broker;

    abstract KafkaBroker newBroker();

    @BeforeEach
    void startBroker() {
        broker = newBroker();
    }

    @AfterEach
    void closeBroker() {
        broker.close();
    }

    @Test
    void givesBackTheRecordsItWasSent() throws Exception {
        broker.createTopic("letters", 1);

        send("one");
        send("two");

        assertThat(read(2)).containsExactly("one", "two");
    }

    @Test
    void createsATopicWithTheAskedPartitions() throws Exception {
        broker.createTopic("letters", 3);

        try (Admin admin = Admin.create(client())) {
            int partitions = admin.describeTopics(List.of("letters"))
                    .allTopicNames()
                    .get(30, TimeUnit.SECONDS)
                    .get("letters")
                    .partitions()
                    .size();
            assertThat(partitions).isEqualTo(3);
        }
    }

    @Test
    void refusesATopicThatExists() {
        broker.createTopic("letters", 1);

        assertThatThrownBy(() -> broker.createTopic("letters", 1))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("topic 'letters' could not be created");
    }

    @Test
    void isOutOfReachWhileStopped() {
        broker.stop();

        Admin admin = Admin.create(client());
        try {
            assertThatThrownBy(() -> admin.listTopics().names().get(2, TimeUnit.SECONDS))
                    .isInstanceOf(Exception.class);
        } finally {
            admin.close(Duration.ZERO);
        }
    }

    @Test
    void comesBackOnTheSamePortWithTheSameRecords() throws Exception {
        broker.createTopic("letters", 1);
        send("before");
        String address = broker.bootstrapServers();

        broker.stop();
        broker.start();
        send("after");

        assertThat(broker.bootstrapServers()).isEqualTo(address);
        assertThat(read(2)).containsExactly("before", "after");
    }

    @Test
    void stoppingAndStartingTwiceIsLikeOnce() throws Exception {
        broker.createTopic("letters", 1);

        broker.start();
        broker.stop();
        broker.stop();
        broker.start();
        send("one");

        assertThat(read(1)).containsExactly("one");
    }

    private Map<String, Object> client() {
        return Map.of("bootstrap.servers", broker.bootstrapServers());
    }

    private void send(String letter) throws Exception {
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(client(), new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>("letters", letter.getBytes(StandardCharsets.UTF_8)))
                    .get(30, TimeUnit.SECONDS);
        }
    }

    private List<String> read(int count) {
        List<String> letters = new ArrayList<>();
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(client(), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            TopicPartition partition = new TopicPartition("letters", 0);
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            while (letters.size() < count && System.nanoTime() < deadline) {
                consumer.poll(Duration.ofMillis(200))
                        .forEach(record -> letters.add(new String(record.value(), StandardCharsets.UTF_8)));
            }
        }
        return letters;
    }
}
