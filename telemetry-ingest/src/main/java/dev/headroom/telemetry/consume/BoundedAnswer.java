// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.consume;

import java.nio.ByteBuffer;
import org.apache.kafka.common.errors.CorruptRecordException;
import org.apache.kafka.common.message.FetchResponseData;
import org.apache.kafka.common.record.DefaultRecordBatch;
import org.apache.kafka.common.record.MemoryRecords;
import org.apache.kafka.common.record.MutableRecordBatch;
import org.apache.kafka.common.utils.BufferSupplier;

/**
 * A broker's answer to a fetch, within bounds: compressed batches are unpacked here, once and streaming. Each record that is too large is
 * replaced by a stub. The consumer then finds nothing to decompress. Looking at each record costs some 0.3 µs.
 */
final class BoundedAnswer {
    /** A batch, and all batches of an answer together, may take twice a record: the next fetch brings the rest. */
    private static final int RECORDS_AN_ANSWER = 2;

    private final int mostRecordBytes;
    private final BufferSupplier buffers = BufferSupplier.create();

    /**
     * Bounds nothing yet.
     *
     * @param mostRecordBytes largest size of a decompressed record, in bytes
     */
    BoundedAnswer(int mostRecordBytes) {
        if (mostRecordBytes < 1 || mostRecordBytes > Integer.MAX_VALUE / 8) {
            throw new IllegalArgumentException(
                    "the size limit of a record must be 1 to " + Integer.MAX_VALUE / 8 + ", was " + mostRecordBytes);
        }
        this.mostRecordBytes = mostRecordBytes;
    }

    /** Replaces the records in it. Called by whichever of the consumer's threads reads from the network. */
    synchronized void bound(FetchResponseData answer) {
        Allowance allowance = new Allowance((long) RECORDS_AN_ANSWER * mostRecordBytes);
        answer.responses()
                .forEach(topic -> topic.partitions().forEach(partition -> {
                    if (partition.records() instanceof MemoryRecords records) {
                        partition.setRecords(bounded(records, allowance));
                    }
                }));
    }

    private MemoryRecords bounded(MemoryRecords records, Allowance allowance) {
        boolean asItIs = true;
        for (MutableRecordBatch batch : records.batches()) {
            asItIs &= !mayBeTooLarge(batch);
        }
        if (asItIs) {
            return records;
        }
        ByteBuffer source = records.buffer();
        GrowingBytes out = new GrowingBytes(records.sizeInBytes());
        for (MutableRecordBatch batch : records.batches()) {
            ByteBuffer bytes = source.slice(source.position(), batch.sizeInBytes());
            source.position(source.position() + batch.sizeInBytes());
            if (!mayBeTooLarge(batch) || !isSound(batch)) {
                out.append(bytes);
            } else if (allowance.bytes > 0) {
                int before = out.length();
                new UnpackedBatch(batch, bytes, mostRecordBytes, mostBytesOf(batch)).appendTo(out, buffers);
                allowance.bytes -= out.length() - before;
            } else {
                // Positions continue behind the records that were handed on, so the rest is fetched again.
                break;
            }
        }
        return MemoryRecords.readableRecords(out.buffer());
    }

    private boolean mayBeTooLarge(MutableRecordBatch batch) {
        return batch instanceof DefaultRecordBatch
                && !batch.isControlBatch()
                && !Integer.valueOf(0).equals(batch.countOrNull())
                && (batch.isCompressed() || batch.sizeInBytes() > mostRecordBytes);
    }

    /** An uncompressed batch is in memory already. */
    private long mostBytesOf(MutableRecordBatch batch) {
        return batch.isCompressed() ? (long) RECORDS_AN_ANSWER * mostRecordBytes : batch.sizeInBytes();
    }

    /** One whose checksum is wrong is the consumer's to complain of. */
    private static boolean isSound(MutableRecordBatch batch) {
        try {
            batch.ensureValid();
            return true;
        } catch (CorruptRecordException e) {
            return false;
        }
    }

    private static final class Allowance {
        private long bytes;

        private Allowance(long bytes) {
            this.bytes = bytes;
        }
    }
}
