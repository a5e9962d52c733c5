// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.dump;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import dev.headroom.lab.dump.DumpedRecord.Header;
import dev.headroom.lab.file.BadInputException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DumpFileTest {
    private static final DumpedRecord FULL = new DumpedRecord(
            "llm.spans",
            3,
            1L << 40,
            1_795_521_600_000L,
            Optional.of(Events.bytes("key")),
            List.of(new Header("a", Optional.of(Events.bytes("1"))), new Header("a", Optional.empty())),
            Optional.of(Events.bytes("value")));
    private static final DumpedRecord BARE =
            new DumpedRecord("t", 0, 0, -1, Optional.empty(), List.of(), Optional.empty());
    private static final DumpedRecord OF_EMPTY_BYTES =
            new DumpedRecord("", 0, 1, 0, Optional.of(ByteString.EMPTY), List.of(), Optional.of(ByteString.EMPTY));

    @TempDir
    Path directory;

    @Test
    void givesBackWhatWasWritten() throws IOException {
        Path file = written(FULL, BARE, OF_EMPTY_BYTES);

        assertThat(read(file)).containsExactly(FULL, BARE, OF_EMPTY_BYTES);
        assertThat(DumpFile.isOne(file)).isTrue();
    }

    @Test
    void saysForPeopleWhatItIs() throws IOException {
        byte[] content = unzipped(written(FULL));

        assertThat(new String(content, StandardCharsets.ISO_8859_1))
                .startsWith("HEADROOM-DUMP\n")
                .contains("Kafka records: tag 1, topic, partition, offset");
    }

    @Property(tries = 20)
    void givesBackAnyRecords(@ForAll long seed) throws IOException {
        SplittableRandom chance = new SplittableRandom(seed);
        DumpedRecord[] records = IntStream.range(0, chance.nextInt(50))
                .mapToObj(index -> drawn(chance))
                .toArray(DumpedRecord[]::new);
        Path file = Files.createTempDirectory("dump").resolve("any.gz");

        write(file, records);

        assertThat(read(file)).containsExactly(records);
        Files.delete(file);
        Files.delete(file.getParent());
    }

    @Test
    void aDumpThatWasNotFinishedLeavesNothing() throws IOException {
        Path file = directory.resolve("dump.gz");

        try (DumpWriter writer = new DumpWriter(file)) {
            writer.write(FULL);
        }

        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void twoDumpsIntoOneFileAreRefused() throws IOException {
        Path file = directory.resolve("dump.gz");

        try (DumpWriter first = new DumpWriter(file)) {
            first.write(FULL);
            assertThatThrownBy(() -> new DumpWriter(file)).isInstanceOf(FileAlreadyExistsException.class);
        }
    }

    @Test
    void whereverItIsCutOffItSaysSo() throws IOException {
        byte[] whole = unzipped(written(FULL, BARE));
        int magic = DumpFormat.MAGIC.size();

        for (int length = magic; length < whole.length; length++) {
            Path cut = zipped(Arrays.copyOf(whole, length));
            assertThatThrownBy(() -> read(cut))
                    .as("cut to %d of %d bytes", length, whole.length)
                    .isInstanceOf(BadInputException.class)
                    .hasMessageMatching("dump .* is cut off or damaged after [0-2] whole records");
        }
        Path unzippedHalf =
                Files.write(directory.resolve("half"), Arrays.copyOf(Files.readAllBytes(written(FULL)), 60));
        assertThatThrownBy(() -> read(unzippedHalf)).hasMessageContaining("is cut off or damaged");
    }

    @Test
    void damageNeverShowsContentAndNeverHarms() throws IOException {
        byte[] whole = unzipped(written(FULL, BARE, FULL));
        SplittableRandom chance = new SplittableRandom(20261124);

        for (int attempt = 0; attempt < 500; attempt++) {
            byte[] damaged = whole.clone();
            int at = DumpFormat.MAGIC.size() + chance.nextInt(whole.length - DumpFormat.MAGIC.size());
            damaged[at] = (byte) chance.nextInt(256);
            Path file = zipped(damaged);
            try {
                read(file);
            } catch (BadInputException sentence) {
                assertThat(sentence.getMessage()).startsWith("dump " + file).doesNotContain("value", "key");
            }
        }
    }

    @Test
    void saysWhatIsNoDumpOrOfAnotherVersion() throws IOException {
        Path other = zipped("arrival_s,input_tokens,output_tokens\n".getBytes(StandardCharsets.UTF_8));
        assertThatThrownBy(() -> read(other)).hasMessageEndingWith("is no dump: it does not begin with HEADROOM-DUMP");
        assertThat(DumpFile.isOne(other)).isFalse();
        assertThat(DumpFile.isOne(directory.resolve("none"))).isFalse();

        byte[] whole = unzipped(written(FULL));
        whole[DumpFormat.MAGIC.size()] = 2;
        Path newer = zipped(whole);
        assertThatThrownBy(() -> read(newer)).hasMessageEndingWith("must be of version 1, was 2");
        assertThatThrownBy(() -> read(directory.resolve("none"))).hasMessageEndingWith("does not exist");
    }

    @Test
    void aRecordInWordsIsItsPlaceAlone() {
        assertThat(FULL).hasToString("llm.spans-3@1099511627776");
    }

    private static DumpedRecord drawn(SplittableRandom chance) {
        List<Header> headers = IntStream.range(0, chance.nextInt(3))
                .mapToObj(index -> new Header("h" + index, drawnBytes(chance)))
                .toList();
        return new DumpedRecord(
                "topic-" + chance.nextInt(3),
                chance.nextInt(1000),
                chance.nextLong(Long.MAX_VALUE),
                chance.nextLong(),
                drawnBytes(chance),
                headers,
                drawnBytes(chance));
    }

    private static Optional<ByteString> drawnBytes(SplittableRandom chance) {
        if (chance.nextInt(4) == 0) {
            return Optional.empty();
        }
        byte[] bytes = new byte[chance.nextInt(20_000)];
        chance.nextBytes(bytes);
        return Optional.of(ByteString.copyFrom(bytes));
    }

    private static List<DumpedRecord> read(Path file) {
        List<DumpedRecord> records = new ArrayList<>();
        assertThat(DumpFile.read(file, records::add)).isEqualTo(records.size());
        return records;
    }

    private Path written(DumpedRecord... records) throws IOException {
        Path file = directory.resolve("dump.gz");
        Files.deleteIfExists(file);
        return write(file, records);
    }

    private static Path write(Path file, DumpedRecord... records) throws IOException {
        try (DumpWriter writer = new DumpWriter(file)) {
            for (DumpedRecord record : records) {
                writer.write(record);
            }
            writer.finish();
        }
        return file;
    }

    private static byte[] unzipped(Path file) throws IOException {
        try (GZIPInputStream bytes = new GZIPInputStream(Files.newInputStream(file))) {
            return bytes.readAllBytes();
        }
    }

    private Path zipped(byte[] content) throws IOException {
        Path file = directory.resolve("other.gz");
        try (OutputStream bytes = new GZIPOutputStream(Files.newOutputStream(file))) {
            bytes.write(content);
        }
        return file;
    }
}
