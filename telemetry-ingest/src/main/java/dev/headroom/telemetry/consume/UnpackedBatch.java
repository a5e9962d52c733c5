// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.consume;

import dev.headroom.telemetry.decode.RecordHeaders;
import dev.headroom.telemetry.decode.SkipReason;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.record.DefaultRecord;
import org.apache.kafka.common.record.DefaultRecordBatch;
import org.apache.kafka.common.record.MutableRecordBatch;
import org.apache.kafka.common.utils.BufferSupplier;
import org.apache.kafka.common.utils.ByteUtils;
import org.jspecify.annotations.Nullable;

/**
 * A batch of the record format 2 (Kafka protocol guide, "Record Batch") rewritten without compression. A record that is too large becomes a
 * stub: its offset and time, no key, no value, and the header {@link RecordHeaders#SKIPPED}, which the pipeline counts. Beyond the bound,
 * one stub at the batch's last offset replaces all further records. One use, one thread.
 */
final class UnpackedBatch {
    private static final int LENGTH_AT = 8;
    private static final int COUNTED_FROM = 12;
    private static final int ATTRIBUTES_AT = 21;
    private static final int COUNT_AT = DefaultRecordBatch.RECORDS_COUNT_OFFSET;
    private static final int COMPRESSION_BITS = 0x07;

    private final MutableRecordBatch batch;
    private final ByteBuffer packed;
    private final int mostRecordBytes;
    private final long mostBytes;
    private int records;
    /** Where the newest whole record ends. */
    private int whole;
    /** Of the newest record that was handed on, from the batch's first offset. */
    private int lastDelta = -1;

    /**
     * Not unpacked yet.
     *
     * @param packed its bytes
     * @param mostRecordBytes largest size of a decompressed record of it
     * @param mostBytes how much of it is decompressed at most
     */
    UnpackedBatch(MutableRecordBatch batch, ByteBuffer packed, int mostRecordBytes, long mostBytes) {
        this.batch = batch;
        this.packed = packed;
        this.mostRecordBytes = mostRecordBytes;
        this.mostBytes = mostBytes;
    }

    /** Writes it at the end of {@code out}. */
    void appendTo(GrowingBytes out, BufferSupplier buffers) {
        int start = out.length();
        out.append(packed.duplicate().limit(DefaultRecordBatch.RECORD_BATCH_OVERHEAD));
        int last = Math.toIntExact(batch.lastOffset() - batch.baseOffset());
        try {
            SkipReason whyNotAll = copy(out, buffers);
            if (whyNotAll != null && lastDelta < last) {
                stub(out, last, Math.max(0, batch.maxTimestamp() - baseTimestamp()), whyNotAll);
            }
        } catch (IOException e) {
            throw new IllegalStateException("writing to memory must not fail", e);
        }
        finish(out.from(start));
    }

    /** Answers why it did not come to the end; null where it did. */
    private @Nullable SkipReason copy(GrowingBytes out, BufferSupplier buffers) {
        whole = out.length();
        BoundedStream in = null;
        try (InputStream unpacking = ((DefaultRecordBatch) batch).recordInputStream(buffers)) {
            in = new BoundedStream(unpacking, mostBytes);
            int declared = packed.getInt(COUNT_AT);
            for (int number = 0; number < declared; number++) {
                copyRecord(in, out);
            }
            return null;
        } catch (IOException | RuntimeException e) {
            // No bytes, whatever they do to this code or to a decompressor, may hold up the partition.
            out.cutTo(whole);
            return in != null && in.isExhausted() ? SkipReason.TOO_LARGE : SkipReason.UNDECODABLE;
        }
    }

    private void copyRecord(BoundedStream in, GrowingBytes out) throws IOException {
        int size = ByteUtils.readVarint(in);
        if (size > mostRecordBytes) {
            skipRecord(in, size, out);
            return;
        }
        int start = out.length();
        writeVarint(size, out);
        in.require(out.append(in, Math.max(0, size)) == size);
        DefaultRecord record = DefaultRecord.readFrom(
                out.from(start), batch.baseOffset(), baseTimestamp(), batch.baseSequence(), null);
        follow(in, Math.toIntExact(record.offset() - batch.baseOffset()));
        count(out);
    }

    /** As {@link ByteUtils} does, which wants another stream for it. */
    private static void writeVarint(int value, GrowingBytes out) {
        int left = (value << 1) ^ (value >> 31);
        while ((left & ~0x7f) != 0) {
            out.write((left & 0x7f) | 0x80);
            left >>>= 7;
        }
        out.write(left);
    }

    private void skipRecord(BoundedStream in, int size, GrowingBytes out) throws IOException {
        long before = in.given();
        in.read();
        long timeDelta = ByteUtils.readVarlong(in);
        int delta = ByteUtils.readVarint(in);
        follow(in, delta);
        stub(out, delta, timeDelta, SkipReason.TOO_LARGE);
        in.skipNBytes(size - (in.given() - before));
    }

    /** Offsets rise, and none lies beyond the batch's stated last one. */
    private void follow(BoundedStream in, int delta) throws IOException {
        in.require(delta > lastDelta && delta <= batch.lastOffset() - batch.baseOffset());
        lastDelta = delta;
    }

    private void stub(GrowingBytes out, int delta, long timeDelta, SkipReason reason) throws IOException {
        byte[] name = reason.word().getBytes(StandardCharsets.UTF_8);
        Header[] headers = {new RecordHeader(RecordHeaders.SKIPPED, name)};
        DefaultRecord.writeTo(new DataOutputStream(out), delta, timeDelta, null, null, headers);
        count(out);
    }

    private void count(GrowingBytes out) {
        records++;
        whole = out.length();
    }

    private long baseTimestamp() {
        return ((DefaultRecordBatch) batch).baseTimestamp();
    }

    private void finish(ByteBuffer written) {
        written.putInt(LENGTH_AT, written.limit() - COUNTED_FROM);
        written.putShort(ATTRIBUTES_AT, (short) (written.getShort(ATTRIBUTES_AT) & ~COMPRESSION_BITS));
        written.putInt(COUNT_AT, records);
        CRC32C checksum = new CRC32C();
        checksum.update(written.duplicate().position(ATTRIBUTES_AT));
        written.putInt(DefaultRecordBatch.CRC_OFFSET, (int) checksum.getValue());
    }
}
