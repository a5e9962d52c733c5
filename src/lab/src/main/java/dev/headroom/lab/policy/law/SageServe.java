// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.policy.law;

import dev.headroom.lab.fleet.Cadence;
import dev.headroom.lab.policy.monitor.Observation;
import dev.headroom.lab.policy.monitor.RouterCounter;
import dev.headroom.lab.policy.monitor.ServerGauge;

/**
 * After SageServe's LT-UA (arXiv 2502.14617): a forecast sets where to go, cache use says when. Up towards the forecast's replicas
 * while use is above 0.5, down while it is below 0.25; past the forecast where use exceeds 0.9 or the load is five times the
 * forecast. The hourly ARIMA is an autoregression of each hour's busiest minute that begins with the training window's, which favours
 * it, and it waits for replicas that are starting. Remembers those rates.
 */
public final class SageServe implements Baseline {
    /** Rhythm of its reactive part. */
    public static final double TICK_SECONDS = 15;

    private static final double MINUTE = 60;

    private final Marks marks;
    private final double ratePerReplica;
    private final Forecast rates = new Forecast(Forecast.Kind.AUTOREGRESSION);
    private final Cadence renewal;
    private double busiest;

    /**
     * When it acts.
     *
     * @param up cache use above it lets the forecast add
     * @param down cache use below it lets the forecast give back
     * @param override cache use above it adds whatever the forecast
     * @param overrideRatio load over forecast above which it adds whatever the forecast
     * @param forecastSeconds from one forecast to the next
     */
    public record Marks(double up, double down, double override, double overrideRatio, double forecastSeconds) {
        /** The paper's. */
        public static final Marks SHIPPED = new Marks(0.5, 0.25, 0.9, 5, 3600);
    }

    /**
     * With its profile.
     *
     * @param marks when it acts
     * @param ratePerReplica requests a second that a replica carries
     * @param busiestMinute of the training window, requests a second
     */
    public SageServe(Marks marks, double ratePerReplica, double busiestMinute) {
        this.marks = marks;
        this.ratePerReplica = Demands.positive("ratePerReplica", ratePerReplica);
        this.rates.add(busiestMinute);
        this.renewal = new Cadence(marks.forecastSeconds(), marks.forecastSeconds());
    }

    @Override
    public Recommendation decide(Observation seen) {
        double usage = seen.averagePerPod(ServerGauge.KV_USAGE, MINUTE);
        double rate = seen.perSecond(RouterCounter.ARRIVED, MINUTE).orElse(0);
        if (Double.isNaN(usage)) {
            return Recommendation.hold("no pod shows metrics");
        }
        busiest = Math.max(busiest, rate);
        if (renewal.due(seen.now())) {
            rates.add(busiest);
            busiest = rate;
        }
        // What is already on its way is the answer to the load that asked for it.
        boolean settled = seen.ready() == seen.replicas();
        return Recommendation.of(
                settled ? desired(usage, rate, seen.replicas()) : seen.replicas(),
                "cache use " + usage + ", forecast " + rates.next());
    }

    int desired(double usage, double rate, int replicas) {
        double forecast = rates.next();
        int planned = (int) Math.max(1, Math.ceil(forecast / ratePerReplica));
        if (usage > marks.override()) {
            return replicas + 1;
        }
        if (rate > marks.overrideRatio() * forecast) {
            return Math.max(replicas, (int) Math.ceil(rate / ratePerReplica));
        }
        if (usage > marks.up() && planned > replicas) {
            return planned;
        }
        return usage < marks.down() && planned < replicas ? planned : replicas;
    }
}
