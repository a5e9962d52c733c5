// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headroom.lab.file.BadInputException;
import dev.headroom.lab.traffic.Arrival;
import dev.headroom.scaler.document.Parsed;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class EngineFileTest {
    private static final String LINES = """
            apiVersion: headroom.dev/v1
            engine: tiny
            hardware: h100-80gb
            gpus: 1
            maxSequences: 8
            stepTokens: 512
            kvTokens: 10000
            stepTime: { baseMs: 8, perPrefillTokenMs: 0.02 }
            """;

    static List<String> shipped() {
        return ShippedEngines.names();
    }

    @Test
    void readsStraightLines() {
        EngineModel engine = valid(LINES);

        assertThat(engine.name()).isEqualTo("tiny");
        assertThat(engine.limits()).isEqualTo(new EngineLimits(8, 512, 10_000));
        assertThat(engine.times()).isEqualTo(new LinearStepTimes(8, 0, 0, 0.02, 0, 0));
        assertThat(engine.tokensPerStep()).isEqualTo(1);
    }

    @ParameterizedTest
    @MethodSource("shipped")
    void whatIsWrittenIsReadAsTheSame(String name) {
        EngineModel engine = ShippedEngines.named(name);

        EngineModel again = valid(EngineText.of(engine, List.of("why", "", "and how")));

        assertThat(EngineText.of(again, List.of())).isEqualTo(EngineText.of(engine, List.of()));
        for (int sequences = 1; sequences < 200; sequences += 7) {
            assertThat(again.times().millis(sequences, 700L * sequences, 900, 0, 0))
                    .isEqualTo(engine.times().millis(sequences, 700L * sequences, 900, 0, 0));
            assertThat(again.times().millis(sequences, 700L * sequences, 900, 300, 1e5))
                    .isEqualTo(engine.times().millis(sequences, 700L * sequences, 900, 300, 1e5));
        }
    }

    @ParameterizedTest
    @MethodSource("shipped")
    void whatComesAlongServesARequest(String name) {
        EngineModel engine = ShippedEngines.named(name);
        ServedRequest request = new ServedRequest(new Arrival(0, 1_000, 100));

        Engine server = new Engine(engine, new SplittableRandom(1));
        server.accept(request, 0);
        server.advanceTo(60, done -> {});

        assertThat(engine.name()).isEqualTo(name);
        assertThat(request.timeToFirstTokenSeconds()).isBetween(0.010, 0.200);
        assertThat(request.interTokenSeconds()).isBetween(0.003, 0.020);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "gpus: 1 | gpus: 0 | gpus must be a whole number from 1 to 4096, was '0'",
                "stepTokens: 512 | stepTokens: 4 | stepTokens must not be below maxSequences, which is 8, was '4'",
                "kvTokens: 10000 | kvToken: 10000 | kvTokens is missing",
                "gpus: 1 | prefixHitShare: 1 | prefixHitShare must be a number of 0 or more and below 1, was '1'",
                "baseMs: 8 | baseMs: -8 | stepTime.baseMs must be a number above 0, was '-8'",
                "stepTime | stepTimes | stepTables or stepTime must be given",
                "engine: tiny | tokensPerStep: 0.5 | tokensPerStep must be a number of 1 or more, was '0.5'"
            })
    void saysWhatIsWrong(String good, String bad, String sentence) {
        assertThat(faultsOf(LINES.replace(good, bad))).contains(sentence);
    }

    @Test
    void saysWhatIsWrongWithATable() {
        String table = LINES.replaceAll("stepTime.*", "") + """
                stepTables:
                  decode:
                    meanContextTokens: [0, 1000]
                    rows:
                      - { sequences: 1, millis: [8, 9] }
                      - { sequences: 8, millis: [9, 8] }
                  mixed:
                    contextTokens: [0, x]
                    rows:
                      - { prefillTokens: 0, millis: [16, 20] }
                      - { prefillTokens: 2048, millis: [50, 60] }
                """;

        assertThat(faultsOf(table))
                .contains(
                        "stepTables.decode.rows must make a grid: times must be above 0 and never fall along a row or a"
                                + " column, was 8.0 at row 8.0, column 1000.0")
                .contains("stepTables.mixed.contextTokens must be a list of numbers, found 'x'");
    }

    @Test
    void namesWhatComesAlongWhereThereIsNoSuchEngine(@TempDir Path folder) throws Exception {
        assertThatThrownBy(() -> ShippedEngines.named("h300"))
                .isInstanceOf(BadInputException.class)
                .hasMessage("engine 'h300' is neither a file nor one of " + String.join(", ", ShippedEngines.names()));
        Path file = Files.writeString(folder.resolve("bad.yaml"), LINES.replace("gpus: 1", "gpus: many"));
        assertThatThrownBy(() -> ShippedEngines.named(file.toString()))
                .hasMessage("engine '" + file + "': gpus must be a whole number from 1 to 4096, was 'many'");
        Path good = Files.writeString(folder.resolve("good.yaml"), LINES);
        assertThat(ShippedEngines.named(good.toString()).name()).isEqualTo("tiny");
    }

    private static EngineModel valid(String text) {
        return EngineFile.read(text).fold(Parsed.Valid::value, invalid -> {
            throw new AssertionError(invalid.sentence());
        });
    }

    private static String faultsOf(String text) {
        return EngineFile.read(text).fold(valid -> "none", Parsed.Invalid::sentence);
    }
}
