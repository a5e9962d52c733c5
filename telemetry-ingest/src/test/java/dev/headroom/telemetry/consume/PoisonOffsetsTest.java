// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.consume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Processes that come and go, and one file that all of them find. */
class PoisonOffsetsTest {
    private static final byte[] VALUE = {1, 2, 3};

    @TempDir
    Path directory;

    private Path file;
    private final List<TelemetryRecord> taken = new ArrayList<>();

    /** What ends a process, which no sink can catch. */
    private static final class Death extends Error {
        private static final long serialVersionUID = 1L;
    }

    @BeforeEach
    void nameTheFile() {
        file = directory.resolve("places");
    }

    @Test
    void aRecordThatEndedTwoProcessesIsSkippedByTheThird() {
        dieAt("llm.spans", 2, 42);
        dieAt("llm.spans", 2, 42);

        live(place("llm.spans", 2, 42));

        assertThat(taken).singleElement().satisfies(stub -> {
            assertThat(stub.offset()).isEqualTo(42);
            assertThat(stub.value()).isNull();
            assertThat(stub.key()).isNull();
            assertThat(stub.headers().valueOf("headroom-skipped")).contains("deadly");
        });
    }

    @Test
    void aRecordThatEndedOneProcessIsTriedOnceMore() {
        dieAt("llm.spans", 2, 42);

        live(place("llm.spans", 2, 42));

        assertThat(taken.get(0).value()).isEqualTo(VALUE);
    }

    @Test
    void deathsAtDifferentPlacesAreNotAddedUp() {
        dieAt("llm.spans", 2, 42);
        dieAt("llm.spans", 2, 43);
        dieAt("llm.spans", 1, 42);
        dieAt("llm.metrics", 2, 42);

        live(place("llm.spans", 2, 42), place("llm.spans", 2, 43), place("llm.metrics", 2, 42));

        assertThat(taken).extracting(TelemetryRecord::value).containsOnly(VALUE);
    }

    @Test
    void aPlaceIsRememberedWhileProcessesDieOfOthersAndEndInOrder() {
        dieAt("llm.spans", 2, 42);
        dieAt("llm.spans", 2, 42);
        dieAt("llm.spans", 2, 99);
        live(place("llm.spans", 0, 1));
        dieAt("llm.spans", 2, 99);
        taken.clear();

        live(place("llm.spans", 2, 42), place("llm.spans", 2, 99), place("llm.spans", 2, 98));

        assertThat(taken).extracting(record -> record.value() != null).containsExactly(false, false, true);
    }

    @Test
    void aProcessThatDiesBetweenRecordsDiedOfNone() {
        for (int life = 0; life < 3; life++) {
            PoisonOffsets places = PoisonOffsets.in(file);
            new WatchedSink(taken::add, places).accept(place("llm.spans", 2, 42));
            places.release();
        }

        assertThat(taken).extracting(TelemetryRecord::value).containsOnly(VALUE);
    }

    @Test
    void aDefectOfOursEndsNoProcess() {
        for (int life = 0; life < 3; life++) {
            PoisonOffsets places = PoisonOffsets.in(file);
            WatchedSink sink = new WatchedSink(
                    record -> {
                        throw new IllegalStateException("a defect");
                    },
                    places);
            assertThatThrownBy(() -> sink.accept(place("llm.spans", 2, 42))).hasMessage("a defect");
            places.release();
        }

        live(place("llm.spans", 2, 42));

        assertThat(taken.get(0).value()).isEqualTo(VALUE);
    }

    @Test
    void theFileGoesWithAProcessThatHasNothingToRemember() {
        live(place("llm.spans", 2, 42));

        assertThat(file).doesNotExist();
    }

    @Test
    void aFileThatAnotherHasOrThatIsNoneOfOursChangesNothing() throws IOException {
        try (PoisonOffsets first = PoisonOffsets.in(file);
                PoisonOffsets second = PoisonOffsets.in(file)) {
            new WatchedSink(taken::add, second).accept(place("llm.spans", 2, 42));
            new WatchedSink(taken::add, first).accept(place("llm.spans", 2, 43));
        }
        Files.write(file, "not ours, and long enough to look at: ".repeat(999).getBytes(StandardCharsets.UTF_8));
        live(place("llm.spans", 2, 44));
        file = directory.resolve("no/such/directory");
        live(place("llm.spans", 2, 45));

        assertThat(taken).hasSize(4).extracting(TelemetryRecord::value).containsOnly(VALUE);
    }

    private void dieAt(String topic, int partition, long offset) {
        PoisonOffsets places = PoisonOffsets.in(file);
        WatchedSink sink = new WatchedSink(
                record -> {
                    throw new Death();
                },
                places);
        assertThatThrownBy(() -> sink.accept(place(topic, partition, offset))).isInstanceOf(Death.class);
        places.release();
    }

    private void live(TelemetryRecord... records) {
        try (PoisonOffsets places = PoisonOffsets.in(file)) {
            WatchedSink sink = new WatchedSink(taken::add, places);
            List.of(records).forEach(sink::accept);
        }
    }

    private static TelemetryRecord place(String topic, int partition, long offset) {
        return new TelemetryRecord(topic, partition, offset, 1_700_000_000_000L, null, VALUE, new RecordHeaders());
    }
}
