// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.forecast;

import dev.headroom.scaler.history.RateHistory;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** All contenders; the last value is the first. */
final class Field {
    /** Slopes seldom last longer than a surge. */
    private static final double DAMPED_SECONDS = 600;

    private LocalLevel level = new LocalLevel();
    private LocalTrend damped = dampedTrend();
    private LocalTrend steady = steadyTrend();
    private List<Contender> contenders = assembled();

    private static LocalTrend dampedTrend() {
        return new LocalTrend("damped-trend", DAMPED_SECONDS, 0.05, 0.6);
    }

    private static LocalTrend steadyTrend() {
        return new LocalTrend("local-trend", LocalTrend.UNDAMPED_SECONDS, 0.015, 0.25);
    }

    private List<Contender> assembled() {
        return List.of(
                new LastRate(level),
                level,
                damped,
                steady,
                new RecentLine(level),
                new SameTime("same-time-of-day", level, 1, 2, 3, 4, 5, 6, 7),
                new SameTime("same-time-of-week", level, 7, 14));
    }

    /** Forgets where the rate was, but not how it is to be filtered. */
    void startOver() {
        List<ContestMemory.Tuned> tuned = tuned();
        level = new LocalLevel();
        damped = dampedTrend();
        steady = steadyTrend();
        contenders = assembled();
        tuned.forEach(this::restore);
    }

    int size() {
        return contenders.size();
    }

    String method(int index) {
        return contenders.get(index).method();
    }

    /** Whether it goes by other days: what was proven of them yesterday is as true today, other than that of a trend. */
    boolean isOfDays(int index) {
        return contenders.get(index) instanceof SameTime;
    }

    /** Below 0 where no contender is called so. */
    int indexOf(String method) {
        for (int index = 0; index < size(); index++) {
            if (method(index).equals(method)) {
                return index;
            }
        }
        return -1;
    }

    void observe(Sight sight) {
        contenders.forEach(contender -> contender.observe(sight));
    }

    Optional<Outlook> at(int index, double secondsAhead, RateHistory history) {
        return contenders.get(index).at(secondsAhead, history);
    }

    List<Optional<Outlook>> at(double secondsAhead, RateHistory history) {
        List<Optional<Outlook>> outlooks = new ArrayList<>(size());
        contenders.forEach(contender -> outlooks.add(contender.at(secondsAhead, history)));
        return outlooks;
    }

    List<ContestMemory.Tuned> tuned() {
        return List.of(
                tuned(level.method(), level.tuning()),
                tuned(damped.method(), damped.tuning()),
                tuned(steady.method(), steady.tuning()));
    }

    private static ContestMemory.Tuned tuned(String method, SelfTuning tuning) {
        return new ContestMemory.Tuned(method, tuning.gain(), tuning.scale());
    }

    void restore(ContestMemory.Tuned tuned) {
        restore(tuned, level.method(), level.tuning());
        restore(tuned, damped.method(), damped.tuning());
        restore(tuned, steady.method(), steady.tuning());
    }

    private static void restore(ContestMemory.Tuned tuned, String method, SelfTuning tuning) {
        if (tuned.method().equals(method)) {
            tuning.setGain(tuned.gain());
            tuning.setScale(tuned.scale());
        }
    }
}
