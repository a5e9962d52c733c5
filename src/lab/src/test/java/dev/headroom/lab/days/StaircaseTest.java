// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.days;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headroom.lab.episode.AnsweredReplicas;
import dev.headroom.lab.episode.Span;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StaircaseTest {
    private static final int HOUR = 3600;

    @Test
    void costsItsStepsAndNoMore() {
        Staircase steps = Staircase.of(List.of(2, 4, 1), HOUR + 900);

        // Two half hours, and a quarter of an hour that is left.
        assertThat(steps.gpuHours(1)).isEqualTo(2 * 0.5 + 4 * 0.5 + 0.25);
        assertThat(steps.gpuHours(2)).isEqualTo(2 * steps.gpuHours(1));
        assertThat(steps.most()).isEqualTo(4);
    }

    @Test
    void knowsTheHourAroundAMoment() {
        Staircase steps = Staircase.of(List.of(1, 5, 2, 1, 1), 5 * HOUR / 2);

        assertThat(steps.at(1799)).isEqualTo(1);
        assertThat(steps.at(1800)).isEqualTo(5);
        assertThat(steps.mostAround(0)).isEqualTo(5);
        assertThat(steps.mostAround(5399)).isEqualTo(5);
        assertThat(steps.mostAround(5400)).isEqualTo(2);
    }

    @Test
    void survivesBeingWrittenDown() {
        Staircase steps = Staircase.of(List.of(3, 12), HOUR);

        assertThat(Staircase.read(steps.text(), HOUR).text()).isEqualTo("3 12");
        assertThatThrownBy(() -> Staircase.read("3 12 4", HOUR))
                .hasMessage("a staircase of 3600 s needs a step each half hour, had 3");
    }

    @Test
    void measuresHowFarAboveItAPolicyAsks() {
        Staircase steps = Staircase.of(List.of(2, 2), HOUR);
        Span span = new Span(100, HOUR, 0);
        int[] answers = IntStream.range(0, 100 + HOUR)
                .map(second -> second >= 1000 && second < 1007 ? 5 : 4)
                .toArray();

        OverAsk over = OverAsk.of(AnsweredReplicas.of(answers), steps, span, 60);

        // Four are 1.5 x 2 + 1, which is allowed; five are not.
        assertThat(over.ratio()).isEqualTo(2.5);
        assertThat(over.seconds()).isEqualTo(7);
        assertThat(OverAsk.of(AnsweredReplicas.of(answers), steps, span, 1007).seconds())
                .isZero();
    }
}
