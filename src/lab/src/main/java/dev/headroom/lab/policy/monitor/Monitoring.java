// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.policy.monitor;

import dev.headroom.lab.engine.ServedRequest;
import dev.headroom.lab.fleet.FleetSight;
import dev.headroom.lab.fleet.Pod;
import dev.headroom.scaler.slo.Signal;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SplittableRandom;

/**
 * Scrapes a fleet and its router, keeps the series, and answers queries over them. Pods that do not answer bring nothing; those that
 * are gone linger as long as their kind of monitoring lets them. One thread, and time goes forward only.
 */
public final class Monitoring implements Observation {
    private static final int POD_COUNT_COLUMN = ServerGauge.values().length;
    private static final int UNROUTED_COLUMN = POD_COUNT_COLUMN + 1;
    /** Enough for the longest window asked of a recording rule, a few minutes of evaluations every 15 s. */
    private static final int RULE_ROWS = 32;

    private final Scraping scraping;
    private final SplittableRandom chance;
    /** In the order of their first answer, so that sums come out the same in every run. */
    private final Map<Pod, PodSeries> pods = new LinkedHashMap<>();

    private final RouterSeries router;
    private final Ring totals;
    private final Ring rule = new Ring(1, RULE_ROWS);
    private double nextRound;
    private double now;
    private int replicas;
    private int ready;
    private int asked;

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

    /** Keeps the value of an evaluation of the policy's recording rule. */
    public void record(double at, double value) {
        rule.add(at);
        rule.set(0, value);
    }

    /** Makes every scrape that is due. */
    public void advanceTo(double time, FleetSight fleet) {
        now = time;
        boolean round = now >= nextRound;
        if (scraping.spread() || round) {
            scrapePods(fleet);
        }
        if (round) {
            router.scrape(now);
            scrapeTotals(fleet.unrouted());
            nextRound = nextRound + scraping.intervalSeconds() > now
                    ? nextRound + scraping.intervalSeconds()
                    : now + scraping.intervalSeconds();
        }
    }

    /**
     * What a policy can know at the moment to which it has advanced; good until it advances again.
     *
     * @param fleet for the Deployment's status
     * @param newestAsked what the policy asked for last
     */
    public Observation seen(FleetSight fleet, int newestAsked) {
        replicas = fleet.replicas();
        ready = fleet.ready();
        asked = newestAsked;
        return this;
    }

    private void scrapePods(FleetSight fleet) {
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

    private void scrapeTotals(int unroutedNow) {
        totals.add(now);
        for (ServerGauge gauge : ServerGauge.values()) {
            totals.set(gauge.column(), total(gauge));
        }
        totals.set(POD_COUNT_COLUMN, pods().size());
        totals.set(UNROUTED_COLUMN, unroutedNow);
    }

    @Override
    public double now() {
        return now;
    }

    @Override
    public int replicas() {
        return replicas;
    }

    @Override
    public int ready() {
        return ready;
    }

    @Override
    public int asked() {
        return asked;
    }

    @Override
    public double unrouted() {
        return totals.isEmpty() ? 0 : totals.newest(UNROUTED_COLUMN);
    }

    @Override
    public double promptTokensInFlight() {
        return router.promptTokensInFlight();
    }

    @Override
    public List<PodMetrics> pods() {
        return pods.values().stream()
                .filter(this::live)
                .map(PodMetrics.class::cast)
                .toList();
    }

    @Override
    public double total(ServerGauge gauge) {
        double total = 0;
        for (PodSeries series : pods.values()) {
            total += live(series) ? series.newest(gauge) : 0;
        }
        return total;
    }

    @Override
    public double averageTotal(ServerGauge gauge, double windowSeconds) {
        return totals.mean(gauge.column(), now - windowSeconds);
    }

    @Override
    public double averagePerPod(ServerGauge gauge, double windowSeconds) {
        double sum = 0;
        int rounds = 0;
        for (int row = totals.firstAfter(now - windowSeconds); row < totals.size(); row++) {
            double count = totals.value(POD_COUNT_COLUMN, row);
            if (count > 0) {
                sum += totals.value(gauge.column(), row) / count;
                rounds++;
            }
        }
        return sum / rounds;
    }

    @Override
    public double averageUnrouted(double windowSeconds) {
        return totals.mean(UNROUTED_COLUMN, now - windowSeconds);
    }

    @Override
    public OptionalDouble finishedPerSecond(double windowSeconds) {
        double after = now - windowSeconds;
        double perSecond = Double.NaN;
        for (PodSeries series : pods.values()) {
            double increase = series.finishedIncrease(after, now);
            if (!Double.isNaN(increase)) {
                perSecond = (Double.isNaN(perSecond) ? 0 : perSecond) + increase / (now - after);
            }
        }
        return present(perSecond);
    }

    @Override
    public OptionalDouble perSecond(RouterCounter counter, double windowSeconds) {
        return present(router.perSecond(counter, now - windowSeconds, now));
    }

    @Override
    public OptionalDouble quantile(Signal signal, double q, double windowSeconds) {
        return present(router.histogram(signal).quantile(q, now - windowSeconds));
    }

    @Override
    public OptionalDouble mean(Signal signal, double windowSeconds) {
        return present(router.histogram(signal).mean(now - windowSeconds));
    }

    @Override
    public OptionalDouble recorded(double windowSeconds) {
        return present(rule.mean(0, now - windowSeconds));
    }

    private static OptionalDouble present(double value) {
        return Double.isNaN(value) ? OptionalDouble.empty() : OptionalDouble.of(value);
    }

    private boolean live(PodSeries series) {
        return series.live(now, scraping.lingerSeconds());
    }

    private double phase() {
        return scraping.intervalSeconds() * chance.nextDouble();
    }
}
