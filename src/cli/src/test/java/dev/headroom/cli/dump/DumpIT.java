// SPDX-License-Identifier: Apache-2.0
package dev.headroom.cli.dump;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.broker.EmbeddedKafka;
import dev.headroom.broker.KafkaBroker;
import dev.headroom.cli.HeadroomCommand;
import dev.headroom.lab.dump.DumpFile;
import dev.headroom.lab.dump.DumpedRecord;
import dev.headroom.lab.dump.Events;
import dev.headroom.lab.dump.TraceSource;
import dev.headroom.lab.traffic.Arrival;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** {@code headroom dump} against a real broker. */
class DumpIT {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    Path directory;

    @Test
    void copiesTopicsAndSaysWhatIsInThem() throws Exception {
        try (KafkaBroker broker = EmbeddedKafka.started()) {
            broker.createTopic("llm.spans", 2);
            broker.createTopic("llm.requests", 1);
            broker.createTopic("empty", 1);
            try (KafkaProducer<byte[], byte[]> producer = producerTo(broker)) {
                send(producer, spans(0, 1, 0, "secret-prompt"));
                send(producer, spans(1, 2, 4000, "secret-prompt"));
                send(producer, spans(1, 2, 4000, "secret-prompt"));
                send(producer, event("a", 2000));
            }

            assertThat(dump(broker, "all.gz", "--topic=llm.spans", "--topic=llm.requests", "--topic=empty"))
                    .isZero();

            assertThat(TraceSource.read(directory.resolve("all.gz")))
                    .containsExactly(new Arrival(0, 100, 10), new Arrival(2, 300, 30), new Arrival(4, 100, 10));
            assertThat(out.toString())
                    .containsPattern("llm\\.spans +3 records .* 2 partitions")
                    .containsPattern("llm\\.requests +1 records")
                    .containsPattern("empty +0 records")
                    .contains("holds 3 requests over 4 s, by model {chat=1, llama=2}; left out: 1 copies of events")
                    .doesNotContain("secret");
            assertThat(recordsOf("all.gz"))
                    .filteredOn(record -> record.partition() == 1)
                    .hasSize(2)
                    .allSatisfy(record -> {
                        assertThat(record.key()).hasValue(Events.bytes("key"));
                        assertThat(record.headers())
                                .containsExactly(
                                        new DumpedRecord.Header("note", Optional.of(Events.bytes("secret-prompt"))));
                    });
        }
    }

    @Test
    void beginsWhereItIsAskedTo() throws Exception {
        try (KafkaBroker broker = EmbeddedKafka.started()) {
            broker.createTopic("llm.requests", 1);
            try (KafkaProducer<byte[], byte[]> producer = producerTo(broker)) {
                for (int minute = 0; minute < 10; minute++) {
                    send(producer, event("r" + minute, minute * 60_000L));
                }
            }

            assertThat(dump(broker, "late.gz", "--topic=llm.requests", "--from=" + isoAfterNoon(7)))
                    .isZero();

            assertThat(recordsOf("late.gz")).extracting(DumpedRecord::offset).containsExactly(7L, 8L, 9L);
        }
    }

    @Test
    void aTopicThatDoesNotExistIsSaidAndNotMade() throws Exception {
        try (KafkaBroker broker = EmbeddedKafka.started()) {
            assertThat(dump(broker, "none.gz", "--topic=llm.sapns")).isEqualTo(1);

            assertThat(err.toString().strip())
                    .isEqualTo(
                            "headroom dump: broker " + broker.bootstrapServers() + ": topic llm.sapns does not exist");
            assertThat(directory).isEmptyDirectory();
            assertThat(dump(broker, "none.gz", "--topic=llm.sapns")).isEqualTo(1);
        }
    }

    private static String isoAfterNoon(int minutes) {
        return Instant.ofEpochMilli(Events.NOON_MILLIS + minutes * 60_000L).toString();
    }

    private static ProducerRecord<byte[], byte[]> spans(int partition, int number, long afterNoonMillis, String note) {
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(
                "llm.spans",
                partition,
                "key".getBytes(StandardCharsets.UTF_8),
                Events.batch(Events.span(number, afterNoonMillis, 100, 10)));
        record.headers().add("note", note.getBytes(StandardCharsets.UTF_8));
        return record;
    }

    private static ProducerRecord<byte[], byte[]> event(String id, long afterNoonMillis) {
        return new ProducerRecord<>(
                "llm.requests",
                0,
                Events.NOON_MILLIS + afterNoonMillis,
                null,
                Events.completed(id, afterNoonMillis, 300, 30).build().toByteArray());
    }

    private static KafkaProducer<byte[], byte[]> producerTo(KafkaBroker broker) {
        return new KafkaProducer<>(
                Map.of("bootstrap.servers", broker.bootstrapServers()),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    private static void send(KafkaProducer<byte[], byte[]> producer, ProducerRecord<byte[], byte[]> record)
            throws Exception {
        producer.send(record).get(30, TimeUnit.SECONDS);
    }

    private List<DumpedRecord> recordsOf(String name) {
        List<DumpedRecord> records = new ArrayList<>();
        DumpFile.read(directory.resolve(name), records::add);
        return records;
    }

    private int dump(KafkaBroker broker, String name, String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "dump", "--bootstrap-servers=" + broker.bootstrapServers(), "--out=" + directory.resolve(name)));
        arguments.addAll(List.of(more));
        CommandLine command = HeadroomCommand.commandLine();
        command.setOut(new PrintWriter(out, true));
        command.setErr(new PrintWriter(err, true));
        return command.execute(arguments.toArray(new String[0]));
    }
}
