// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.history;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.OptionalDouble;

/** Requests that arrived per second in each minute of one UTC day. A minute that was not observed is absent. Immutable. */
public final class DayOfRates {
    /** Of a UTC day; leap seconds are smeared. */
    public static final int MINUTES = 1440;

    private static final float ABSENT = Float.NaN;

    private final LocalDate day;
    private final float[] perSecond;

    private DayOfRates(LocalDate day, float[] perSecond) {
        this.day = day;
        this.perSecond = perSecond;
    }

    /** A day without any known minute. */
    public static DayOfRates unknown(LocalDate day) {
        float[] nothing = new float[MINUTES];
        Arrays.fill(nothing, ABSENT);
        return new DayOfRates(day, nothing);
    }

    /** The day, in UTC. */
    public LocalDate day() {
        return day;
    }

    /**
     * The rate of a minute; empty when it was not observed.
     *
     * @param minute of the day, from 0
     */
    public OptionalDouble at(int minute) {
        float rate = perSecond[minute];
        return Float.isNaN(rate) ? OptionalDouble.empty() : OptionalDouble.of(rate);
    }

    /** How many minutes are known. */
    public int known() {
        int known = 0;
        for (float rate : perSecond) {
            known += Float.isNaN(rate) ? 0 : 1;
        }
        return known;
    }

    /**
     * The same day with one minute more, or another rate for it.
     *
     * @param minute of the day, from 0
     * @param rate requests per second; finite and not negative, kept with seven digits
     */
    public DayOfRates with(int minute, double rate) {
        Builder more = new Builder(day, perSecond.clone());
        more.put(minute, rate);
        return more.build();
    }

    /** For many minutes at once; nothing is known yet. */
    public static Builder builder(LocalDate day) {
        return new Builder(day, unknown(day).perSecond);
    }

    /** Collects minutes. */
    public static final class Builder {
        private final LocalDate day;
        private final float[] perSecond;

        private Builder(LocalDate day, float[] perSecond) {
            this.day = day;
            this.perSecond = perSecond;
        }

        /**
         * One minute more, or another rate for it.
         *
         * @param minute of the day, from 0
         * @param rate requests per second; finite and not negative, kept with seven digits
         */
        public void put(int minute, double rate) {
            if (minute < 0 || minute >= MINUTES) {
                throw new IllegalArgumentException(
                        "minute of a day must be from 0 to " + (MINUTES - 1) + ", was " + minute);
            }
            if (!(rate >= 0) || Float.isInfinite((float) rate)) {
                throw new IllegalArgumentException("rate of a minute must be finite and not negative, was " + rate);
            }
            perSecond[minute] = (float) rate;
        }

        /** The day as collected so far. */
        public DayOfRates build() {
            return new DayOfRates(day, perSecond.clone());
        }
    }

    /** All that either knows; where both know a minute, this one's rate. */
    public DayOfRates orElse(DayOfRates other) {
        if (!other.day.equals(day)) {
            throw new IllegalArgumentException("days must be the same to be joined, were " + day + " and " + other.day);
        }
        float[] joined = perSecond.clone();
        for (int minute = 0; minute < MINUTES; minute++) {
            if (Float.isNaN(joined[minute])) {
                joined[minute] = other.perSecond[minute];
            }
        }
        return new DayOfRates(day, joined);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DayOfRates that && day.equals(that.day) && Arrays.equals(perSecond, that.perSecond);
    }

    @Override
    public int hashCode() {
        return 31 * day.hashCode() + Arrays.hashCode(perSecond);
    }

    @Override
    public String toString() {
        return day + " with " + known() + " minutes";
    }
}
