// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.replay;

import dev.headroom.lab.days.DayLoad;
import dev.headroom.lab.dump.TraceSource;
import dev.headroom.lab.episode.Span;
import dev.headroom.lab.file.BadInputException;
import dev.headroom.lab.policy.SetUp.TrainingWindow;
import dev.headroom.lab.traffic.Arrival;
import dev.headroom.lab.traffic.RequestList;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.SplittableRandom;

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
record ReplayedTraffic(
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

    /**
     * What of a recording is wanted.
     *
     * @param from a second of its own time; empty for its beginning
     * @param to empty for its end
     * @param scale times its rate
     * @param seed of what is drawn
     */
    record Cut(OptionalInt from, OptionalInt to, double scale, long seed) {
        private RequestList of(RequestList all, int begin, int end) {
            if (begin >= end) {
                return RequestList.EMPTY;
            }
            RequestList part = all.window(begin, end);
            // Not a word of arithmetic where the traffic is to stay as it is.
            return scale == 1 ? part : part.scaled(scale, new SplittableRandom(seed));
        }
    }

    /** A window of a trace, all of it scored; what lies before it is kept apart. */
    static ReplayedTraffic of(Path trace, Cut cut) {
        RequestList all = TraceSource.read(trace);
        BadInputException.unless(!all.isEmpty(), "--trace '" + trace + "' has no arrivals");
        String name = String.valueOf(trace.getFileName());
        int first = (int) all.atSeconds(0);
        int last = (int) all.atSeconds(all.size() - 1) + 1;
        int begin = cut.from().orElse(first);
        int end = Math.min(cut.to().orElse(last), last);
        cut.to()
                .ifPresent(to -> BadInputException.unless(
                        to > begin, "--to must be after --from, which is " + begin + " s, was " + to + " s"));
        RequestList window = cut.of(all, begin, end);
        BadInputException.unless(
                !window.isEmpty(),
                "--from " + begin + " s: '" + name + "' has no arrivals from there to " + Math.max(begin, end)
                        + " s; it lasts from " + first + " s to " + last + " s");
        return new ReplayedTraffic(
                name, begin, end - begin, window, cut.of(all, first, begin), Math.max(0, begin - first), 0, false);
    }

    /** A day, whose past is the time that was lived before it. */
    static ReplayedTraffic of(String name, int fromSeconds, DayLoad day) {
        int lived = day.livedSeconds();
        RequestList all = day.window(0, lived + day.scoredSeconds());
        RequestList before = lived > 0 ? all.window(0, lived) : RequestList.EMPTY;
        return new ReplayedTraffic(name, fromSeconds, day.scoredSeconds(), all, before, lived, lived, true);
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
