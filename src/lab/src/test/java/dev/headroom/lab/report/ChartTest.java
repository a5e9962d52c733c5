// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ChartTest {
    @Test
    void ticksAreRoundNumbers() {
        assertThat(Scale.linear(0, 23, 5, Wording::trimmed).ticks())
                .extracting(Scale.Tick::label)
                .containsExactly("0", "5", "10", "15", "20");
        assertThat(Scale.linear(8.3, 14.9, 6, Wording::trimmed).ticks())
                .extracting(Scale.Tick::label)
                .containsExactly("10", "12", "14");
        assertThat(Scale.logarithmic(0.02, 3, Wording::duration).ticks())
                .extracting(Scale.Tick::label)
                .containsExactly("100 ms", "1 s");
    }

    @Test
    void attainmentsNearPerfectionAreDrawnApart() {
        Scale scale = Scale.attainment(0.85);

        assertThat(scale.lowest()).isEqualTo(0.8);
        assertThat(scale.share(0.99) - scale.share(0.9))
                .isCloseTo(scale.share(0.999) - scale.share(0.99), within(1e-9));
        assertThat(scale.share(1)).isEqualTo(1);
        assertThat(scale.share(0.2)).isZero();
    }

    @Test
    void anyRangeHasFiniteTicksWithinIt() {
        long seed = 42;
        SplittableRandom chance = new SplittableRandom(seed);
        for (int draw = 0; draw < 500; draw++) {
            double low = chance.nextDouble() * Math.pow(10, chance.nextInt(-4, 5));
            double high = low + chance.nextDouble() * Math.pow(10, chance.nextInt(-4, 5));
            Scale scale = Scale.linear(low, high, 5, Wording::trimmed);

            assertThat(scale.ticks()).as("seed %d draw %d", seed, draw).hasSizeBetween(1, 12);
            assertThat(scale.ticks())
                    .as("seed %d draw %d", seed, draw)
                    .allMatch(tick -> scale.share(tick.value()) >= -1e-6 && scale.share(tick.value()) <= 1 + 1e-6);
        }
    }

    @Test
    void anEpisodeHasAHandfulOfTimes() {
        for (double seconds : List.of(30.0, 900.0, 2730.0, 3600.0, 86_400.0, 604_800.0)) {
            assertThat(Scale.clock(seconds).ticks()).as("%.0f s", seconds).hasSizeBetween(2, 14);
        }
        assertThat(Wording.clock(3725)).isEqualTo("1:02:05");
    }

    @Test
    void namesKeepApartAndWithinBounds() {
        double[] heights = Chart.apart(new double[] {99, 100, 101, 198}, 0, 200);

        assertThat(heights).containsExactly(99, 111, 123, 198);
        assertThat(Chart.apart(new double[] {190, 199}, 0, 200)).containsExactly(188, 200);
    }
}
