// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.consume;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.telemetry.decode.RecordHeaders;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import java.util.zip.GZIPOutputStream;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.message.FetchResponseData;
import org.apache.kafka.common.message.FetchResponseData.FetchableTopicResponse;
import org.apache.kafka.common.message.FetchResponseData.PartitionData;
import org.apache.kafka.common.record.CompressionType;
import org.apache.kafka.common.record.DefaultRecord;
import org.apache.kafka.common.record.DefaultRecordBatch;
import org.apache.kafka.common.record.MemoryRecords;
import org.apache.kafka.common.record.Record;
import org.apache.kafka.common.record.RecordBatch;
import org.apache.kafka.common.record.SimpleRecord;
import org.apache.kafka.common.utils.ByteUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the consumer is handed of what a broker answers. */
class BoundedAnswerTest {
    private static final int BOUND = 64 * 1024;
    private static final long FIRST = 4711;
    private static final long TIME = 1_700_000_000_000L;

    private final BoundedAnswer answers = new BoundedAnswer(BOUND);

    @ParameterizedTest
    @EnumSource(CompressionType.class)
    void recordsWithinTheBoundAreHandedOnAsTheyAre(CompressionType type) {
        MemoryRecords sent = batch(type, bytes(1), bytes(BOUND / 2), bytes(1000));

        MemoryRecords got = bounded(sent);

        assertThat(read(got)).isEqualTo(read(sent));
        assertThat(got.batches().iterator().next().isCompressed()).isFalse();
    }

    @ParameterizedTest
    @EnumSource(CompressionType.class)
    void aRecordBeyondTheBoundIsReplacedByAStubInItsPlace(CompressionType type) {
        MemoryRecords sent = batch(type, bytes(10), bytes(BOUND + 1), bytes(20));

        List<Record> got = read(bounded(sent));

        assertThat(got).extracting(Record::offset).containsExactly(FIRST, FIRST + 1, FIRST + 2);
        assertThat(got).extracting(Record::timestamp).containsExactly(TIME, TIME + 1, TIME + 2);
        assertThat(got.get(0).valueSize()).isEqualTo(10);
        assertThat(got.get(1).hasValue()).isFalse();
        assertThat(got.get(1).hasKey()).isFalse();
        assertThat(skipped(got.get(1))).isEqualTo("too_large");
        assertThat(got.get(2).valueSize()).isEqualTo(20);
    }

    @Test
    void whatLiesBehindTwiceTheBoundOfABatchIsOneStubAtItsEnd() {
        MemoryRecords sent = batch(CompressionType.ZSTD, bytes(10), bytes(100 * BOUND), bytes(20), bytes(30));

        List<Record> got = read(bounded(sent));

        assertThat(got).extracting(Record::offset).containsExactly(FIRST, FIRST + 1, FIRST + 3);
        assertThat(got).extracting(BoundedAnswerTest::skipped).containsExactly("", "too_large", "too_large");
    }

    @Test
    void manyRecordsThatAreLargeTogetherAreCutAtTwiceTheBound() {
        byte[][] values = Stream.generate(() -> bytes(BOUND / 2)).limit(10).toArray(byte[][]::new);

        List<Record> got = read(bounded(batch(CompressionType.GZIP, values)));

        assertThat(got)
                .extracting(BoundedAnswerTest::skipped)
                .as("three whole ones fit beside what each needs itself, and the last stands for seven")
                .containsExactly("", "", "", "too_large");
        assertThat(got.get(3).offset()).isEqualTo(FIRST + 9);
    }

    @Test
    void aLargeRecordThatIsNotCompressedIsSkippedAndOthersAreAllHandedOn() {
        byte[][] values = Stream.generate(() -> bytes(BOUND)).limit(10).toArray(byte[][]::new);
        values[9] = bytes(BOUND / 2);

        List<Record> got = read(bounded(batch(CompressionType.NONE, values)));

        assertThat(got).hasSize(10);
        assertThat(got.subList(0, 9)).extracting(BoundedAnswerTest::skipped).containsOnly("too_large");
        assertThat(got.get(9).valueSize()).isEqualTo(BOUND / 2);
    }

    @Test
    void whatAnAnswerHoldsBeyondTwiceTheBoundIsLeftForTheNextFetch() {
        MemoryRecords large = batch(CompressionType.LZ4, bytes(BOUND - 100));
        PartitionData first = partition(joined(large, large, large, large));
        PartitionData second = partition(large);
        PartitionData plain = partition(batch(CompressionType.NONE, bytes(7)));

        answers.bound(answer(first, second, plain));

        assertThat(read((MemoryRecords) first.records())).hasSize(3);
        assertThat(second.records().sizeInBytes()).isZero();
        assertThat(read((MemoryRecords) plain.records())).hasSize(1);
    }

    @Test
    void aRecordThatOnlyClaimsToBeLargeIsNotBelieved() throws IOException {
        List<Record> got = read(bounded(forged(Integer.MAX_VALUE)));

        assertThat(got).extracting(Record::offset).containsExactly(FIRST, FIRST + 1);
        assertThat(got).extracting(BoundedAnswerTest::skipped).containsExactly("too_large", "undecodable");
    }

    @Test
    void aRecordWhoseSizeIsNoneDoesNotHoldUpThePartition() throws IOException {
        for (int size : new int[] {-1, 0, 3, BOUND - 1}) {
            List<Record> got = read(bounded(forged(size)));

            assertThat(got).extracting(Record::offset).as("size %d", size).containsExactly(FIRST + 1);
            assertThat(got).extracting(BoundedAnswerTest::skipped).containsExactly("undecodable");
        }
    }

