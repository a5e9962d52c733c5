// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.days;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * For each half hour of a day alone the fewest replicas that keep every promised percentile in it: what an oracle without foresight
 * of its own mistakes would hold. It knows no start and no rest of yesterday's queue, so a policy may end below it, and rarely does.
 */
public final class Staircase {
    private static final double SECONDS_PER_HOUR = 3600;
    private static final String SEPARATOR = " ";
    /** Half an hour on either side of a moment is the hour around it. */
    private static final int AROUND_SECONDS = 1800;

    private final int[] steps;
    private final int scoredSeconds;

    private Staircase(int[] steps, int scoredSeconds) {
        if (steps.length != (scoredSeconds + DayFigures.BLOCK_SECONDS - 1) / DayFigures.BLOCK_SECONDS) {
            throw new IllegalArgumentException(
                    "a staircase of " + scoredSeconds + " s needs a step each half hour, had " + steps.length);
        }
        this.steps = steps.clone();
        this.scoredSeconds = scoredSeconds;
    }

    /** Of the half hours of so many scored seconds; the last one may be shorter. */
    public static Staircase of(List<Integer> steps, int scoredSeconds) {
        return new Staircase(steps.stream().mapToInt(Integer::intValue).toArray(), scoredSeconds);
    }

    /** Reads what {@link #text} wrote; throws {@link IllegalArgumentException} for anything else. */
    static Staircase read(String text, int scoredSeconds) {
        return new Staircase(
                Arrays.stream(text.split(SEPARATOR)).mapToInt(Integer::parseInt).toArray(), scoredSeconds);
    }

    /** Its steps on one line. */
    String text() {
        return Arrays.stream(steps).mapToObj(Integer::toString).collect(Collectors.joining(SEPARATOR));
    }

    /** Replicas at a second, counted from the first scored one. */
    public int at(int second) {
        return steps[Math.min(steps.length - 1, Math.max(0, second) / DayFigures.BLOCK_SECONDS)];
    }

    /** The highest step of the hour around a second, counted from the first scored one. */
    public int mostAround(int second) {
        int first = Math.max(0, second - AROUND_SECONDS) / DayFigures.BLOCK_SECONDS;
        int last = Math.min(scoredSeconds - 1, second + AROUND_SECONDS) / DayFigures.BLOCK_SECONDS;
        int most = 0;
        for (int step = first; step <= last; step++) {
            most = Math.max(most, steps[step]);
        }
        return most;
    }

    /** The highest step of all. */
    public int most() {
        return Arrays.stream(steps).max().orElse(0);
    }

    /** What it takes, with so many GPUs a replica. */
    public double gpuHours(int gpus) {
        double seconds = 0;
        for (int step = 0; step < steps.length; step++) {
            int begin = step * DayFigures.BLOCK_SECONDS;
            seconds += (double) steps[step] * Math.min(DayFigures.BLOCK_SECONDS, scoredSeconds - begin);
        }
        return gpus * seconds / SECONDS_PER_HOUR;
    }
}
