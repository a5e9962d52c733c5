// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.days;

import dev.headroom.lab.traffic.Arrival;
import dev.headroom.lab.traffic.DrawnArrivals;
import dev.headroom.lab.traffic.LengthShape;
import dev.headroom.lab.traffic.RateShape;
import dev.headroom.lab.traffic.RequestList;
import java.util.Iterator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/**
 * The requests of a day and of the time before it, counted from the first lived second. Tens of millions of them are drawn anew each
 * time they are gone through, and never held. Any number of threads may ask.
 */
public final class DayLoad {
    private final Supplier<Iterator<Arrival>> draws;
    private final int livedSeconds;
    private final int scoredSeconds;

    private DayLoad(Supplier<Iterator<Arrival>> draws, int livedSeconds, int scoredSeconds) {
        if (livedSeconds < 0 || scoredSeconds < 1) {
            throw new IllegalArgumentException("a day needs 0 s or more before it and lasts 1 s or longer, was "
                    + livedSeconds + " s and " + scoredSeconds + " s");
        }
        this.draws = draws;
        this.livedSeconds = livedSeconds;
        this.scoredSeconds = scoredSeconds;
    }

    /**
     * Poisson arrivals at a rate.
     *
     * @param rates requests/s, counted from the first lived second
     * @param lengths tokens, likewise
     * @param livedSeconds before the scored ones; a policy plans them, and they do not count
     * @param scoredSeconds that count
     */
    public static DayLoad drawn(RateShape rates, LengthShape lengths, int livedSeconds, int scoredSeconds, long seed) {
        double seconds = (double) livedSeconds + scoredSeconds;
        return new DayLoad(
                () -> new DrawnArrivals(rates, lengths, 1, seconds, new SplittableRandom(seed)),
                livedSeconds,
                scoredSeconds);
    }

    /** Requests that are held. */
    public static DayLoad of(RequestList requests, int livedSeconds, int scoredSeconds) {
        return new DayLoad(requests::iterator, livedSeconds, scoredSeconds);
    }

    /** Before the scored ones. */
    public int livedSeconds() {
        return livedSeconds;
    }

    /** That count. */
    public int scoredSeconds() {
        return scoredSeconds;
    }

    /** All of them, in order of time. */
    Iterator<Arrival> iterator() {
        return draws.get();
    }

    /** Those from one second to before another, counted from the former, to be held. */
    public RequestList window(int fromSecond, int toSecond) {
        RequestList.Builder list = new RequestList.Builder();
        for (Iterator<Arrival> all = draws.get(); all.hasNext(); ) {
            Arrival arrival = all.next();
            if (arrival.atSeconds() >= toSecond) {
                break;
            }
            if (arrival.atSeconds() >= fromSecond) {
                list.add(arrival.atSeconds() - fromSecond, arrival.inputTokens(), arrival.outputTokens());
            }
        }
        return list.build((double) toSecond - fromSecond);
    }

    /** Those from a second on, counted from it, to be gone through in order by one thread. */
    List<Arrival> from(int second) {
        return new DrawnList(draws, second);
    }
}
