// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.headroom.lab.traffic.RateShapes.Crowd;
import dev.headroom.lab.traffic.RateShapes.Stage;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RateShapesTest {
    @Test
    void stagesFollowEachOtherAndThenNothing() {
        RateShape stages = RateShapes.stages(List.of(new Stage(10, 2), new Stage(5, 0), new Stage(10, 4)));

        assertThat(at(stages, 0, 9.9, 10, 14.9, 15, 24.9, 25, 100)).containsExactly(2, 2, 0, 0, 4, 4, 0, 0);
        assertThat(stages.peakPerSecond(100, 100)).isEqualTo(0.6);
        // From 5 s to 25 s: 5 s of 2, 5 s of 0, 10 s of 4.
        assertThat(stages.peakPerSecond(100, 20)).isEqualTo(2.5);
    }

    @Test
    void stepRampAndSineAreWhatTheirNamesSay() {
        assertThat(at(RateShapes.step(1, 3, 5), 4.9, 5)).containsExactly(1, 3);
        assertThat(at(RateShapes.ramp(2, 6, 10, 20), 0, 10, 15, 20, 99)).containsExactly(2, 2, 4, 6, 6);
        assertThat(RateShapes.sine(2, 6, 40).perSecond(0)).isEqualTo(2);
        assertThat(RateShapes.sine(2, 6, 40).perSecond(20)).isCloseTo(6, within(1e-9));
        assertThat(RateShapes.sine(2, 6, 40).peakPerSecond(40, 40)).isCloseTo(4, within(1e-6));
    }

    @Test
    void aCrowdMultipliesTheRateAndLeaves() {
        RateShape crowd = RateShapes.flashCrowd(5, new Crowd(10, 100, 20, 60, 50));

        assertThat(at(crowd, 0, 100, 110, 120, 180)).containsExactly(5, 5, 27.5, 50, 50);
        assertThat(crowd.perSecond(230)).isCloseTo(5 + 45 / Math.E, within(1e-9));
        assertThat(crowd.perSecond(1000)).isCloseTo(5, within(1e-3));
    }

    @Test
    void onAndOffTakeTurns() {
        assertThat(at(RateShapes.onOff(7, 10, 20, 5), 4, 5, 14.9, 15, 34.9, 35)).containsExactly(0, 7, 7, 0, 0, 7);
    }

    @Test
    void aDayIsLowAtFourAndHighestAtEight() {
        RateShape day = RateShapes.day(10, 100, 0);

        assertThat(day.perSecond(4 * 3600)).isCloseTo(10, within(1e-9));
        assertThat(day.perSecond(20 * 3600)).isCloseTo(100, within(1e-9));
        assertThat(day.perSecond(13 * 3600)).isLessThan(day.perSecond(10.5 * 3600));
        assertThat(day.perSecond(86_400)).isCloseTo(day.perSecond(0), within(1e-9));
        assertThat(RateShapes.day(10, 100, 20).perSecond(0)).isCloseTo(100, within(1e-9));
        for (int minute = 1; minute < 24 * 60; minute++) {
            assertThat(Math.abs(day.perSecond(minute * 60) - day.perSecond(minute * 60 - 60)))
                    .isLessThan(1);
        }
    }

    @Test
    void shapesCompose() {
        RateShape one = RateShapes.step(1, 3, 10);

        assertThat(at(one.times(2), 0, 10)).containsExactly(2, 6);
        assertThat(at(one.without(4), 5.9, 6)).containsExactly(1, 3);
        assertThat(at(one.repeatedEvery(12), 11, 12, 23)).containsExactly(3, 1, 3);
    }

    @Test
    void aWanderingLevelHasMeanOneAndIsAFunctionOfTime() {
        RateShape wandering = RateShapes.wandering(RateShapes.constant(10), 0.3, 60, 600_000, new SplittableRandom(11));

        assertThat(wandering.peakPerSecond(600_000, 600_000)).isCloseTo(10, within(0.15));
        assertThat(wandering.perSecond(1234)).isEqualTo(wandering.perSecond(1234));
        assertThat(wandering.perSecond(1e9)).isEqualTo(wandering.perSecond(2e9)).isPositive();
    }

    @Test
    void ratesBelowZeroAreRefused() {
        assertThatThrownBy(() -> RateShapes.constant(-1)).hasMessage("a rate must be 0 or more, was -1.0");
        assertThatThrownBy(() -> new Stage(0, 1)).hasMessage("a stage must last longer than 0 s, was 0.0");
        assertThatThrownBy(() -> RateShapes.constant(1).times(Double.NaN))
                .hasMessage("a rate's factor must be 0 or more, was NaN");
    }

    private static double[] at(RateShape shape, double... moments) {
        double[] rates = new double[moments.length];
        for (int index = 0; index < moments.length; index++) {
            rates[index] = shape.perSecond(moments[index]);
        }
        return rates;
    }

    @Test
    void anEveningIsQuietAtBothEndsAndHighInBetween() {
        RateShape evening = RateShapes.eveningPeak(20, 4.5, 1200);

        assertThat(evening.perSecond(0)).isEqualTo(20);
        assertThat(evening.perSecond(0.52 * 1200)).isEqualTo(90);
        assertThat(evening.perSecond(0.8 * 1200)).isEqualTo(20);
        assertThat(evening.perSecond(5 * 1200)).isEqualTo(20);
    }

    @Test
    void anEveningRisesWithoutAStep() {
        RateShape evening = RateShapes.eveningPeak(20, 4.5, 1200);

        for (double second = 1; second <= 600; second++) {
            assertThat(evening.perSecond(second) - evening.perSecond(second - 1))
                    .isBetween(0.0, 0.2);
        }
    }
}
