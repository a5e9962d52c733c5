// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.pane;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.headroom.telemetry.WorkloadKey;
import dev.headroom.telemetry.window.WorkloadPane;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Writes panes and progress as bytes, and reads them. Bytes of equal panes are equal. */
public final class PaneMessages {
    /** Of the contract that is written here. */
    private static final int SCHEMA = 1;

    /** Half of a broker's default limit, 1 MiB, before compression. */
    static final int MOST_BYTES = 512 << 10;

    private PaneMessages() {}

    /** Bytes of a report. */
    public static byte[] bytesOf(Writer writer, ReadingProgress progress) {
        return record(writer)
                .setProgress(ProgressMessages.messageOf(progress))
                .build()
                .toByteArray();
    }

    /**
     * Bytes of a pane, in several records where one would be too large: merging all of them, in any order, is merging the pane.
     *
     * @param writers gives the writer of each of them, asked for once a record
     */
    public static List<byte[]> bytesOf(Supplier<Writer> writers, WorkloadKey workload, WorkloadPane pane) {
        List<byte[]> records = new ArrayList<>();
        for (dev.headroom.proto.pane.Pane part : PaneParts.of(pane, MOST_BYTES)) {
            records.add(record(writers.get())
                    .setPane(part.toBuilder().setNamespace(workload.namespace()).setWorkload(workload.name()))
                    .build()
                    .toByteArray());
        }
        return records;
    }

    /**
     * Reads a record. No value makes this throw.
     *
     * @param value its value; null for a tombstone
     */
    public static PaneRecord read(byte @Nullable [] value) {
        if (value == null) {
            return new PaneRecord.Unreadable("a record must have a value, was a tombstone");
        }
        try {
            return read(dev.headroom.proto.pane.PaneRecord.parseFrom(value));
        } catch (InvalidProtocolBufferException e) {
            return new PaneRecord.Unreadable("a record must be a valid headroom.pane.v1.PaneRecord");
        } catch (IllegalArgumentException | ArithmeticException e) {
            return new PaneRecord.Unreadable("a record must hold possible values: " + e.getMessage());
        }
    }

    private static PaneRecord read(dev.headroom.proto.pane.PaneRecord message) {
        if (message.getSchemaVersion() != SCHEMA) {
            return new PaneRecord.Unreadable(
                    "schema_version must be " + SCHEMA + ", was " + message.getSchemaVersion());
        }
        Writer writer = new Writer(
                message.getWriter().getProcess(),
                message.getWriter().getSequence(),
                Instant.ofEpochMilli(message.getWriter().getWrittenAtMs()));
        return switch (message.getContentCase()) {
            case PANE ->
                new PaneRecord.Gained(
                        writer,
                        new WorkloadKey(
                                message.getPane().getNamespace(),
                                message.getPane().getWorkload()),
                        PaneReader.read(message.getPane()));
            case PROGRESS -> new PaneRecord.Reported(writer, ProgressMessages.read(message.getProgress()));
            case CONTENT_NOT_SET -> new PaneRecord.Unreadable("a record must hold a pane or progress, was empty");
        };
    }

    private static dev.headroom.proto.pane.PaneRecord.Builder record(Writer writer) {
        return dev.headroom.proto.pane.PaneRecord.newBuilder()
                .setSchemaVersion(SCHEMA)
                .setWriter(dev.headroom.proto.pane.Writer.newBuilder()
                        .setProcess(writer.process())
                        .setSequence(writer.sequence())
                        .setWrittenAtMs(writer.writtenAt().toEpochMilli()));
    }
}
