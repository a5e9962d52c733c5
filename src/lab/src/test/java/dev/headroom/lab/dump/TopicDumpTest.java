// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.dump;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headroom.lab.dump.TopicDump.CannotDump;
import dev.headroom.lab.dump.TopicDump.Copied;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against the client's own double; against a broker in {@link DumpIT}. */
class TopicDumpTest {
    private static final TopicPartition SPANS = new TopicPartition("llm.spans", 0);
    private static final Node[] NODES = {};

    private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");

    @TempDir
    Path directory;

    @Test
    void copiesFromTheBeginningToTheEndThatTheTopicHadAtTheStart() throws IOException {
        topic(2, 5);
        consumer.schedulePollTask(() -> {
            // Two more are written while it reads.
            for (long offset = 2; offset < 7; offset++) {
                consumer.addRecord(new ConsumerRecord<>("llm.spans", 0, offset, new byte[] {1}, new byte[] {2, 3}));
            }
        });

        Map<String, Copied> copied = copy("llm.spans");

        assertThat(read()).extracting(DumpedRecord::offset).containsExactly(2L, 3L, 4L);
        assertThat(copied).hasEntrySatisfying("llm.spans", spans -> {
            assertThat(spans.records()).isEqualTo(3);
            assertThat(spans.bytes()).isEqualTo(9);
            assertThat(spans.partitions()).isEqualTo(1);
        });
        assertThat(consumer.paused()).containsExactly(SPANS);
    }

    @Test
    void anEmptyTopicIsDoneAtOnce() throws IOException {
        topic(4, 4);

        assertThat(copy("llm.spans").get("llm.spans").records()).isZero();
        assertThat(read()).isEmpty();
    }

    @Test
    void aTopicThatDoesNotExistIsSaid() {
        assertThatThrownBy(() -> copy("llm.sapns"))
                .isInstanceOf(CannotDump.class)
                .hasMessage("topic llm.sapns does not exist");
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void aBrokerThatSendsNothingIsNotWaitedForForEver() {
        topic(0, 5);

        assertThatThrownBy(() -> copy("llm.spans"))
                .isInstanceOf(CannotDump.class)
                .hasMessage("no record came for 1 s, though 5 offsets are not reached yet");
        assertThat(directory).isEmptyDirectory();
    }

    private void topic(long begins, long ends) {
        consumer.updatePartitions("llm.spans", List.of(new PartitionInfo("llm.spans", 0, Node.noNode(), NODES, NODES)));
        consumer.updateBeginningOffsets(Map.of(SPANS, begins));
        consumer.updateEndOffsets(Map.of(SPANS, ends));
    }

    private Map<String, Copied> copy(String topic) throws IOException {
        try (DumpWriter writer = new DumpWriter(directory.resolve("dump.gz"))) {
            Map<String, Copied> copied =
                    new TopicDump(consumer, Duration.ofSeconds(1)).copy(List.of(topic), OptionalLong.empty(), writer);
            writer.finish();
            return copied;
        }
    }

    private List<DumpedRecord> read() {
        List<DumpedRecord> records = new ArrayList<>();
        DumpFile.read(directory.resolve("dump.gz"), records::add);
        return records;
    }
}
