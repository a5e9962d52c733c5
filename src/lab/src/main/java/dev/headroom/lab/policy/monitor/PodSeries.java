// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.policy.monitor;

import dev.headroom.lab.engine.EngineReading;
import dev.headroom.lab.fleet.Pod;

/** The scraped series of one pod. */
final class PodSeries implements PodMetrics {
    private static final ServerGauge[] GAUGES = ServerGauge.values();
    private static final int FINISHED_COLUMN = GAUGES.length;

    private final Ring samples;
    private double nextScrape;
    private double goneAt = Double.POSITIVE_INFINITY;
    private double seenAt;
    private EngineReading newest;

    PodSeries(int rows, double nextScrape, EngineReading firstReading) {
        this.samples = new Ring(FINISHED_COLUMN + 1, rows);
        this.nextScrape = nextScrape;
        this.newest = firstReading;
    }

    void seen(double now) {
        seenAt = now;
    }

    boolean dueAt(double now) {
        return now >= nextScrape;
    }

    void scrape(Pod pod, double now, double intervalSeconds) {
        newest = pod.reading();
        samples.add(now);
        for (ServerGauge gauge : GAUGES) {
            samples.set(gauge.column(), gauge.of(newest));
        }
        samples.set(FINISHED_COLUMN, (double) newest.counters().finished());
        // A tick that came late does not make the next one late.
        nextScrape = nextScrape + intervalSeconds > now ? nextScrape + intervalSeconds : now + intervalSeconds;
    }

    /** Notices that it no longer answers. */
    void missedUnlessSeen(double now) {
        if (seenAt < now && Double.isInfinite(goneAt)) {
            goneAt = now;
        }
    }

    /** Whether an instant query still finds it. */
    boolean live(double now, double lingerSeconds) {
        return !samples.isEmpty() && now < goneAt + lingerSeconds;
    }

    boolean forgettable(double now, double lingerSeconds, double windowSeconds) {
        return now >= goneAt + Math.max(lingerSeconds, windowSeconds);
    }

    @Override
    public EngineReading newest() {
        return newest;
    }

    double newest(ServerGauge gauge) {
        return samples.newest(gauge.column());
    }

    @Override
    public double max(ServerGauge gauge, double after) {
        return samples.max(gauge.column(), after);
    }

    double finishedIncrease(double after, double until) {
        return samples.increase(FINISHED_COLUMN, after, until);
    }
}
