// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.headroom.scaler.history.RateHistory;
import java.time.Instant;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** 10 requests/s, and 40 from 09:00 to 10:00. */
class OtherDaysTest {
    private static final int NINE = 9 * 60;
    private static final int AHEAD = 20;
    private static final long SEED = 20260301;

    @Test
    void seeTheRiseThatCameAtTheSameHourOnOtherDays() {
        Instant now = Days.at(4, NINE - 10);
        OtherDays days = OtherDays.judged(everyDay(now), now, AHEAD).orElseThrow();

        assertThat(days.proven()).isTrue();
        assertThat(days.highestWithin(now, AHEAD, 10).orElseThrow()).isCloseTo(40, within(0.1));
    }

    @Test
    void expectTheSameShapeAtAnotherScale() {
        Instant now = Days.at(4, NINE - 10);
        OtherDays days = OtherDays.judged(everyDay(now), now, AHEAD).orElseThrow();

        // Twice as many as on other days at this hour: twice as many in twenty minutes.
        assertThat(days.highestWithin(now, AHEAD, 20).orElseThrow()).isCloseTo(80, within(0.2));
    }

    @Test
    void areNotProvenWhereThePeakCameAtAnotherHourEachDay() {
        Instant now = Days.at(4, NINE - 10);
        SplittableRandom chance = new SplittableRandom(SEED);
        int[] peaks = chance.ints(5, 0, 1380).toArray();
        RateHistory history = Days.until(now, minute -> {
            int peak = peaks[minute / 1440];
            int ofDay = minute % 1440;
            return ofDay >= peak && ofDay < peak + 60 ? 40 : 10;
        });

        assertThat(OtherDays.judged(history, now, AHEAD).orElseThrow().proven())
                .as("seed %d", SEED)
                .isFalse();
    }

    @Test
    void areNotProvenWhereTheRateStands() {
        Instant now = Days.at(4, NINE);
        RateHistory history = Days.until(now, minute -> 10);

        assertThat(OtherDays.judged(history, now, AHEAD).orElseThrow().proven()).isFalse();
    }

    @Test
    void areReadAtTheMomentAndNotWhenTheyWereJudged() {
        Instant judged = Days.at(4, NINE - 60);
        OtherDays days = OtherDays.judged(everyDay(judged), judged, AHEAD).orElseThrow();

        assertThat(days.highestWithin(judged, AHEAD, 10).orElseThrow()).isCloseTo(10, within(0.1));
        assertThat(days.highestWithin(judged.plusSeconds(50 * 60), AHEAD, 10).orElseThrow())
                .isCloseTo(40, within(0.1));
        // By then the peak of other days is over.
        assertThat(days.highestWithin(judged.plusSeconds(130 * 60), AHEAD, 10).orElseThrow())
                .isCloseTo(10, within(0.1));
    }

    @Test
    void aGapOfAnotherDayIsNoRateOfNone() {
        Instant now = Days.at(4, NINE - 10);
        RateHistory gaps = Days.until(
                now,
                minute -> minute % 1440 >= NINE - 14 && minute % 1440 < NINE - 10
                        ? Double.NaN
                        : minute % 1440 >= NINE && minute % 1440 < NINE + 60 ? 40 : 10);

        assertThat(OtherDays.judged(gaps, now, AHEAD)
                        .orElseThrow()
                        .highestWithin(now, AHEAD, 10)
                        .orElseThrow())
                .isCloseTo(40, within(0.1));
    }

    @Test
    void areUnknownOnTheFirstDay() {
        Instant now = Days.at(0, NINE);

        assertThat(OtherDays.judged(everyDay(now), now, AHEAD)).isEmpty();
        assertThat(OtherDays.judged(RateHistory.NOTHING, now, AHEAD)).isEmpty();
    }

    private static RateHistory everyDay(Instant now) {
        return Days.until(now, minute -> minute % 1440 >= NINE && minute % 1440 < NINE + 60 ? 40 : 10);
    }
}
