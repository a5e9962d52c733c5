// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.policy.monitor;

import dev.headroom.lab.engine.ServedRequest;
import dev.headroom.lab.fleet.FleetSight;
import dev.headroom.lab.fleet.Pod;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Scrapes a fleet and its router, and keeps the series. Pods that do not answer bring nothing; those that are gone linger as long
 * as their kind of monitoring lets them. One thread, and time goes forward only.
 */
public final class Monitoring {
    static final int POD_COUNT_COLUMN = Gauge.values().length;
    static final int UNROUTED_COLUMN = POD_COUNT_COLUMN + 1;

    private final Scraping scraping;
    private final SplittableRandom chance;
    /** In the order of their first answer, so that sums come out the same in every run. */
    private final Map<Pod, PodSeries> pods = new LinkedHashMap<>();

    private final RouterSeries router;
    private final Ring totals;
    private double nextRound;

    /**
     * Has seen nothing.
     *
     * @param scraping how it watches
     * @param seed of the moments within the interval at which it scrapes
     */
    public Monitoring(Scraping scraping, long seed) {
        this.scraping = scraping;
        this.chance = new SplittableRandom(seed);
        this.router = new RouterSeries(scraping);
        this.totals = new Ring(UNROUTED_COLUMN + 1, scraping.rows());
        this.nextRound = phase();
    }

    /** A request came to the router. */
    public void admitted(ServedRequest request) {
        router.admitted(request);
    }

    /** A request was finished or lost. */
    public void ended(ServedRequest request) {
        router.ended(request);
    }

    /** Makes every scrape that is due. */
    public void advanceTo(double now, FleetSight fleet) {
        boolean round = now >= nextRound;
        if (scraping.spread() || round) {
            scrapePods(now, fleet);
        }
        if (round) {
            router.scrape(now);
            total(now, fleet.unrouted());
            nextRound = nextRound + scraping.intervalSeconds() > now
                    ? nextRound + scraping.intervalSeconds()
                    : now + scraping.intervalSeconds();
        }
    }

    /**
     * The newest answers.
     *
     * @param now the present, to which it has advanced
     * @param fleet for the Deployment's status
     * @param asked what the policy asked for last
     * @param rule the policy's own recording rule
     */
    public Sight sight(double now, FleetSight fleet, int asked, RuleSeries rule) {
        return new MonitoringSight(this, now, fleet, asked, rule);
    }

    private void scrapePods(double now, FleetSight fleet) {
        fleet.answering().forEach(pod -> {
            PodSeries series = pods.get(pod);
            if (series == null) {
                series = new PodSeries(scraping.rows(), scraping.spread() ? now + phase() : now, pod.reading());
                pods.put(pod, series);
            }
            series.seen(now);
            if (series.dueAt(now)) {
                series.scrape(pod, now, scraping.intervalSeconds());
            }
        });
        Iterator<PodSeries> all = pods.values().iterator();
        while (all.hasNext()) {
            PodSeries series = all.next();
            series.missedUnlessSeen(now);
            if (series.forgettable(now, scraping.lingerSeconds(), scraping.windowSeconds())) {
                all.remove();
            }
        }
    }

    private void total(double now, int unrouted) {
        totals.add(now);
        for (Gauge gauge : Gauge.values()) {
            totals.set(gauge.column(), total(gauge, now));
        }
        totals.set(POD_COUNT_COLUMN, livePods(now));
        totals.set(UNROUTED_COLUMN, unrouted);
    }

    double total(Gauge gauge, double now) {
        double total = 0;
        for (PodSeries series : pods.values()) {
            total += live(series, now) ? series.newest(gauge) : 0;
        }
        return total;
    }

    double finishedPerSecond(double after, double until) {
        double perSecond = Double.NaN;
        for (PodSeries series : pods.values()) {
            double increase = series.finishedIncrease(after, until);
            if (!Double.isNaN(increase)) {
                perSecond = (Double.isNaN(perSecond) ? 0 : perSecond) + increase / (until - after);
            }
        }
        return perSecond;
    }

    boolean live(PodSeries series, double now) {
        return series.live(now, scraping.lingerSeconds());
    }

    Iterable<PodSeries> series() {
        return pods.values();
    }

    Ring totals() {
        return totals;
    }

    RouterSeries router() {
        return router;
    }

    private int livePods(double now) {
        int live = 0;
        for (PodSeries series : pods.values()) {
            live += live(series, now) ? 1 : 0;
        }
        return live;
    }

    private double phase() {
        return scraping.intervalSeconds() * chance.nextDouble();
    }
}
