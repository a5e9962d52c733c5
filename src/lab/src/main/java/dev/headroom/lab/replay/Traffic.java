// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.replay;

import dev.headroom.lab.days.DayLoad;
import dev.headroom.lab.episode.Span;
import dev.headroom.lab.policy.SetUp.TrainingWindow;
import dev.headroom.lab.traffic.Arrival;
import dev.headroom.lab.traffic.RequestList;
import java.util.Arrays;
import java.util.List;

/**
 * A window of a trace.
 *
 * @param trace its name
 * @param fromSeconds of the trace's own time
 * @param seconds long
 * @param arrivals in it, counted from its start
 * @param before arrivals before it in the trace, counted from the trace's first second
 * @param beforeSeconds how long that was
 * @param livedSeconds the first seconds of the arrivals, which are planned and not scored
 * @param drawn whether it is a day that was drawn from rates, which is counted by half hours
 */
record Traffic(
        String trace,
        int fromSeconds,
        int seconds,
        RequestList arrivals,
        RequestList before,
        int beforeSeconds,
        int livedSeconds,
        boolean drawn) {
    /** A shorter past says little about rates. */
    private static final int LEAST_TRAINING_SECONDS = 300;

    private static final int SECONDS_PER_MINUTE = 60;

    /** A window of a trace, all of it scored. */
    static Traffic of(
            String trace, int fromSeconds, int seconds, RequestList arrivals, RequestList before, int beforeSeconds) {
        return new Traffic(trace, fromSeconds, seconds, arrivals, before, beforeSeconds, 0, false);
    }

    /** A day, whose past is the time that was lived before it. */
    static Traffic of(String name, int fromSeconds, DayLoad day) {
        int lived = day.livedSeconds();
        RequestList all = day.window(0, lived + day.scoredSeconds());
        RequestList before = lived > 0 ? all.window(0, lived) : RequestList.EMPTY;
        return new Traffic(name, fromSeconds, day.scoredSeconds(), all, before, lived, lived, true);
    }

    /** As whoever looks for a staircase goes through it. */
    DayLoad load() {
        return DayLoad.of(arrivals, livedSeconds, seconds);
    }

    /** What counts. */
    Span span() {
        return new Span(livedSeconds, seconds, Span.USUAL_DRAIN_SECONDS);
    }

    /** Whether there is a past to be trained on; otherwise whoever sets a policy up knows the run itself. */
    boolean hasPast() {
        return beforeSeconds >= LEAST_TRAINING_SECONDS && !before.isEmpty();
    }

    /** What is known before the run; of the run itself where there is nothing before it, to the advantage of what is set up by it. */
    TrainingWindow training() {
        return hasPast() ? window(before, beforeSeconds) : window(arrivals, livedSeconds + seconds);
    }

    /** The requests that a load test would use. */
    List<Arrival> trainingArrivals() {
        return hasPast() ? before : arrivals;
    }

    /** Mean rate of the first seconds. */
    double firstPerSecond(int firstSeconds) {
        int until = Math.min(firstSeconds, seconds);
        long count = arrivals.stream()
                .takeWhile(arrival -> arrival.atSeconds() < until)
                .count();
        return (double) count / until;
    }

    private static TrainingWindow window(List<Arrival> arrivals, int seconds) {
        long[] byMinute = new long[seconds / SECONDS_PER_MINUTE + 1];
        double input = 0;
        double output = 0;
        for (Arrival arrival : arrivals) {
            byMinute[(int) arrival.atSeconds() / SECONDS_PER_MINUTE]++;
            input += arrival.inputTokens();
            output += arrival.outputTokens();
        }
        long peak = Arrays.stream(byMinute).max().orElse(0);
        int minute = Math.min(SECONDS_PER_MINUTE, seconds);
        return new TrainingWindow(
                (double) arrivals.size() / seconds,
                (double) peak / minute,
                input / arrivals.size(),
                output / arrivals.size());
    }
}
