// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.dump;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.headroom.lab.file.BadInputException;
import dev.headroom.lab.file.PossiblyGzipped;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.zip.ZipException;

/** Reads dumps. Faults are {@link BadInputException}s of one sentence, which never shows content. */
public final class DumpFile {
    private final Path file;
    private final CodedInputStream in;
    private long records;

    private DumpFile(Path file, InputStream bytes) {
        this.file = file;
        this.in = CodedInputStream.newInstance(bytes);
    }

    /** Whether a file begins as a dump does; false of what cannot be read. */
    public static boolean isOne(Path file) {
        try (InputStream bytes = PossiblyGzipped.open(file)) {
            return ByteString.copyFrom(bytes.readNBytes(DumpFormat.MAGIC.size()))
                    .equals(DumpFormat.MAGIC);
        } catch (IOException unreadable) {
            return false;
        }
    }

    /** Hands over all records in the file's order, and returns how many there were. */
    public static long read(Path file, Consumer<DumpedRecord> each) {
        try (InputStream bytes = PossiblyGzipped.open(file)) {
            return new DumpFile(file, bytes).all(each);
        } catch (NoSuchFileException missing) {
            throw new BadInputException("dump " + file + " does not exist", missing);
        } catch (IOException failure) {
            throw new BadInputException("dump " + file + " cannot be read: " + failure.getMessage(), failure);
        }
    }

    private long all(Consumer<DumpedRecord> each) throws IOException {
        try {
            header();
            while (next(each)) {
                records++;
                // The limit is on one message; a dump is many.
                in.resetSizeCounter();
            }
            return records;
        } catch (EOFException | InvalidProtocolBufferException | ZipException broken) {
            throw new BadInputException(
                    "dump " + file + " is cut off or damaged after " + records + " whole records", broken);
        }
    }

    private void header() throws IOException {
        if (!ByteString.copyFrom(in.readRawBytes(DumpFormat.MAGIC.size())).equals(DumpFormat.MAGIC)) {
            throw new BadInputException("dump " + file + " is no dump: it does not begin with HEADROOM-DUMP");
        }
        int version = in.readUInt32();
        if (version != DumpFormat.VERSION) {
            throw new BadInputException(
                    "dump " + file + " must be of version " + DumpFormat.VERSION + ", was " + version);
        }
        text();
    }

    private boolean next(Consumer<DumpedRecord> each) throws IOException {
        int tag = in.readUInt32();
        if (tag == DumpFormat.RECORD) {
            each.accept(record());
            return true;
        }
        if (tag != DumpFormat.END || in.readUInt64() != records || !in.isAtEnd()) {
            throw new InvalidProtocolBufferException("neither a record nor the end");
        }
        return false;
    }

    private DumpedRecord record() throws IOException {
        String topic = text();
        int partition = in.readUInt32();
        long offset = in.readUInt64();
        long timestampMillis = in.readSInt64();
        if (partition < 0 || offset < 0) {
            throw new InvalidProtocolBufferException("partition or offset below 0");
        }
        Optional<ByteString> key = bytes();
        int count = in.readUInt32();
        List<DumpedRecord.Header> headers = new ArrayList<>();
        for (int index = 0; index < count; index++) {
            headers.add(new DumpedRecord.Header(text(), bytes()));
        }
        return new DumpedRecord(topic, partition, offset, timestampMillis, key, headers, bytes());
    }

    private String text() throws IOException {
        return new String(in.readRawBytes(in.readUInt32()), StandardCharsets.UTF_8);
    }

    private Optional<ByteString> bytes() throws IOException {
        int lengthPlusOne = in.readUInt32();
        return lengthPlusOne == 0
                ? Optional.empty()
                : Optional.of(ByteString.copyFrom(in.readRawBytes(lengthPlusOne - 1)));
    }
}
