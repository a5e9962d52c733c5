// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LengthShapesTest {
    private static final LengthShape SHORT = LengthShapes.fixed(10, 1);
    private static final LengthShape LONG = LengthShapes.fixed(1000, 100);

    private final SplittableRandom chance = new SplittableRandom(1);

    @Test
    void lengthsChangeAtAMoment() {
        LengthShape drift = SHORT.until(50, LONG);

        assertThat(drift.draw(49.9, chance)).isEqualTo(new Arrival(49.9, 10, 1));
        assertThat(drift.draw(50, chance)).isEqualTo(new Arrival(50, 1000, 100));
    }

    @Test
    void lengthsTakeTurns() {
        LengthShape turns = SHORT.inTurnWith(LONG, 10);

        assertThat(turns.draw(9, chance).inputTokens()).isEqualTo(10);
        assertThat(turns.draw(10, chance).inputTokens()).isEqualTo(1000);
        assertThat(turns.draw(20, chance).inputTokens()).isEqualTo(10);
    }

    @Test
    void lengthsMixByShare() {
        LengthShape mix = SHORT.mixedWith(LONG, 0.2);

        double longs = IntStream.range(0, 10_000)
                .filter(index -> mix.draw(index, chance).inputTokens() == 1000)
                .count();

        assertThat(longs).isCloseTo(2000, within(200.0));
        assertThatThrownBy(() -> SHORT.mixedWith(LONG, 1.1)).hasMessage("a share must be between 0 and 1, was 1.1");
    }

    @Test
    void recordedPairsStayPairs() {
        RequestList recorded = RequestList.of(
                List.of(new Arrival(1, 10, 1), new Arrival(2, 1000, 100)).iterator());
        LengthShape resampled = LengthShapes.resampled(recorded);

        for (int draw = 0; draw < 100; draw++) {
            Arrival arrival = resampled.draw(draw, chance);
            assertThat(arrival.inputTokens()).isEqualTo(10 * arrival.outputTokens());
        }
        assertThatThrownBy(() -> LengthShapes.resampled(RequestList.EMPTY))
                .hasMessage("lengths cannot be drawn from a trace without requests");
    }

    @Test
    void lognormalLengthsHaveTheirMeanAndAreCut() {
        LengthShape lengths = LengthShapes.lognormal(500, 100, 0.5, 100_000, 150);

        List<Arrival> drawn = IntStream.range(0, 20_000)
                .mapToObj(index -> lengths.draw(index, chance))
                .toList();

        assertThat(drawn.stream().mapToInt(Arrival::inputTokens).average().orElseThrow())
                .isCloseTo(500, within(10.0));
        assertThat(drawn).allMatch(arrival -> arrival.outputTokens() >= 1 && arrival.outputTokens() <= 150);
    }
}
