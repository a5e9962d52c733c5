// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.history;

import dev.headroom.telemetry.snapshot.ArrivalRate;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Collections;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;

/** Arrivals at one workload, minute by minute, over the days that are kept. Immutable. */
public final class RateHistory {
    /** Two weeks: every weekday twice, so that a weekly pattern can be distinguished from chance. */
    public static final int DAYS_KEPT = 14;

    /** Nothing is known yet. */
    public static final RateHistory NOTHING = new RateHistory(new TreeMap<>());

    /**
     * An interval that covers all of a minute but this much gives its rate. Rounds of planning and a fast clock hardly ever meet a minute's
     * end to the second.
     */
    static final Duration SLACK = Duration.ofSeconds(15);

    private static final int MINUTES_A_DAY = 1440;

    private final NavigableMap<LocalDate, DayOfRates> days;

    private RateHistory(NavigableMap<LocalDate, DayOfRates> days) {
        this.days = days;
    }

    /** The days with a known minute, oldest first. */
    public Collection<DayOfRates> days() {
        return Collections.unmodifiableCollection(days.values());
    }

    /** One day; empty when nothing is known of it. */
    public Optional<DayOfRates> day(LocalDate day) {
        return Optional.ofNullable(days.get(day));
    }

    /** The rate of the minute in which an instant lies; empty when it was not observed. */
    public OptionalDouble at(Instant instant) {
        LocalDateTime moment = LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
        DayOfRates day = days.get(moment.toLocalDate());
        return day == null ? OptionalDouble.empty() : day.at(minuteOf(moment));
    }

    /**
     * The rates of the newest minutes that are over, oldest first; not a number where one was not observed.
     *
     * @param now within the minute that is not over
     * @param count minutes; above 0
     */
    public double[] newest(Instant now, int count) {
        double[] rates = new double[count];
        LocalDateTime moment = LocalDateTime.ofInstant(now, ZoneOffset.UTC).truncatedTo(ChronoUnit.MINUTES);
        DayOfRates day = days.get(moment.toLocalDate());
        int minute = minuteOf(moment);
        LocalDate date = moment.toLocalDate();
        for (int at = count - 1; at >= 0; at--) {
            minute--;
            if (minute < 0) {
                minute = MINUTES_A_DAY - 1;
                date = date.minusDays(1);
                day = days.get(date);
            }
            rates[at] = day == null ? Double.NaN : day.at(minute).orElse(Double.NaN);
        }
        return rates;
    }

    /**
     * The minute that a rate describes: the last minute that had ended by the end of its interval, if the interval covers it. Empty where
     * it does not, and where not all of it could be observed: such a rate may be too low.
     */
    public static Optional<Instant> minuteOf(ArrivalRate rate) {
        Instant end = rate.to().truncatedTo(ChronoUnit.MINUTES);
        Instant start = end.minus(1, ChronoUnit.MINUTES);
        boolean covered = !rate.from().isAfter(start.plus(SLACK))
                && Duration.between(end, rate.to()).compareTo(SLACK) <= 0;
        return covered && rate.whole() ? Optional.of(start) : Optional.empty();
    }

    /** The same with a minute more, or itself where the rate describes no minute, or a known one. */
    public RateHistory observing(ArrivalRate rate) {
        return minuteOf(rate)
                .filter(minute -> at(minute).isEmpty())
                .map(minute -> with(minute, rate.perSecond()))
                .orElse(this);
    }

    /** The same with all that {@code day} knows; where both know a minute, {@code day}'s rate. */
    public RateHistory joined(DayOfRates day) {
        DayOfRates own = days.get(day.day());
        return with(own == null ? day : day.orElse(own));
    }

    /** The same without a day. */
    public RateHistory without(LocalDate day) {
        NavigableMap<LocalDate, DayOfRates> fewer = new TreeMap<>(days);
        fewer.remove(day);
        return new RateHistory(fewer);
    }

    /** Whether a day is too old to be kept. */
    public static boolean isOver(LocalDate day, Instant now) {
        LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
        return day.isBefore(today.minusDays(DAYS_KEPT));
    }

    private RateHistory with(Instant minute, double perSecond) {
        LocalDateTime moment = LocalDateTime.ofInstant(minute, ZoneOffset.UTC);
        DayOfRates day = days.getOrDefault(moment.toLocalDate(), DayOfRates.unknown(moment.toLocalDate()));
        return with(day.with(minuteOf(moment), perSecond));
    }

    private RateHistory with(DayOfRates day) {
        NavigableMap<LocalDate, DayOfRates> more = new TreeMap<>(days);
        more.put(day.day(), day);
        return new RateHistory(more);
    }

    private static int minuteOf(LocalDateTime moment) {
        return (int) ChronoUnit.MINUTES.between(moment.toLocalDate().atStartOfDay(), moment);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RateHistory that && days.equals(that.days);
    }

    @Override
    public int hashCode() {
        return days.hashCode();
    }

    @Override
    public String toString() {
        return days.values().toString();
    }
}
