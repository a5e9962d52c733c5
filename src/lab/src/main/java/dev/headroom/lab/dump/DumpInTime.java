// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.dump;

import com.google.protobuf.ByteString;
import dev.headroom.lab.file.BadInputException;
import dev.headroom.telemetry.decode.RecordHeaders;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The records of a dump in the order in which they were written, whatever their topic and partition. */
public final class DumpInTime {
    private DumpInTime() {}

    /**
     * A record.
     *
     * @param topic its name
     * @param at its timestamp in Kafka
     * @param headers what it says beside its value
     * @param value empty for a tombstone
     */
    public record Recorded(String topic, Instant at, RecordHeaders headers, Optional<ByteString> value) {}

    /**
     * Reads all of a dump into memory.
     *
     * @throws BadInputException in one sentence, when the file is no dump, is damaged, is empty or has a record without a time
     */
    public static List<Recorded> read(Path file) {
        List<Recorded> records = new ArrayList<>();
        DumpFile.read(file, record -> records.add(recorded(file, record)));
        if (records.isEmpty()) {
            throw new BadInputException("dump " + file + " holds no records");
        }
        // The sort is stable: records of one partition keep their order within a millisecond.
        records.sort(Comparator.comparing(Recorded::at));
        return List.copyOf(records);
    }

    private static Recorded recorded(Path file, DumpedRecord record) {
        if (record.timestampMillis() < 0) {
            throw new BadInputException("dump " + file + ": record " + record + " must have a timestamp, and has none");
        }
        return new Recorded(
                record.topic(), Instant.ofEpochMilli(record.timestampMillis()), headers(record), record.value());
    }

    private static RecordHeaders headers(DumpedRecord record) {
        return record.headers().isEmpty() ? RecordHeaders.NONE : name -> newest(record.headers(), name);
    }

    private static Optional<String> newest(List<DumpedRecord.Header> headers, String name) {
        for (int index = headers.size() - 1; index >= 0; index--) {
            DumpedRecord.Header header = headers.get(index);
            if (header.name().equals(name)) {
                return header.value().map(ByteString::toStringUtf8);
            }
        }
        return Optional.empty();
    }
}
