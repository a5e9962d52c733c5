// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.days;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headroom.lab.bound.TokenMix;
import dev.headroom.lab.policy.SetUp;
import dev.headroom.lab.traffic.Arrival;
import dev.headroom.lab.traffic.LengthShapes;
import dev.headroom.lab.traffic.RateShapes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DayLoadTest {
    private final DayLoad load = DayLoad.drawn(RateShapes.constant(2), LengthShapes.CHAT, 600, 1200, 3);

    @Test
    void isTheSameHoweverItIsGoneThrough() {
        List<Arrival> held = load.window(0, 1800);

        assertThat(load.from(0)).containsExactlyElementsOf(held);
        assertThat(load.from(600)).hasSameSizeAs(load.window(600, 1800));
        assertThat(load.from(600).get(0)).isEqualTo(load.window(600, 1800).get(0));
    }

    @Test
    void canBeAskedBack() {
        List<Arrival> list = load.from(100);
        Arrival fifth = list.get(5);
        list.get(50);

        assertThat(list.get(5)).isEqualTo(fifth);
        assertThatThrownBy(() -> list.get(list.size())).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void aShortenedDayIsTheMiddleOfTheWholeOne() {
        ServiceDay whole = new ServiceDay(
                "x",
                "a day",
                86_400,
                86_400,
                seed -> RateShapes.step(1, 2, 86_400 + 43_200),
                LengthShapes.fixed(10, 10),
                Optional.empty(),
                1);

        ServiceDay part = whole.shortened(4);

        assertThat(part.livedSeconds()).isEqualTo(6 * 3600);
        assertThat(part.scoredSeconds()).isEqualTo(4 * 3600);
        // Noon comes in the middle of the four hours.
        assertThat(part.rates().apply(1).perSecond(8 * 3600 - 1)).isEqualTo(1);
        assertThat(part.rates().apply(1).perSecond(8 * 3600)).isEqualTo(2);
        assertThat(whole.shortened(24)).isSameAs(whole);
    }

    @Test
    void hoursWithoutARequestTellTheLengthsOfTheWholeDay() {
        DayLoad silent = DayLoad.drawn(RateShapes.step(0, 2, 600), LengthShapes.fixed(10, 30), 600, 1200, 3);

        SetUp.TrainingWindow training = DayStage.training(silent, TokenMix.of(silent.window(600, 1800)));

        assertThat(training).isEqualTo(new SetUp.TrainingWindow(0, 0, 10, 30));
    }

    @Test
    void everyBuiltInDayHasSomebodyInItsBusiestHalfHour() {
        List<String> ids = new ArrayList<>();
        for (ServiceDay day : BuiltInDays.all()) {
            ids.add(day.id());
            assertThat(day.busiestPerSecond(1)).as(day.id()).isBetween(0.9, 1.1);
            assertThat(day.mix(8000, 8000).meanOutputTokens()).as(day.id()).isPositive();
        }
        assertThat(ids).doesNotHaveDuplicates();
    }
}
