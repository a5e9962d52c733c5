// SPDX-License-Identifier: Apache-2.0
package dev.headroom.benchmarks.ingest;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.headroom.benchmarks.traffic.Format;
import dev.headroom.lab.process.CpuTime;
import dev.headroom.lab.process.ParentProcess;
import dev.headroom.lab.process.Worker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** The yardstick: a loop around the client's poll that parses each record with protobuf's generated classes, and no more. */
final class BareConsumerProgram {
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration READING_EVERY = Duration.ofMillis(50);
    private static final String END = "end";

    private BareConsumerProgram() {}

    /** Reads a topic from its beginning in a process of its own; answers how far it had come when. */
    static List<ReadingProgressLine> read(
            String bootstrapServers, String topic, Format format, long requests, List<String> jvmOptions) {
        List<String> arguments = List.of(bootstrapServers, topic, format.name(), Long.toString(requests));
        List<ReadingProgressLine> readings = new ArrayList<>();
        try (Worker process = Worker.start(BareConsumerProgram.class, jvmOptions, arguments)) {
            for (String line = process.line(); !line.equals(END); line = process.line()) {
                String[] words = line.split(" ", -1);
                readings.add(new ReadingProgressLine(
                        Long.parseLong(words[0]), Long.parseLong(words[1]), Long.parseLong(words[2])));
            }
        }
        return readings;
    }

    /** Arguments: bootstrap servers, topic, format, requests. Says its readings when all is read. */
    public static void main(String[] arguments) throws InvalidProtocolBufferException {
        List<ReadingProgressLine> readings =
                read(arguments[0], arguments[1], Format.valueOf(arguments[2]), Long.parseLong(arguments[3]));
        readings.forEach(
                reading -> ParentProcess.tell(reading.nanos() + " " + reading.requests() + " " + reading.cpuNanos()));
        ParentProcess.tell(END);
    }

    private static List<ReadingProgressLine> read(String bootstrapServers, String topic, Format format, long requests)
            throws InvalidProtocolBufferException {
        List<ReadingProgressLine> readings = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer = consumerOf(bootstrapServers, topic)) {
            long read = 0;
            long nextReading = System.nanoTime();
            while (read < requests) {
                ConsumerRecords<byte[], byte[]> batch = consumer.poll(POLL);
                for (ConsumerRecord<byte[], byte[]> record : batch) {
                    read += format.parse(record.value());
                }
                if (System.nanoTime() >= nextReading) {
                    readings.add(reading(read));
                    nextReading = System.nanoTime() + READING_EVERY.toNanos();
                }
            }
            readings.add(reading(read));
        }
        return readings;
    }

    private static KafkaConsumer<byte[], byte[]> consumerOf(String bootstrapServers, String topic) {
        Map<String, Object> settings = new HashMap<>();
        settings.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        List<TopicPartition> partitions = new ArrayList<>();
        for (PartitionInfo partition : consumer.partitionsFor(topic)) {
            partitions.add(new TopicPartition(topic, partition.partition()));
        }
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        return consumer;
    }

    private static ReadingProgressLine reading(long read) {
        long cpuNanos = CpuTime.of(ProcessHandle.current()).toNanos();
        return new ReadingProgressLine(System.nanoTime(), read, cpuNanos);
    }
}
