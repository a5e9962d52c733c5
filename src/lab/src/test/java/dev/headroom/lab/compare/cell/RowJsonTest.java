// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.compare.cell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RowJsonTest {
    private static final List<Belief> BELIEFS = List.of(Belief.values());

    @Test
    void aRowHasTheFieldsThatReadersOfTheFileRelyOn() {
        ResultRow row = Rows.bounded(Rows.cell("B4", "tuned", 1, 7), 12, 0.98, 10);

        ObjectNode json = RowJson.write(row);

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
    void whatIsNotKnownIsNull() {
        ObjectNode json = RowJson.write(Rows.row(Rows.cell("B4", "tuned", 1, 7), 12, 0.98));

        assertThat(json.get("regret").isNull()).isTrue();
        assertThat(json.get("boundGpuHours").isNull()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 20_261_124})
    void aRowThatIsWrittenAndReadIsTheSame(long seed) {
        SplittableRandom chance = new SplittableRandom(seed);
        for (int draw = 0; draw < 200; draw++) {
            ResultRow row = drawn(chance);

            assertThat(RowJson.read(RowJson.write(row).toString()))
                    .as("seed %d draw %d", seed, draw)
                    .isEqualTo(row);
        }
    }

    @Test
    void saysWhatIsNoRow() {
        String noBelief = RowJson.write(Rows.row(Rows.cell("B4", "tuned", 1, 7), 12, 0.98))
                .put("belief", "firm")
                .toString();

        assertThatThrownBy(() -> RowJson.read("{")).hasMessageContaining("a row must be JSON");
        assertThatThrownBy(() -> RowJson.read("{}")).hasMessage("a row must have the field belief");
        assertThatThrownBy(() -> RowJson.read(noBelief))
                .hasMessage("belief of a row must be absent, high, true or low, was 'firm'");
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
                new Contender(new Side("B" + chance.nextInt(13), "tuned"), "target=0.3", chance.nextDouble() + 0.1),
                chance.nextBoolean() ? Window.RUN : Window.TRAINING,
                chance.nextLong());
        OptionalDouble bound =
                chance.nextBoolean() ? OptionalDouble.of(chance.nextDouble() + 0.01) : OptionalDouble.empty();
        long requests = chance.nextLong(1, 1L << 40);
        return new ResultRow(
                cell,
                new Attainment(chance.nextDouble(), chance.nextDouble(), chance.nextDouble(), chance.nextDouble()),
                new Cost(chance.nextDouble() * 1e3, chance.nextDouble() * 1e-9, chance.nextDouble() * 1e9),
                new Bounds(bound, bound, chance.nextBoolean()),
                new Moves(chance.nextInt(99), chance.nextInt(99), chance.nextInt(99)),
                new Service(
                        requests,
                        chance.nextLong(requests),
                        chance.nextLong(-500, 500),
                        chance.nextDouble(),
                        chance.nextBoolean() ? chance.nextDouble() : Double.NaN,
                        chance.nextDouble(),
                        chance.nextDouble()),
                new Causes(
                        new Causes.Signals(chance.nextInt(99), chance.nextInt(99), chance.nextInt(99)),
                        new Causes.Phases(chance.nextInt(99), chance.nextInt(99), chance.nextInt(99)),
                        new Causes.Scaling(chance.nextInt(99), chance.nextInt(99), chance.nextInt(99)),
                        chance.nextDouble(),
                        chance.nextDouble()));
    }
}
