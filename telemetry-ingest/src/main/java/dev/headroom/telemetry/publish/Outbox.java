// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.publish;

import dev.headroom.telemetry.WorkloadKey;
import dev.headroom.telemetry.pane.PaneMessages;
import dev.headroom.telemetry.pane.ReadingProgress;
import dev.headroom.telemetry.pane.Writer;
import dev.headroom.telemetry.window.WorkloadPane;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.ToIntFunction;
import org.apache.kafka.clients.producer.ProducerRecord;

/** The records of one process: panes under the name of their workload, progress under its own. One thread. */
final class Outbox {
    private final String topic;
    private final String process;
    private final InstantSource clock;
    /** A name that comes back after a start belongs to another writer, because numbers begin again. */
    private final String life;

    private long sequence;

    Outbox(String topic, String process, InstantSource clock) {
        this.topic = topic;
        this.process = process;
        this.clock = clock;
        this.life = process + "@" + clock.instant();
    }

    List<ProducerRecord<byte[], byte[]>> records(
            SortedMap<WorkloadKey, WorkloadPane> panes, Optional<ReadingProgress> progress) {
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (Map.Entry<WorkloadKey, WorkloadPane> pane : panes.entrySet()) {
            for (byte[] value : PaneMessages.bytesOf(this::next, pane.getKey(), pane.getValue())) {
                records.add(record("pane/" + pane.getKey(), value));
            }
        }
        progress.ifPresent(report -> records.add(record("progress/" + process, PaneMessages.bytesOf(next(), report))));
        return records;
    }

    static long bytesOf(List<ProducerRecord<byte[], byte[]>> records) {
        ToIntFunction<ProducerRecord<byte[], byte[]>> size = record -> record.value().length;
        return records.stream().mapToInt(size).sum();
    }

    private Writer next() {
        return new Writer(life, ++sequence, clock.instant());
    }

    private ProducerRecord<byte[], byte[]> record(String key, byte[] value) {
        return new ProducerRecord<>(topic, key.getBytes(StandardCharsets.UTF_8), value);
    }
}
