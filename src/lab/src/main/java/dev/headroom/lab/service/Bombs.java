// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.service;

import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.zip.CRC32C;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.message.ProduceRequestData;
import org.apache.kafka.common.message.ProduceResponseData;
import org.apache.kafka.common.message.RequestHeaderData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.ByteBufferAccessor;
import org.apache.kafka.common.record.CompressionType;
import org.apache.kafka.common.record.DefaultRecordBatch;
import org.apache.kafka.common.record.MemoryRecords;
import org.apache.kafka.common.record.RecordBatch;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.requests.RequestUtils;
import org.apache.kafka.common.utils.ByteBufferOutputStream;
import org.apache.kafka.common.utils.ByteUtils;

/**
 * Small batches of one record that says that it is large, written byte by byte to a broker's socket: a producer would need the memory
 * that the reader shall not.
 */
public final class Bombs {
    /** The newest with topics by name. */
    private static final short PRODUCE_VERSION = 12;

    private static final int ATTRIBUTES_AT = 21;

    private Bombs() {}

    /** A record of so many zeros, as small as the compression makes it. */
    public static MemoryRecords ofZeros(CompressionType type, int valueBytes) {
        return packed(type, out -> {
            int size = 1 + 1 + 1 + 1 + ByteUtils.sizeOfVarint(valueBytes) + valueBytes + 1;
            begin(out, size, valueBytes);
            byte[] zeros = new byte[1 << 16];
            for (int left = valueBytes; left > 0; left -= zeros.length) {
                out.write(zeros, 0, Math.min(left, zeros.length));
            }
            ByteUtils.writeVarint(0, out);
        });
    }

    /** OTLP metrics whose only metric has so many data points that hold nothing: two bytes each, and some eighty when parsed. */
    public static MemoryRecords ofEmptyPoints(CompressionType type, int points) {
        byte[] metric = nested(5, emptyPoints(points));
        byte[] metrics = nested(1, nested(2, nested(2, metric)));
        return packed(type, out -> {
            begin(out, 1 + 1 + 1 + 1 + ByteUtils.sizeOfVarint(metrics.length) + metrics.length + 1, metrics.length);
            out.write(metrics);
            ByteUtils.writeVarint(0, out);
        });
    }

    private static byte[] emptyPoints(int points) {
        byte[] all = new byte[2 * points];
        for (int point = 0; point < points; point++) {
            all[2 * point] = (1 << 3) | 2;
        }
        return all;
    }

    private static byte[] nested(int field, byte[] message) {
        ByteBuffer bytes = ByteBuffer.allocate(message.length + 8).put((byte) ((field << 3) | 2));
        ByteUtils.writeUnsignedVarint(message.length, bytes);
        bytes.put(message).flip();
        byte[] whole = new byte[bytes.remaining()];
        bytes.get(whole);
        return whole;
    }

    /** A record that is small, and says that it takes 2 GiB. */
    public static MemoryRecords ofALie(CompressionType type) {
        return packed(type, out -> {
            begin(out, Integer.MAX_VALUE, 1);
            out.write(0);
            ByteUtils.writeVarint(0, out);
        });
    }

    /** Writes it to a partition; answers the offset that the broker gave it. */
    public static long write(String broker, String topic, int partition, MemoryRecords batch) throws IOException {
        ProduceRequestData.PartitionProduceData data = new ProduceRequestData.PartitionProduceData()
                .setIndex(partition)
                .setRecords(batch);
        ProduceRequestData request =
                new ProduceRequestData().setAcks((short) -1).setTimeoutMs(60_000);
        request.topicData()
                .add(new ProduceRequestData.TopicProduceData().setName(topic).setPartitionData(List.of(data)));
        RequestHeaderData header = new RequestHeaderData()
                .setRequestApiKey(ApiKeys.PRODUCE.id)
                .setRequestApiVersion(PRODUCE_VERSION)
                .setCorrelationId(7)
                .setClientId("stranger");
        ByteBuffer bytes = RequestUtils.serialize(
                header, ApiKeys.PRODUCE.requestHeaderVersion(PRODUCE_VERSION), request, PRODUCE_VERSION);
        ProduceResponseData.PartitionProduceResponse answer = ask(broker, bytes)
                .responses()
                .iterator()
                .next()
                .partitionResponses()
                .get(0);
        if (answer.errorCode() != 0) {
            throw new IOException("the broker refused the bomb: " + answer.errorCode() + " " + answer.errorMessage());
        }
        return answer.baseOffset();
    }

    private static ProduceResponseData ask(String broker, ByteBuffer request) throws IOException {
        int colon = broker.lastIndexOf(':');
        try (Socket socket = new Socket(broker.substring(0, colon), Integer.parseInt(broker.substring(colon + 1)))) {
            DataOutputStream out = new DataOutputStream(new BufferedOutputStream(socket.getOutputStream()));
            out.writeInt(request.remaining());
            out.write(request.array(), request.arrayOffset() + request.position(), request.remaining());
            out.flush();
            DataInputStream in = new DataInputStream(socket.getInputStream());
            byte[] answer = in.readNBytes(in.readInt());
            // The correlation id and no tagged fields stand before it.
            ByteBuffer body = ByteBuffer.wrap(answer).position(Integer.BYTES + 1);
            return new ProduceResponseData(new ByteBufferAccessor(body), PRODUCE_VERSION);
        }
    }

    private interface Writing {
        void to(DataOutputStream out) throws IOException;
    }

    private static void begin(DataOutputStream out, int size, int valueBytes) throws IOException {
        ByteUtils.writeVarint(size, out);
        out.write(0);
        ByteUtils.writeVarlong(0, out);
        ByteUtils.writeVarint(0, out);
        ByteUtils.writeVarint(-1, out);
        ByteUtils.writeVarint(valueBytes, out);
    }

    private static MemoryRecords packed(CompressionType type, Writing record) {
        long now = System.currentTimeMillis();
        ByteBufferOutputStream packed = new ByteBufferOutputStream(1 << 20);
        try (OutputStream packing = Compression.of(type).build().wrapForOutput(packed, RecordBatch.MAGIC_VALUE_V2);
                DataOutputStream out = new DataOutputStream(packing)) {
            record.to(out);
        } catch (IOException e) {
            throw new IllegalStateException("bytes in memory cannot fail to be written", e);
        }
        ByteBuffer body = packed.buffer().flip();
        ByteBuffer batch = ByteBuffer.allocate(DefaultRecordBatch.RECORD_BATCH_OVERHEAD + body.remaining());
        DefaultRecordBatch.writeEmptyHeader(
                batch,
                RecordBatch.MAGIC_VALUE_V2,
                RecordBatch.NO_PRODUCER_ID,
                RecordBatch.NO_PRODUCER_EPOCH,
                RecordBatch.NO_SEQUENCE,
                0,
                0,
                RecordBatch.NO_PARTITION_LEADER_EPOCH,
                TimestampType.CREATE_TIME,
                now,
                false,
                false);
        batch.position(DefaultRecordBatch.RECORD_BATCH_OVERHEAD).put(body).flip();
        batch.putInt(8, batch.limit() - 12);
        batch.putShort(ATTRIBUTES_AT, (short) type.id);
        batch.putLong(27, now);
        batch.putInt(DefaultRecordBatch.RECORDS_COUNT_OFFSET, 1);
        CRC32C checksum = new CRC32C();
        checksum.update(batch.duplicate().position(ATTRIBUTES_AT));
        batch.putInt(DefaultRecordBatch.CRC_OFFSET, (int) checksum.getValue());
        return MemoryRecords.readableRecords(batch);
    }
}
