// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.dump;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;

/** Writes a dump beside its file and puts it in place when it is whole; a dump that was not finished leaves nothing. One thread. */
public final class DumpWriter implements AutoCloseable {
    private final Path file;
    private final Path unfinished;
    private final OutputStream zipped;
    private final CodedOutputStream out;
    private long records;
    private boolean finished;

    /** Begins the file; it has its name only when it is finished. */
    public DumpWriter(Path file) throws IOException {
        this.file = file;
        this.unfinished = file.resolveSibling(file.getFileName() + ".part");
        this.zipped = new GZIPOutputStream(
                new BufferedOutputStream(Files.newOutputStream(unfinished, StandardOpenOption.CREATE_NEW)));
        this.out = CodedOutputStream.newInstance(zipped);
        out.writeRawBytes(DumpFormat.MAGIC);
        out.writeUInt32NoTag(DumpFormat.VERSION);
        writeText(DumpFormat.IN_WORDS);
    }

    /** Adds a record. */
    public void write(DumpedRecord record) throws IOException {
        out.writeUInt32NoTag(DumpFormat.RECORD);
        writeText(record.topic());
        out.writeUInt32NoTag(record.partition());
        out.writeUInt64NoTag(record.offset());
        out.writeSInt64NoTag(record.timestampMillis());
        writeBytes(record.key());
        out.writeUInt32NoTag(record.headers().size());
        for (DumpedRecord.Header header : record.headers()) {
            writeText(header.name());
            writeBytes(header.value());
        }
        writeBytes(record.value());
        records++;
    }

    /** Says that nothing is missing, and puts the file in its place. */
    public void finish() throws IOException {
        out.writeUInt32NoTag(DumpFormat.END);
        out.writeUInt64NoTag(records);
        out.flush();
        zipped.close();
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
        finished = true;
    }

    @Override
    public void close() throws IOException {
        if (!finished) {
            zipped.close();
            Files.deleteIfExists(unfinished);
        }
    }

    private void writeText(String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeUInt32NoTag(bytes.length);
        out.writeRawBytes(bytes);
    }

    private void writeBytes(Optional<ByteString> bytes) throws IOException {
        if (bytes.isEmpty()) {
            out.writeUInt32NoTag(0);
        } else {
            out.writeUInt32NoTag(bytes.get().size() + 1);
            out.writeRawBytes(bytes.get());
        }
    }
}
