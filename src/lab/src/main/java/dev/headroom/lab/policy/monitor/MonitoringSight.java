// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.policy.monitor;

import dev.headroom.lab.engine.EngineReading;
import dev.headroom.lab.fleet.FleetSight;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/** A moment of a {@link Monitoring}. */
final class MonitoringSight implements Sight {
    private final Monitoring monitoring;
    private final double now;
    private final int replicas;
    private final int ready;
    private final int asked;
    private final RuleSeries rule;

    MonitoringSight(Monitoring monitoring, double now, FleetSight fleet, int asked, RuleSeries rule) {
        this.monitoring = monitoring;
        this.now = now;
        this.replicas = fleet.replicas();
        this.ready = fleet.ready();
        this.asked = asked;
        this.rule = rule;
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
        Ring totals = monitoring.totals();
        return totals.isEmpty() ? 0 : totals.newest(Monitoring.UNROUTED_COLUMN);
    }

    @Override
    public double promptTokensInFlight() {
        return monitoring.router().promptTokensInFlight();
    }

    @Override
    public List<PodSight> pods() {
        List<PodSight> live = new ArrayList<>();
        for (PodSeries series : monitoring.series()) {
            if (monitoring.live(series, now)) {
                live.add(new SeriesSight(series, now));
            }
        }
        return live;
    }

    @Override
    public double total(Gauge gauge) {
        return monitoring.total(gauge, now);
    }

    @Override
    public double averageTotal(Gauge gauge, double windowSeconds) {
        return monitoring.totals().mean(gauge.column(), now - windowSeconds);
    }

    @Override
    public double averagePerPod(Gauge gauge, double windowSeconds) {
        Ring totals = monitoring.totals();
        double sum = 0;
        int rounds = 0;
        for (int row = totals.firstAfter(now - windowSeconds); row < totals.size(); row++) {
            double pods = totals.value(Monitoring.POD_COUNT_COLUMN, row);
            if (pods > 0) {
                sum += totals.value(gauge.column(), row) / pods;
                rounds++;
            }
        }
        return sum / rounds;
    }

    @Override
    public double averageUnrouted(double windowSeconds) {
        return monitoring.totals().mean(Monitoring.UNROUTED_COLUMN, now - windowSeconds);
    }

    @Override
    public OptionalDouble finishedPerSecond(double windowSeconds) {
        return present(monitoring.finishedPerSecond(now - windowSeconds, now));
    }

    @Override
    public OptionalDouble perSecond(Count count, double windowSeconds) {
        return present(monitoring.router().perSecond(count, now - windowSeconds, now));
    }

    @Override
    public OptionalDouble quantile(Latency latency, double q, double windowSeconds) {
        return present(monitoring.router().histogram(latency).quantile(q, now - windowSeconds));
    }

    @Override
    public OptionalDouble mean(Latency latency, double windowSeconds) {
        return present(monitoring.router().histogram(latency).mean(now - windowSeconds));
    }

    @Override
    public OptionalDouble recorded(double windowSeconds) {
        return rule.mean(now - windowSeconds);
    }

    private static OptionalDouble present(double value) {
        return Double.isNaN(value) ? OptionalDouble.empty() : OptionalDouble.of(value);
    }

    private record SeriesSight(PodSeries series, double now) implements PodSight {
        @Override
        public EngineReading newest() {
            return series.newest();
        }

        @Override
        public double maxOver(Gauge gauge, double windowSeconds) {
            return series.max(gauge, now - windowSeconds);
        }
    }
}
