// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.compare.cell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.headroom.lab.compare.cell.Cell.Window;
import dev.headroom.lab.compare.cell.ResultRow.Bounds;
import dev.headroom.lab.compare.cell.ResultRow.Causes;
import dev.headroom.lab.compare.cell.ResultRow.Cost;
import dev.headroom.lab.compare.cell.ResultRow.Kept;
import dev.headroom.lab.compare.cell.ResultRow.Moves;
import dev.headroom.lab.compare.cell.ResultRow.Phases;
import dev.headroom.lab.compare.cell.ResultRow.Scaling;
import dev.headroom.lab.compare.cell.ResultRow.Service;
import dev.headroom.lab.compare.cell.ResultRow.Signals;
import dev.headroom.lab.compare.cell.Setting.Belief;
import dev.headroom.lab.report.ReportJson;
import java.util.List;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResultRowTest {
    private static final List<Belief> BELIEFS = List.of(Belief.values());

    @Test
    void aRowHasTheFieldsThatReadersOfTheFileRelyOn() throws JsonProcessingException {
        ResultRow row = Rows.bounded(Rows.cell("B4", "tuned", 1, 7), 12, 0.98, 10);

        JsonNode json = json(row);

        assertThat(json.get("workload").textValue()).isEqualTo("W");
        assertThat(json.get("leadTime").textValue()).isEqualTo("warm");
        assertThat(json.get("policy").textValue()).isEqualTo("B4");
        assertThat(json.get("variant").textValue()).isEqualTo("tuned");
        assertThat(json.get("seed").longValue()).isEqualTo(7);
        assertThat(json.get("attainment").doubleValue()).isEqualTo(0.98);
        assertThat(json.get("gpuHours").doubleValue()).isEqualTo(12);
        assertThat(json.get("meanReplicas").doubleValue()).isEqualTo(12);
        assertThat(json.get("regret").doubleValue()).isEqualTo(1.2);
    }

    @Test
    void whatIsNotKnownIsNull() throws JsonProcessingException {
        JsonNode json = json(Rows.row(Rows.cell("B4", "tuned", 1, 7), 12, 0.98));

        assertThat(json.get("regret").isNull()).isTrue();
        assertThat(json.get("boundGpuHours").isNull()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 20_261_124})
    void aRowThatIsWrittenAndReadIsTheSame(long seed) {
        SplittableRandom chance = new SplittableRandom(seed);
        for (int draw = 0; draw < 200; draw++) {
            ResultRow row = drawn(chance);

            assertThat(ReportJson.read(ReportJson.line(row), ResultRow.class))
                    .as("seed %d draw %d", seed, draw)
                    .isEqualTo(row);
        }
    }

    @Test
    void saysWhatIsNoRow() {
        String row = ReportJson.line(Rows.row(Rows.cell("B4", "tuned", 1, 7), 12, 0.98));

        assertRefused("{", "Unexpected end-of-input");
        assertRefused("{}", "'workload'");
        assertRefused(row.replace("\"belief\":\"absent\"", "\"belief\":\"firm\""), "\"firm\"");
        assertRefused(row.replace("\"seed\":7,", ""), "'seed'");
        assertRefused(row.replace("\"gpuHours\":12.0", "\"gpuHours\":null"), "null");
    }

    private static void assertRefused(String text, String named) {
        assertThatThrownBy(() -> ReportJson.read(text, ResultRow.class))
                .as(text)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("a row must be JSON with all its fields")
                .hasMessageContaining(named);
    }

    private static JsonNode json(ResultRow row) throws JsonProcessingException {
        return new ObjectMapper().readTree(ReportJson.line(row));
    }

    private static ResultRow drawn(SplittableRandom chance) {
        Setting setting = new Setting(
                "W" + chance.nextInt(20) + " ä\"<",
                chance.nextBoolean(),
                Integer.toString(chance.nextInt(1, 600)),
                "engine",
                BELIEFS.get(chance.nextInt(BELIEFS.size())));
        Cell cell = new Cell(
                setting,
                new Contender(
                        new PolicyForm("B" + chance.nextInt(13), "tuned"), "target=0.3", chance.nextDouble() + 0.1),
                chance.nextBoolean() ? Window.RUN : Window.TRAINING,
                chance.nextLong());
        OptionalDouble bound =
                chance.nextBoolean() ? OptionalDouble.of(chance.nextDouble() + 0.01) : OptionalDouble.empty();
        long requests = chance.nextLong(1, 1L << 40);
        return new ResultRow(
                cell,
                new Kept(chance.nextDouble(), chance.nextDouble(), chance.nextDouble(), chance.nextDouble()),
                new Cost(chance.nextDouble() * 1e3, chance.nextDouble() * 1e-9, chance.nextDouble() * 1e9),
                new Bounds(bound, bound, chance.nextBoolean()),
                new Moves(chance.nextInt(99), chance.nextInt(99), chance.nextInt(99)),
                new Service(
                        requests,
                        chance.nextLong(requests),
                        chance.nextLong(-500, 500),
                        chance.nextDouble(),
                        bound,
                        OptionalDouble.of(chance.nextDouble()),
                        OptionalDouble.of(chance.nextDouble())),
                new Causes(
                        new Signals(chance.nextInt(99), chance.nextInt(99), chance.nextInt(99)),
                        new Phases(chance.nextInt(99), chance.nextInt(99), chance.nextInt(99)),
                        new Scaling(chance.nextInt(99), chance.nextInt(99), chance.nextInt(99)),
                        chance.nextDouble(),
                        chance.nextDouble()));
    }
}
