// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.publish;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.telemetry.consume.TelemetryRecord;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DeadLettersTest {
    private static final byte[] BYTES = {0, 1, (byte) 0xFF};

    private final MockProducer<byte[], byte[]> broker =
            new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
    private final List<String> facts = new ArrayList<>();

    @Test
    void aLetterHasTheRecordsOwnBytesAndHeadersAndSaysWhyAndFromWhere() {
        TelemetryRecord record = recordOf(BYTES);
        record.kafkaHeaders().add("content-type", "application/json".getBytes(StandardCharsets.UTF_8));

        writeAll(lettersFor("undecodable", "future"), letters -> letters.add(record, Set.of("undecodable", "future")));

        ProducerRecord<byte[], byte[]> letter = broker.history().get(0);
        assertThat(letter.topic()).isEqualTo("dead");
        assertThat(letter.value()).isEqualTo(BYTES);
        assertThat(new String(letter.key(), StandardCharsets.UTF_8)).isEqualTo("llm.spans/3/42");
        assertThat(headersOf(letter))
                .isEqualTo(Map.of(
                        "content-type", "application/json",
                        "headroom-reason", "future,undecodable",
                        "headroom-topic", "llm.spans",
                        "headroom-partition", "3",
                        "headroom-offset", "42",
                        "headroom-timestamp", "1700000000000"));
        assertThat(facts).containsExactly("written");
    }

    @Test
    void onlyReasonsThatCountMakeALetter() {
        writeAll(lettersFor("undecodable"), letters -> {
            letters.add(recordOf(BYTES), Set.of("duplicate"));
            letters.add(recordOf(BYTES), Set.of("duplicate", "undecodable"));
        });

        assertThat(broker.history()).hasSize(1);
        assertThat(headersOf(broker.history().get(0))).containsEntry("headroom-reason", "duplicate,undecodable");
    }

    @Test
    void aLetterIsNotCopiedAgain() {
        TelemetryRecord letter = recordOf(BYTES);
        letter.kafkaHeaders().add(DeadLetter.REASON, BYTES);

        writeAll(lettersFor("late"), letters -> letters.add(letter, Set.of("late")));

        assertThat(broker.history()).isEmpty();
    }

    @Test
    void aTombstoneHasNothingToCopy() {
        writeAll(lettersFor("no_value"), letters -> letters.add(recordOf(null), Set.of("no_value")));

        assertThat(broker.history()).isEmpty();
    }

    @Test
    void ofWhatIsTooLargeEverythingIsToldButItsValue() {
        TelemetryRecord stub = recordOf(null);
        stub.kafkaHeaders().add("headroom-skipped", "too_large".getBytes(StandardCharsets.UTF_8));

        writeAll(lettersFor("too_large"), letters -> {
            letters.add(recordOf(BYTES), Set.of("too_large"));
            letters.add(stub, Set.of("too_large"));
        });

        assertThat(broker.history()).hasSize(2).allSatisfy(letter -> {
            assertThat(letter.value()).isNull();
            assertThat(headersOf(letter)).containsEntry("headroom-offset", "42");
        });
    }

    @Test
    void theOldestAreGivenUpWhileTheBrokerIsAway() {
        writeAll(lettersFor("late"), letters -> {
            for (int length = 1; length <= 9; length++) {
                letters.add(recordOf(new byte[length * 1024]), Set.of("late"));
            }
        });

        assertThat(broker.history()).extracting(letter -> letter.value().length).containsExactly(9 * 1024);
        assertThat(facts).containsOnlyOnce("written").hasSize(9);
    }

    @Test
    void whatTheBrokerRefusesIsCountedAndTheNextIsWritten() {
        DeadLetters letters = lettersFor("late");
        broker.sendException = new RecordTooLargeException("too large");
        letters.add(recordOf(new byte[4]), Set.of("late"));
        letters.stop();
        letters.run();

        broker.sendException = null;
        assertThat(facts).containsExactly("dropped");
    }

    private DeadLetters lettersFor(String... reasons) {
        return new DeadLetters(
                new DeadLetterSettings("dead", Set.of(reasons), 16 * 1024), () -> broker, new DeadLetterFacts() {
                    @Override
                    public void written() {
                        facts.add("written");
                    }

                    @Override
                    public void dropped() {
                        facts.add("dropped");
                    }
                });
    }

    /** On this thread: what was added is written, and then there is an end. */
    private static void writeAll(DeadLetters letters, java.util.function.Consumer<DeadLetters> adding) {
        adding.accept(letters);
        letters.stop();
        letters.run();
    }

    private static TelemetryRecord recordOf(byte @Nullable [] value) {
        return new TelemetryRecord("llm.spans", 3, 42, 1_700_000_000_000L, null, value, new RecordHeaders());
    }

    private static Map<String, String> headersOf(ProducerRecord<byte[], byte[]> letter) {
        Map<String, String> texts = new TreeMap<>();
        letter.headers().forEach(header -> texts.put(header.key(), new String(header.value(), StandardCharsets.UTF_8)));
        return texts;
    }
}
