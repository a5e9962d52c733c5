// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.headroom.proto.telemetry.Target;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

class TopicWriterTest {
    private static final TopicPartition PARTITION = new TopicPartition("headroom.plans", 0);
    private static final SharedKey KEY = SharedKey.parse("plan/llm/chat").orElseThrow();
    private static final Target MESSAGE = Target.newBuilder().setName("chat").build();

    private final List<Boolean> outcomes = new CopyOnWriteArrayList<>();

    @Test
    void goesOnAfterAClientCouldNotBeMade() throws InterruptedException {
        MockProducer<byte[], byte[]> client =
                new MockProducer<>(Cluster.empty(), true, null, new ByteArraySerializer(), new ByteArraySerializer());
        AtomicInteger attempts = new AtomicInteger();
        TopicWriter writer = new TopicWriter(
                () -> {
                    if (attempts.incrementAndGet() == 1) {
                        throw new KafkaException("no resolvable bootstrap urls");
                    }
                    return client;
                },
                PARTITION,
                (key, done) -> outcomes.add(done),
                Duration.ofMillis(1));
        Thread thread = new Thread(writer, "writer-under-test");
        thread.start();

        writer.put(KEY, MESSAGE);
        await().until(() -> outcomes.size() == 1);
        writer.put(KEY, MESSAGE);
        await().until(() -> outcomes.size() == 2);
        writer.stop();
        thread.join();

        assertThat(outcomes).containsExactly(false, true);
        assertThat(client.history()).hasSize(1);
        assertThat(client.closed()).isTrue();
    }
}
