// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.episode;

import dev.headroom.lab.traffic.Arrival;
import java.util.Arrays;
import java.util.List;

/**
 * What the true load needs, by the load test: ceil(λ(t) / μ), with λ over a minute before and a minute after. No lead time, no
 * queue, no reserve for chance: O2 of the benchmark's protocol, as in issue 1499 of WVA.
 */
public final class TrueNeed {
    private static final double HALF_WINDOW_SECONDS = 60;
    /** A trend shows over minutes, as scaling does. */
    private static final double TREND_SECONDS = 180;
    /** A sixth more or less than before is a trend: Poisson's chance over minutes stays within a few hundredths. */
    private static final double TREND = 1.15;

    /** Where the load goes. */
    public enum Phase {
        /** Up. */
        RISE,
        /** It stays. */
        LEVEL,
        /** Down. */
        FALL
    }

    private final double[] arrivals;
    private final double ratePerReplica;

    /**
     * Of an episode.
     *
     * @param arrivals in order of time
     * @param ratePerReplica what one replica carries, requests/s; above 0
     */
    public TrueNeed(List<Arrival> arrivals, double ratePerReplica) {
        if (!(ratePerReplica > 0)) {
            throw new IllegalArgumentException("ratePerReplica must be above 0, was " + ratePerReplica);
        }
        this.arrivals = arrivals.stream().mapToDouble(Arrival::atSeconds).toArray();
        this.ratePerReplica = ratePerReplica;
    }

    /** Replicas at a moment; 0 where nobody comes. */
    public int replicasAt(double seconds) {
        return (int) Math.ceil(rate(seconds - HALF_WINDOW_SECONDS, seconds + HALF_WINDOW_SECONDS) / ratePerReplica);
    }

    /** Whether the minutes after a moment bring more than those before it. */
    public Phase phaseAt(double seconds) {
        double before = rate(seconds - TREND_SECONDS, seconds);
        double after = rate(seconds, seconds + TREND_SECONDS);
        if (after > TREND * before) {
            return Phase.RISE;
        }
        return before > TREND * after ? Phase.FALL : Phase.LEVEL;
    }

    /** Beyond either end of the arrivals nothing is known, so the mean is over what is known. */
    private double rate(double from, double to) {
        double begin = Math.max(0, from);
        double end = Math.min(arrivals.length == 0 ? 0 : arrivals[arrivals.length - 1], to);
        return begin < end ? (before(end) - before(begin)) / (end - begin) : 0;
    }

    private int before(double seconds) {
        int found = Arrays.binarySearch(arrivals, seconds);
        return found < 0 ? -found - 1 : found;
    }
}
