// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.days;

import dev.headroom.lab.traffic.Arrival;
import java.util.Arrays;
import java.util.Iterator;

/**
 * A day's requests in a few numbers.
 *
 * @param perSecond mean rate, requests/s
 * @param busiestMinutePerSecond highest mean rate of a minute, requests/s
 * @param burstSeconds by which variance over mean of the requests in 5 s is above 1, over the rate: within the busiest quarter of the
 *     minutes, each by its own rate; 0 for a Poisson process
 * @param input tokens of a prompt
 * @param output tokens of an answer
 */
public record RequestFigures(
        double perSecond, double busiestMinutePerSecond, double burstSeconds, Lengths input, Lengths output) {
    private static final int SECONDS_A_MINUTE = 60;
    private static final int WINDOW_SECONDS = 5;
    private static final int WINDOWS = SECONDS_A_MINUTE / WINDOW_SECONDS;
    private static final double HIGH_SHARE = 0.95;
    private static final double BUSY_SHARE = 0.25;
    private static final int FIRST_BINS = 1024;

    /**
     * Of one kind of tokens.
     *
     * @param mean of all requests
     * @param p95 95th percentile
     */
    public record Lengths(double mean, double p95) {}

    /** Of the scored seconds. */
    static RequestFigures of(DayLoad load) {
        int windows = (load.scoredSeconds() + WINDOW_SECONDS - 1) / WINDOW_SECONDS;
        int[] byWindow = new int[windows];
        Histogram input = new Histogram();
        Histogram output = new Histogram();
        for (Iterator<Arrival> all = load.iterator(); all.hasNext(); ) {
            Arrival arrival = all.next();
            double at = arrival.atSeconds() - load.livedSeconds();
            if (at >= 0 && at < load.scoredSeconds()) {
                byWindow[(int) (at / WINDOW_SECONDS)]++;
                input.add(arrival.inputTokens());
                output.add(arrival.outputTokens());
            }
        }
        int[] byMinute = new int[windows / WINDOWS];
        Arrays.setAll(
                byMinute,
                minute -> Arrays.stream(byWindow, minute * WINDOWS, (minute + 1) * WINDOWS)
                        .sum());
        return new RequestFigures(
                (double) Arrays.stream(byWindow).sum() / load.scoredSeconds(),
                (double) Arrays.stream(byMinute).max().orElse(0) / SECONDS_A_MINUTE,
                burstSeconds(byWindow, byMinute),
                input.lengths(),
                output.lengths());
    }

    private static double burstSeconds(int[] byWindow, int[] byMinute) {
        int[] sorted = byMinute.clone();
        Arrays.sort(sorted);
        int busy = sorted.length == 0 ? 0 : sorted[(int) ((1 - BUSY_SHARE) * (sorted.length - 1))];
        double excess = 0;
        double rates = 0;
        for (int minute = 0; minute < byMinute.length; minute++) {
            if (byMinute[minute] > 0 && byMinute[minute] >= busy) {
                double mean = (double) byMinute[minute] / WINDOWS;
                double squares = 0;
                for (int window = minute * WINDOWS; window < (minute + 1) * WINDOWS; window++) {
                    squares += Math.pow(byWindow[window] - mean, 2);
                }
                excess += squares / (WINDOWS - 1) / mean - 1;
                rates += mean / WINDOW_SECONDS;
            }
        }
        return rates == 0 ? 0 : Math.max(0, excess / rates);
    }

    private static final class Histogram {
        private long[] counts = new long[FIRST_BINS];
        private long total;
        private double sum;

        void add(int tokens) {
            if (tokens >= counts.length) {
                counts = Arrays.copyOf(counts, Math.max(tokens + 1, 2 * counts.length));
            }
            counts[tokens]++;
            total++;
            sum += tokens;
        }

        Lengths lengths() {
            long seen = 0;
            int tokens = 0;
            while (total > 0 && seen + counts[tokens] < HIGH_SHARE * total) {
                seen += counts[tokens];
                tokens++;
            }
            return new Lengths(total == 0 ? 0 : sum / total, tokens);
        }
    }
}
