// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.headroom.telemetry.WorkloadKey;
import dev.headroom.telemetry.snapshot.ArrivalRate;
import dev.headroom.telemetry.snapshot.ArrivalSource;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class RateHistoryTest {
    private static final Instant MIDNIGHT = Instant.parse("2026-01-05T00:00:00Z");
    private static final LocalDate DAY = LocalDate.parse("2026-01-05");
    private static final WorkloadKey CHAT = new WorkloadKey("llm", "chat");

    @Example
    void aMinuteThatWasObservedIsKnownAndItsNeighboursAreAbsent() {
        RateHistory history = RateHistory.NOTHING.observing(minute(600, 12.5));

        assertThat(history.at(MIDNIGHT.plusSeconds(600 * 60 + 30))).hasValue(12.5);
        assertThat(history.at(MIDNIGHT.plusSeconds(599 * 60))).isEmpty();
        assertThat(history.at(MIDNIGHT.plusSeconds(601 * 60))).isEmpty();
    }

    @Example
    void aMinuteWithoutRequestsIsZeroAndNotAbsent() {
        assertThat(RateHistory.NOTHING.observing(minute(0, 0)).at(MIDNIGHT)).hasValue(0);
    }

    @Example
    void aRateThatMayBeTooLowTellsOfNoMinute() {
        Instant end = MIDNIGHT.plusSeconds(120);

        ArrivalRate inPart = new ArrivalRate(5, 300, end.minusSeconds(60), end, false, ArrivalSource.ENDS, 1);

        assertThat(RateHistory.minuteOf(inPart)).isEmpty();
    }

    @Example
    void anIntervalTellsOfTheLastMinuteThatItCovers() {
        Instant end = MIDNIGHT.plusSeconds(130);

        assertThat(RateHistory.minuteOf(new ArrivalRate(5, 300, end.minusSeconds(60), end)))
                .as("ten seconds late")
                .contains(MIDNIGHT.plusSeconds(60));
        assertThat(RateHistory.minuteOf(new ArrivalRate(5, 300, end.minusSeconds(300), end)))
                .as("a long interval of sparse arrivals")
                .contains(MIDNIGHT.plusSeconds(60));
        assertThat(RateHistory.minuteOf(new ArrivalRate(5, 300, end.minusSeconds(40), end)))
                .as("it began in the middle of the minute")
                .isEmpty();
        Instant late = MIDNIGHT.plusSeconds(150);
        assertThat(RateHistory.minuteOf(new ArrivalRate(5, 300, late.minusSeconds(60), late)))
                .as("half of it is the next minute")
                .isEmpty();
    }

    @Example
    void daysAreKeptForTwoWeeks() {
        Instant now = MIDNIGHT.plus(Duration.ofDays(14)).plusSeconds(3600);

        assertThat(RateHistory.isOver(DAY, now)).isFalse();
        assertThat(RateHistory.isOver(DAY.minusDays(1), now)).isTrue();
    }

    @Example
    void noMinuteOutsideOfADayAndNoRateBelowZero() {
        assertThatThrownBy(() -> DayOfRates.unknown(DAY).with(1440, 1))
                .hasMessage("minute of a day must be from 0 to 1439, was 1440");
        assertThatThrownBy(() -> DayOfRates.unknown(DAY).with(0, -1))
                .hasMessage("rate of a minute must be finite and not negative, was -1.0");
        assertThatThrownBy(() -> DayOfRates.unknown(DAY).with(0, Double.NaN)).isInstanceOf(RuntimeException.class);
    }

    @Property(tries = 200)
    void allThatWasObservedAndNothingElseIsKnown(@ForAll("minutes") Map<Integer, Double> observed) {
        RateHistory history = RateHistory.NOTHING;
        for (Map.Entry<Integer, Double> entry : observed.entrySet()) {
            history = history.observing(minute(entry.getKey(), entry.getValue()));
        }

        for (int minute = 0; minute < 3 * DayOfRates.MINUTES; minute++) {
            OptionalDouble known = history.at(MIDNIGHT.plusSeconds(60L * minute));
            if (observed.containsKey(minute)) {
                assertThat(known.orElseThrow()).isCloseTo(observed.get(minute), within(1e-3));
            } else {
                assertThat(known).isEmpty();
            }
        }
    }

    @Property(tries = 200)
    void joiningKeepsAllThatEitherKnowsAndTheJoinedDaysRate(
            @ForAll("minutesOfADay") Map<Integer, Double> own, @ForAll("minutesOfADay") Map<Integer, Double> other) {
        RateHistory history = RateHistory.NOTHING.joined(dayOf(own)).joined(dayOf(other));

        Map<Integer, Double> expected = new TreeMap<>(own);
        expected.putAll(other);
        assertThat(history.day(DAY)).contains(dayOf(expected));
        assertThat(history.joined(dayOf(other))).as("told twice").isEqualTo(history);
    }

    @Example
    void whatWasToldElsewhereCountsMoreAndIsUntoldNoMore() {
        Histories histories = new Histories();
        histories.observed(CHAT, minute(1, 10));
        histories.observed(CHAT, minute(2, 20));
        assertThat(histories.untold()).containsExactly(new Histories.Entry(CHAT, DAY));

        histories.told(CHAT, DayOfRates.unknown(DAY).with(1, 11));
        assertThat(histories.of(CHAT).at(MIDNIGHT.plusSeconds(60))).hasValue(11);
        assertThat(histories.untold()).as("minute 2 is known here alone").isNotEmpty();

        histories.told(CHAT, DayOfRates.unknown(DAY).with(1, 11).with(2, 20));
        assertThat(histories.untold()).isEmpty();
    }

    @Example
    void overdueDaysAreNamedUntilTheyAreForgotten() {
        Histories histories = new Histories();
        histories.told(CHAT, DayOfRates.unknown(DAY).with(1, 11));
        Instant later = MIDNIGHT.plus(Duration.ofDays(15));

        assertThat(histories.overdue(later)).containsExactly(new Histories.Entry(CHAT, DAY));
        histories.forget(new Histories.Entry(CHAT, DAY));

        assertThat(histories.overdue(later)).isEmpty();
        assertThat(histories.of(CHAT)).isEqualTo(RateHistory.NOTHING);
    }

    @Provide
    Arbitrary<Map<Integer, Double>> minutes() {
        return Arbitraries.maps(
                        Arbitraries.integers().between(0, 3 * DayOfRates.MINUTES - 1),
                        Arbitraries.doubles().between(0, 1000))
                .ofMaxSize(40);
    }

    @Provide
    Arbitrary<Map<Integer, Double>> minutesOfADay() {
        return Arbitraries.maps(
                        Arbitraries.integers().between(0, DayOfRates.MINUTES - 1),
                        Arbitraries.doubles().between(0, 1000))
                .ofMaxSize(40);
    }

    private static DayOfRates dayOf(Map<Integer, Double> minutes) {
        DayOfRates.Builder day = DayOfRates.builder(DAY);
        minutes.forEach(day::put);
        return day.build();
    }

    private static ArrivalRate minute(int minute, double perSecond) {
        Instant end = MIDNIGHT.plusSeconds(60L * (minute + 1));
        return new ArrivalRate(perSecond, Math.round(perSecond * 60), end.minusSeconds(60), end);
    }
}
