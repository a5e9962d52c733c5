// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.policy.monitor;

/**
 * How a fleet is watched.
 *
 * @param intervalSeconds between two scrapes of one pod
 * @param spread each pod at its own moment of the interval, as Prometheus does; otherwise all at once
 * @param lingerSeconds a gone pod's last values still answer queries for so long
 * @param windowSeconds the longest window asked for
 * @param buckets of the latency histograms
 */
public record Scraping(
        double intervalSeconds, boolean spread, double lingerSeconds, double windowSeconds, Buckets buckets) {
    /**
     * Prometheus marks a target's series stale when it has missed a little more than two intervals after its removal
     * ({@code scrape/scrape.go}, endOfRunStaleness); until then the last values count.
     */
    private static final double INTERVALS_UNTIL_STALE = 2.1;

    /** The longest window of any recipe here that asks Prometheus. */
    private static final double PROMETHEUS_WINDOW_SECONDS = 300;

    public Scraping {
        if (!(intervalSeconds > 0 && windowSeconds >= intervalSeconds)) {
            throw new IllegalArgumentException("scraping needs 0 < interval <= window, was interval " + intervalSeconds
                    + " s, window " + windowSeconds + " s");
        }
        if (!(lingerSeconds >= 0)) {
            throw new IllegalArgumentException("lingerSeconds must be 0 or more, was " + lingerSeconds);
        }
    }

    /** Prometheus over vLLM's own metrics. */
    public static Scraping prometheus(double intervalSeconds) {
        return new Scraping(
                intervalSeconds,
                true,
                INTERVALS_UNTIL_STALE * intervalSeconds,
                PROMETHEUS_WINDOW_SECONDS,
                Buckets.SERVER);
    }

    /** Prometheus that also scrapes a router with histograms of its own. */
    public static Scraping ofRouter(double intervalSeconds) {
        return new Scraping(
                intervalSeconds,
                true,
                INTERVALS_UNTIL_STALE * intervalSeconds,
                PROMETHEUS_WINDOW_SECONDS,
                Buckets.ROUTER);
    }

    /** A controller that asks every pod itself and forgets those that are gone. */
    public static Scraping own(double intervalSeconds, double windowSeconds) {
        return new Scraping(intervalSeconds, false, 0, windowSeconds, Buckets.SERVER);
    }

    /** Rows that a ring needs for the longest window. */
    int rows() {
        return (int) Math.ceil(windowSeconds / intervalSeconds) + 2;
    }
}
