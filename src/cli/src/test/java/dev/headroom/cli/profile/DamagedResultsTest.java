// SPDX-License-Identifier: Apache-2.0
package dev.headroom.cli.profile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.cli.loadtest.ResultReader;
import dev.headroom.lab.file.BadInputException;
import dev.headroom.scaler.capacity.Performance;
import dev.headroom.scaler.capacity.ServingProfileReader;
import dev.headroom.scaler.slo.DocumentName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever happens to a file, there is a table that the service takes, or one sentence; never anything else. */
class DamagedResultsTest {
    private static final int CUTS = 60;
    private static final int DAMAGES = 120;
    private static final long SEED = Long.getLong("headroom.test.seed", 20261203L);
    private static final int MOST_LETTERS = 320;

    static List<Path> results() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of(CommandRun.RESULTS))) {
            return files.filter(file -> file.toString().matches(".*\\.(csv|json|jsonl)"))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void seesEachTool() throws IOException {
        assertThat(results())
                .hasSizeGreaterThan(10)
                .anyMatch(file -> file.toString().endsWith("_history.csv"));
    }

    @ParameterizedTest
    @MethodSource("results")
    void aFileThatIsCutOffIsOneSentence(Path file) throws IOException {
        System.out.println("seed " + SEED);
        SplittableRandom random = new SplittableRandom(SEED);
        String text = Files.readString(file);

        for (int i = 0; i < CUTS; i++) {
            String cut = text.substring(0, random.nextInt(text.length()));
            boolean sentence = isSentence(file, cut);

            // Rows that are left out at the end of a history, or lines of JSON, are as if they never were.
            boolean mayBeWhole =
                    cut.endsWith("\n") || text.substring(cut.length()).isBlank() || isLines(text);
            assertThat(sentence || mayBeWhole)
                    .as("%s, cut at %d of %d, seed %d", file, cut.length(), text.length(), SEED)
                    .isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource("results")
    void aFileThatIsDamagedIsOneSentenceOrATable(Path file) throws IOException {
        System.out.println("seed " + SEED);
        SplittableRandom random = new SplittableRandom(SEED + 1);
        String text = Files.readString(file);
        String[] pieces = {"-", "1e999", "NaN", "\"", ",", "null", "}", "[", "0", "\n", "é", "-1", "9999999999999999999"
        };

        for (int i = 0; i < DAMAGES; i++) {
            int from = random.nextInt(text.length());
            int to = Math.min(text.length(), from + random.nextInt(12));
            String damaged = text.substring(0, from) + pieces[random.nextInt(pieces.length)] + text.substring(to);

            // Fails where something else is thrown.
            isSentence(file, damaged);
        }
    }

    private static boolean isLines(String text) {
        return text.startsWith("{") && text.strip().lines().skip(1).anyMatch(line -> line.startsWith("{"));
    }

    /** Whether a sentence came, instead of a table. */
    private static boolean isSentence(Path file, String text) {
        try {
            Performance.MeasuredTable table = ImportedCurve.of(
                            ResultReader.read(Map.of(file.getFileName().toString(), text)),
                            OptionalDouble.of(95),
                            lengths(file))
                    .table();
            String yaml = new TableDocument("H100", 1, 1, 1, OptionalLong.empty(), OptionalInt.empty(), table)
                    .yaml(List.of());
            return ServingProfileReader.read(yaml, new DocumentName("file", "damaged"))
                    .fold(valid -> false, invalid -> !invalid.sentence().isEmpty());
        } catch (BadInputException wrong) {
            assertThat(wrong.getMessage()).hasLineCount(1).hasSizeLessThan(MOST_LETTERS);
            return true;
        }
    }

    private static StatedLengths lengths(Path file) {
        return file.toString().endsWith(".csv")
                ? new StatedLengths(OptionalDouble.of(5000), OptionalDouble.of(500))
                : new StatedLengths(OptionalDouble.empty(), OptionalDouble.empty());
    }
}
