// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.snapshot;

import dev.headroom.telemetry.window.ServerSample;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Function;

/**
 * By how much an engine's counters grew from each of its samples to the next.
 *
 * <p>Counters of one server only grow, until it begins again at 0: then all of them fall at once, to no more than it could have done since.
 * Any other fall is a fault of the scrapes: a series is missing, a clock was set back, or two clocks differ. Where the counter comes back,
 * it grew evenly in between; where it does not, that pair of samples is not used.
 */
final class Growth {
    /** So few requests are of no matter for any rate. */
    static final double FEW = 20;

    /** A server that begins again with a full queue before it is faster than it was, but not by more. */
    private static final double FASTER = 3;

    private static final double UNKNOWN = Double.NaN;

    private final long[] millis;
    private final boolean[] restarted;
    private final double[] finished;
    private final double[] firstTokens;
    private final double[] computed;
    private final double[] cached;

    /**
     * Reads it off samples.
     *
     * @param samples oldest first
     */
    Growth(List<ServerSample> samples) {
        this.millis = samples.stream().mapToLong(ServerSample::atMillis).toArray();
        double[] finishedValues = values(samples, ServerSample::finished);
        double[] firstTokenValues = values(samples, ServerSample::firstTokens);
        double[] computedValues = values(samples, ServerSample::computedPromptTokens);
        double[] cachedValues = values(samples, ServerSample::cachedPromptTokens);
        this.restarted = new boolean[millis.length];
        for (int i = 1; i < millis.length; i++) {
            restarted[i] = allFell(i, finishedValues, firstTokenValues, computedValues, cachedValues)
                    && isPlausible(finishedValues, i)
                    && isPlausible(firstTokenValues, i);
        }
        this.finished = growthOf(finishedValues);
        this.firstTokens = growthOf(firstTokenValues);
        this.computed = growthOf(computedValues);
        this.cached = growthOf(cachedValues);
    }

    /** Whether the server began again between sample {@code i - 1} and {@code i}. */
    boolean restarted(int i) {
        return restarted[i];
    }

    /** Sequences that ended between sample {@code i - 1} and {@code i}; NaN where that is not known, as below. */
    double finished(int i) {
        return finished[i];
    }

    /** Sequences that got their first token. */
    double firstTokens(int i) {
        return firstTokens[i];
    }

    /** Prompt tokens that were computed. */
    double computed(int i) {
        return computed[i];
    }

    /** Prompt tokens that came from a cache. */
    double cached(int i) {
        return cached[i];
    }

    private static double[] values(List<ServerSample> samples, Function<ServerSample, OptionalLong> counter) {
        double[] values = new double[samples.size()];
        for (int i = 0; i < values.length; i++) {
            OptionalLong value = counter.apply(samples.get(i));
            values[i] = value.isPresent() ? (double) value.getAsLong() : UNKNOWN;
        }
        return values;
    }

    /** A counter at 0 cannot fall; at least one must. */
    private static boolean allFell(int i, double[]... counters) {
        boolean oneFell = false;
        for (double[] counter : counters) {
            boolean known = !Double.isNaN(counter[i - 1]) && !Double.isNaN(counter[i]);
            boolean stays = counter[i] >= counter[i - 1] && (counter[i - 1] > 0 || counter[i] > 0);
            if (known && stays) {
                return false;
            }
            oneFell |= known && counter[i] < counter[i - 1];
        }
        return oneFell;
    }

    /** No more than a server can have done since sample {@code i - 1}, as it did before or does after. */
    private boolean isPlausible(double[] counter, int i) {
        if (Double.isNaN(counter[i])) {
            return true;
        }
        boolean staysBelow = i + 1 < counter.length && counter[i + 1] > counter[i] && counter[i + 1] < counter[i - 1];
        double after = staysBelow ? (counter[i + 1] - counter[i]) / (double) (millis[i + 1] - millis[i]) : 0;
        double most = FASTER * Math.max(after, usualPace(counter)) * (double) (millis[i] - millis[i - 1]);
        return counter[i] <= Math.max(FEW, most);
    }

    /** Per millisecond; the median, because a counter that comes back after a fall seems to grow by all of that at once. */
    private double usualPace(double[] counter) {
        double[] paces = new double[counter.length];
        int known = 0;
        for (int i = 1; i < counter.length; i++) {
            if (counter[i] > counter[i - 1]) {
                paces[known++] = (counter[i] - counter[i - 1]) / (double) (millis[i] - millis[i - 1]);
            }
        }
        Arrays.sort(paces, 0, known);
        return known == 0 ? 0 : paces[(known - 1) / 2];
    }

    private double[] growthOf(double[] values) {
        double[] growth = new double[values.length];
        double[] level = values.clone();
        boolean[] broken = new boolean[values.length];
        int last = -1;
        for (int i = 0; i < values.length; i++) {
            if (Double.isNaN(values[i])) {
                continue;
            }
            if (last >= 0 && values[i] < values[last] && !begunBetween(last, i)) {
                int back = whereItComesBack(values, last, i);
                broken[i] = back < 0;
                if (back >= 0) {
                    fillEvenly(level, last, back);
                    i = back;
                }
            }
            last = i;
        }
        for (int i = 1; i < values.length; i++) {
            growth[i] = broken[i] ? UNKNOWN : restarted[i] ? level[i] : level[i] - level[i - 1];
        }
        return growth;
    }

    private boolean begunBetween(int from, int to) {
        for (int i = from + 1; i <= to; i++) {
            if (restarted[i]) {
                return true;
            }
        }
        return false;
    }

    /** The first sample after {@code fell} that is not below {@code last}; -1 where none is, or the server began again before. */
    private int whereItComesBack(double[] values, int last, int fell) {
        for (int i = fell + 1; i < values.length && !restarted[i]; i++) {
            if (values[i] >= values[last]) {
                return i;
            }
        }
        return -1;
    }

    private void fillEvenly(double[] level, int from, int to) {
        double perMilli = (level[to] - level[from]) / (double) (millis[to] - millis[from]);
        for (int i = from + 1; i < to; i++) {
            level[i] = level[from] + perMilli * (double) (millis[i] - millis[from]);
        }
    }
}
