// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.timeline;

import static dev.headroom.scaler.timeline.PlansToDraw.NINE;
import static dev.headroom.scaler.timeline.PlansToDraw.TTFT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.headroom.scaler.slo.Objective;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class DaysOfReplicasTest {
    private static final LocalDate MONDAY = LocalDate.of(2026, 1, 5);
    private static final double UNKNOWN = Double.NaN;

    private final DaysOfReplicas days = new DaysOfReplicas();

    @Test
    void anHourOfFourThatRunWhereThreeAreWanted() {
        live(NINE, Duration.ofHours(1), 4, 3, 30, 0.4);

        DayOfReplicas day = days.all().get(0);

        assertThat(day.day()).isEqualTo(MONDAY);
        assertThat(day.hours()).isCloseTo(1, within(1e-9));
        assertThat(day.ran()).isCloseTo(4, within(1e-9));
        assertThat(day.wanted()).isCloseTo(3, within(1e-9));
        assertThat(day.ranUsd()).isCloseTo(40, within(1e-9));
        assertThat(day.wantedUsd()).isCloseTo(30, within(1e-9));
        assertThat(day.missed()).isZero();
    }

    @Test
    void missesCountAsShortWhereThePlanWantedMore() {
        live(NINE, Duration.ofMinutes(30), 2, 3, 0, 0.9);
        live(NINE.plus(Duration.ofMinutes(30)), Duration.ofMinutes(15), 3, 3, 0, 0.9);

        DayOfReplicas day = days.all().get(0);

        assertThat(day.missed()).isCloseTo(0.75, within(1e-9));
        assertThat(day.missedShort()).isCloseTo(0.5, within(1e-9));
    }

    @Test
    void timeWithoutKnownReplicasIsAbsent() {
        live(NINE, Duration.ofMinutes(30), UNKNOWN, 3, 0, 0.4);
        assertThat(days.all()).isEmpty();

        live(NINE.plus(Duration.ofMinutes(30)), Duration.ofMinutes(30), 2, UNKNOWN, 0, 0.4);
        assertThat(days.all()).isEmpty();
    }

    @Test
    void aPauseIsNotFilled() {
        live(NINE, Duration.ofMinutes(10), 2, 2, 0, 0.4);
        live(NINE.plus(Duration.ofHours(3)), Duration.ofMinutes(10), 2, 2, 0, 0.4);

        assertThat(days.all().get(0).hours()).isCloseTo(1.0 / 3, within(1e-9));
    }

    @Test
    void aPlanForNoReplicaKeepsThePrice() {
        live(NINE, Duration.ofMinutes(30), 1, 1, 10, 0.4);
        live(NINE.plus(Duration.ofMinutes(30)), Duration.ofMinutes(30), 1, 0, 0, 0.4);

        DayOfReplicas day = days.all().get(0);

        assertThat(day.ranUsd()).isCloseTo(10, within(1e-9));
        assertThat(day.wantedUsd()).isCloseTo(5, within(1e-9));
    }

    @Test
    void theNewestTwoWeeksAreKept() {
        for (int day = 0; day < 20; day++) {
            live(NINE.plus(Duration.ofDays(day)), Duration.ofMinutes(1), 2, 2, 0, 0.4);
        }

        assertThat(days.all()).hasSize(DaysOfReplicas.DAYS_KEPT);
        assertThat(days.all().get(0).day()).isEqualTo(MONDAY.plusDays(6));
        assertThat(days.all().get(13).day()).isEqualTo(MONDAY.plusDays(19));
    }

    @Test
    void aClockThatWasSetBackAddsNothingForTheStep() {
        live(NINE, Duration.ofMinutes(10), 2, 2, 0, 0.4);
        live(NINE.minus(Duration.ofHours(1)), Duration.ofMinutes(10), 2, 2, 0, 0.4);

        assertThat(days.all()).hasSize(1);
        assertThat(days.all().get(0).hours()).isCloseTo(1.0 / 3, within(1e-9));
    }

    @RepeatedTest(20)
    void allDaysTogetherHoldEveryKnownHour(RepetitionInfo repetition) {
        long seed = repetition.getCurrentRepetition();
        SplittableRandom random = new SplittableRandom(seed);
        double ran = 0;
        double wanted = 0;
        Instant at = NINE;
        for (int stretch = 0; stretch < 30; stretch++) {
            int ready = random.nextInt(9);
            int desired = random.nextInt(9);
            Duration lasts = Duration.ofSeconds(5L * (1 + random.nextInt(2000)));
            live(at, lasts, ready, desired, 0, random.nextDouble());
            ran += ready * lasts.toSeconds() / 3600.0;
            wanted += desired * lasts.toSeconds() / 3600.0;
            at = at.plus(lasts);
        }

        assertThat(days.all().stream().mapToDouble(DayOfReplicas::ran).sum())
                .as("seed %s", seed)
                .isCloseTo(ran, within(1e-6));
        assertThat(days.all().stream().mapToDouble(DayOfReplicas::wanted).sum())
                .as("seed %s", seed)
                .isCloseTo(wanted, within(1e-6));
        assertThat(days.all()).as("seed %s", seed).allMatch(day -> day.missedShort() <= day.missed() + 1e-9);
    }

    private void live(Instant from, Duration lasts, double ready, double wanted, double usdPerHour, double ttft) {
        Map<DrawnFigure, Double> figures = new EnumMap<>(DrawnFigure.class);
        putKnown(figures, DrawnFigure.READY, ready);
        putKnown(figures, DrawnFigure.DESIRED, wanted);
        putKnown(figures, DrawnFigure.USD_PER_HOUR, usdPerHour);
        Map<Objective, Double> latencies = Map.of(TTFT, ttft);
        for (long second = 0; second <= lasts.toSeconds(); second += 5) {
            days.add(new Sample(from.plusSeconds(second), figures, latencies));
        }
    }

    private static void putKnown(Map<DrawnFigure, Double> figures, DrawnFigure figure, double value) {
        if (!Double.isNaN(value)) {
            figures.put(figure, value);
        }
    }
}
