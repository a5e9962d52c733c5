// SPDX-License-Identifier: Apache-2.0
package dev.headroom.benchmarks.process;

import dev.headroom.benchmarks.traffic.RecordStream;
import dev.headroom.benchmarks.traffic.TrafficPlan;
import dev.headroom.lab.process.ParentProcess;
import dev.headroom.lab.process.Worker;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Fills a topic with the records of a plan, over its partitions in turn, uncompressed as the Collector's exporter leaves them. */
public final class LoaderProgram {
    private static final List<String> JVM_OPTIONS = List.of("-Xmx512m", "-XX:+UseSerialGC");
    private static final int BATCH_BYTES = 128 * 1024;
    private static final int LINGER_MILLIS = 20;

    private LoaderProgram() {}

    /** Fills a topic in a process of its own; returns when all records are acknowledged. */
    public static void fill(String bootstrapServers, String topic, TrafficPlan plan) {
        List<String> arguments = new ArrayList<>(List.of(bootstrapServers, topic));
        arguments.addAll(plan.toArguments());
        try (Worker loader = Worker.start(LoaderProgram.class, JVM_OPTIONS, arguments)) {
            String records = loader.line();
            if (!records.equals(Integer.toString(plan.records()))) {
                throw new IllegalStateException(
                        "topic " + topic + " must hold " + plan.records() + " records, was given " + records);
            }
        }
    }

    /** Arguments: bootstrap servers, topic, the plan's. Says how many records were acknowledged. */
    public static void main(String[] arguments) {
        TrafficPlan plan = TrafficPlan.parse(Arrays.asList(arguments).subList(2, arguments.length));
        ParentProcess.tell(Long.toString(fill(arguments[0], arguments[1], new RecordStream(plan, Instant.now()))));
    }

    private static long fill(String bootstrapServers, String topic, RecordStream records) {
        Map<String, Object> settings = Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers,
                ProducerConfig.LINGER_MS_CONFIG, LINGER_MILLIS,
                ProducerConfig.BATCH_SIZE_CONFIG, BATCH_BYTES);
        AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
        long sent = 0;
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            int partitions = producer.partitionsFor(topic).size();
            while (records.hasNext()) {
                byte[] value = records.next();
                // The callback sees what becomes of it.
                Future<RecordMetadata> unused = producer.send(
                        new ProducerRecord<>(topic, (int) (sent % partitions), records.timestampMillis(), null, value),
                        (metadata, problem) -> failure.compareAndSet(null, problem));
                sent++;
            }
            producer.flush();
        }
        Exception problem = failure.get();
        if (problem != null) {
            throw new IllegalStateException("a record could not be sent to " + topic + ": " + problem, problem);
        }
        return sent;
    }
}
