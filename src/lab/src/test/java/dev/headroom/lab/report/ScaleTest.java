// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ScaleTest {
    @Test
    void ticksAreRoundNumbers() {
        assertThat(Scale.linear(0, 100, 0, 23, 5).ticks())
                .extracting(Scale.Tick::label)
                .containsExactly("0", "5", "10", "15", "20");
        assertThat(Scale.linear(0, 100, 8.3, 14.9, 6).ticks())
                .extracting(Scale.Tick::label)
                .containsExactly("10", "12", "14");
        assertThat(Scale.logarithmic(0, 100, 0.02, 3, Wording::duration).ticks())
                .extracting(Scale.Tick::label)
                .containsExactly("100 ms", "1 s");
    }

    @Test
    void attainmentsNearPerfectionAreDrawnApart() {
        Scale scale = Scale.attainment(400, 0, 0.85);

        assertThat(scale.lowest()).isEqualTo(0.8);
        assertThat(scale.at(0.9) - scale.at(0.99)).isCloseTo(scale.at(0.99) - scale.at(0.999), within(1e-9));
        assertThat(scale.at(1)).isZero();
        assertThat(scale.at(0.2)).isEqualTo(400);
    }

    @Test
    void anyRangeHasFiniteTicksWithinIt() {
        long seed = 42;
        SplittableRandom chance = new SplittableRandom(seed);
        for (int draw = 0; draw < 500; draw++) {
            double low = chance.nextDouble() * Math.pow(10, chance.nextInt(-4, 5));
            double high = low + chance.nextDouble() * Math.pow(10, chance.nextInt(-4, 5));
            Scale scale = Scale.linear(0, 300, low, high, 5);

            assertThat(scale.ticks()).as("seed %d draw %d", seed, draw).hasSizeBetween(1, 12);
            assertThat(scale.ticks())
                    .as("seed %d draw %d", seed, draw)
                    .allMatch(tick -> scale.at(tick.value()) >= -1e-6 && scale.at(tick.value()) <= 300 + 1e-6);
        }
    }

    @Test
    void anEpisodeHasAHandfulOfTimes() {
        for (double seconds : List.of(30.0, 900.0, 2730.0, 3600.0, 86_400.0, 604_800.0)) {
            assertThat(Scale.clock(0, 800, seconds).ticks())
                    .as("%.0f s", seconds)
                    .hasSizeBetween(2, 14);
        }
        assertThat(Wording.clock(3725)).isEqualTo("1:02:05");
    }

    @Test
    void labelsKeepApartAndWithinBounds() {
        List<Labels.Placed> placed =
                Labels.apart(List.of(label("a", 100), label("b", 101), label("c", 99), label("d", 198)), 12, 0, 200);

        assertThat(placed).extracting(one -> one.label().text()).containsExactly("c", "a", "b", "d");
        for (int index = 1; index < placed.size(); index++) {
            assertThat(placed.get(index).y() - placed.get(index - 1).y()).isGreaterThanOrEqualTo(12);
        }
        assertThat(placed.get(3).y()).isLessThanOrEqualTo(200);
    }

    private static Labels.Label label(String text, double y) {
        return new Labels.Label(text, "", new Svg.Spot(0, y));
    }
}
