// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.dump;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import dev.headroom.lab.file.BadInputException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DumpInTimeTest {
    @TempDir
    private Path folder;

    @Test
    void topicsAndPartitionsAreOneStreamInTime() throws IOException {
        Path dump = dump(record("spans", 0, 1000), record("spans", 1, 3000), record("metrics", 0, 2000));

        List<DumpInTime.Recorded> records = DumpInTime.read(dump);

        assertThat(records).extracting(DumpInTime.Recorded::topic).containsExactly("spans", "metrics", "spans");
        assertThat(records.get(1).at()).isEqualTo(Instant.ofEpochMilli(2000));
    }

    @Test
    void recordsOfOneMillisecondKeepTheirOrder() throws IOException {
        Path dump = dump(record("spans", 0, 1000), record("metrics", 0, 1000), record("events", 0, 1000));

        assertThat(DumpInTime.read(dump))
                .extracting(DumpInTime.Recorded::topic)
                .containsExactly("spans", "metrics", "events");
    }

    @Test
    void aHeaderIsItsNewest() throws IOException {
        List<DumpedRecord.Header> headers = List.of(header("content-type", "text"), header("content-type", "json"));
        Path dump = dump(new DumpedRecord("spans", 0, 0, 1000, Optional.empty(), headers, Optional.empty()));

        DumpInTime.Recorded read = DumpInTime.read(dump).get(0);

        assertThat(read.headers().valueOf("content-type")).contains("json");
        assertThat(read.headers().valueOf("other")).isEmpty();
        assertThat(read.value()).isEmpty();
    }

    @Test
    void withoutATimeOrWithoutRecordsItSaysSo() throws IOException {
        Path timeless = dump(record("spans", 7, -1));
        Path empty = folder.resolve("empty");
        try (DumpWriter writer = new DumpWriter(empty)) {
            writer.finish();
        }

        assertThatThrownBy(() -> DumpInTime.read(timeless))
                .isInstanceOf(BadInputException.class)
                .hasMessage("dump " + timeless + ": record spans-7@0 must have a timestamp, and has none");
        assertThatThrownBy(() -> DumpInTime.read(empty))
                .isInstanceOf(BadInputException.class)
                .hasMessage("dump " + empty + " holds no records");
    }

    private Path dump(DumpedRecord... records) throws IOException {
        Path file = folder.resolve("dump");
        try (DumpWriter writer = new DumpWriter(file)) {
            for (DumpedRecord record : records) {
                writer.write(record);
            }
            writer.finish();
        }
        return file;
    }

    private static DumpedRecord record(String topic, int partition, long millis) {
        return new DumpedRecord(
                topic, partition, 0, millis, Optional.empty(), List.of(), Optional.of(ByteString.copyFromUtf8("x")));
    }

    private static DumpedRecord.Header header(String name, String value) {
        return new DumpedRecord.Header(name, Optional.of(ByteString.copyFromUtf8(value)));
    }
}