    @Test
    void compressedBytesThatAreNoneDoNotHoldUpThePartition() {
        MemoryRecords sent = batch(CompressionType.GZIP, bytes(10), bytes(20));
        ByteBuffer bytes = sent.buffer();
        bytes.put(DefaultRecordBatch.RECORD_BATCH_OVERHEAD, (byte) 0);
        sign(bytes);

        List<Record> got = read(bounded(sent));

        assertThat(got).extracting(Record::offset).containsExactly(FIRST + 1);
        assertThat(got).extracting(BoundedAnswerTest::skipped).containsExactly("undecodable");
    }

    @Test
    void aBatchWhoseChecksumIsWrongIsTheConsumersToComplainOf() {
        MemoryRecords sent = batch(CompressionType.GZIP, bytes(10));
        sent.buffer().put(DefaultRecordBatch.RECORD_BATCH_OVERHEAD, (byte) 0);

        MemoryRecords got = bounded(sent);

        assertThat(got.buffer()).isEqualTo(sent.buffer());
    }

    @Test
    void anEmptyBatchOfACompactedTopicStaysOne() {
        ByteBuffer bytes = ByteBuffer.allocate(DefaultRecordBatch.RECORD_BATCH_OVERHEAD);
        DefaultRecordBatch.writeEmptyHeader(
                bytes,
                RecordBatch.MAGIC_VALUE_V2,
                7L,
                (short) 0,
                3,
                FIRST,
                FIRST + 9,
                1,
                org.apache.kafka.common.record.TimestampType.CREATE_TIME,
                TIME,
                false,
                false);
        bytes.flip();
        bytes.putShort(21, (short) (bytes.getShort(21) | CompressionType.LZ4.id));
        sign(bytes);

        MemoryRecords got = bounded(MemoryRecords.readableRecords(bytes));

        assertThat(read(got)).isEmpty();
        assertThat(got.batches().iterator().next().nextOffset()).isEqualTo(FIRST + 10);
    }

    private MemoryRecords bounded(MemoryRecords sent) {
        PartitionData partition = partition(sent);
        answers.bound(answer(partition));
        return (MemoryRecords) partition.records();
    }

    private static FetchResponseData answer(PartitionData... partitions) {
        return new FetchResponseData()
                .setResponses(List.of(new FetchableTopicResponse().setPartitions(Arrays.asList(partitions))));
    }

    private static PartitionData partition(MemoryRecords records) {
        return new PartitionData().setRecords(records);
    }

    private static MemoryRecords batch(CompressionType type, byte[]... values) {
        List<SimpleRecord> records = new ArrayList<>();
        for (byte[] value : values) {
            records.add(new SimpleRecord(TIME + records.size(), "key".getBytes(StandardCharsets.UTF_8), value));
        }
        return MemoryRecords.withRecords(FIRST, Compression.of(type).build(), 5, records.toArray(SimpleRecord[]::new));
    }

    private static MemoryRecords joined(MemoryRecords... parts) {
        ByteBuffer all = ByteBuffer.allocate(
                Arrays.stream(parts).mapToInt(MemoryRecords::sizeInBytes).sum());
        Arrays.stream(parts).map(MemoryRecords::buffer).forEach(all::put);
        return MemoryRecords.readableRecords(all.flip());
    }

    /** A gzip batch of two records of which the first says that it has another size. A broker does not look at it. */
    private static MemoryRecords forged(int size) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(new GZIPOutputStream(packed))) {
            ByteArrayOutputStream plain = new ByteArrayOutputStream();
            DefaultRecord.writeTo(
                    new DataOutputStream(plain), 0, 0, null, ByteBuffer.wrap(bytes(10)), Record.EMPTY_HEADERS);
            ByteUtils.writeVarint(size, out);
            out.write(plain.toByteArray(), 1, plain.size() - 1);
            DefaultRecord.writeTo(out, 1, 0, null, ByteBuffer.wrap(bytes(10)), Record.EMPTY_HEADERS);
        }
        ByteBuffer header = batch(CompressionType.GZIP, bytes(10), bytes(10)).buffer();
        ByteBuffer bytes = ByteBuffer.allocate(DefaultRecordBatch.RECORD_BATCH_OVERHEAD + packed.size());
        bytes.put(header.limit(DefaultRecordBatch.RECORD_BATCH_OVERHEAD));
        bytes.put(packed.toByteArray()).flip();
        bytes.putInt(8, bytes.limit() - 12);
        sign(bytes);
        return MemoryRecords.readableRecords(bytes);
    }

    private static void sign(ByteBuffer batch) {
        CRC32C checksum = new CRC32C();
        checksum.update(batch.duplicate().position(21));
        batch.putInt(DefaultRecordBatch.CRC_OFFSET, (int) checksum.getValue());
    }

    /** As the consumer does, which also judges the checksum and each record. */
    private static List<Record> read(MemoryRecords records) {
        List<Record> read = new ArrayList<>();
        records.batches().forEach(batch -> {
            batch.ensureValid();
            batch.forEach(read::add);
        });
        return read;
    }

    private static String skipped(Record record) {
        return Arrays.stream(record.headers())
                .filter(header -> header.key().equals(RecordHeaders.SKIPPED))
                .map(header -> new String(header.value(), StandardCharsets.UTF_8))
                .findFirst()
                .orElse("");
    }

    private static byte[] bytes(int length) {
        return new byte[length];
    }
}
