// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.metrics;

import dev.headroom.scaler.plan.Evidence;
import dev.headroom.telemetry.snapshot.ArrivalRate;
import io.micrometer.core.instrument.Meter;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.ToDoubleFunction;

/** Gauges of a workload's evidence. Unknown values are NaN, never zero. */
final class EvidenceMeters {
    private EvidenceMeters() {}

    /** Registers one gauge. */
    @FunctionalInterface
    interface Registering {
        Meter gauge(String name, String help, ToDoubleFunction<Evidence> value);
    }

    static List<Meter> show(Registering to) {
        return List.of(
                to.gauge(
                        MeterNames.ARRIVALS,
                        "Arrival rate of requests",
                        observed ->
                                observed.arrivals().map(ArrivalRate::perSecond).orElse(Double.NaN)),
                to.gauge(
                        MeterNames.ARRIVALS_COMPLETE,
                        "Share of arrivals that was observed, not inferred",
                        observed -> observed.arrivals()
                                .map(ArrivalRate::completeness)
                                .orElse(Double.NaN)),
                to.gauge(
                        MeterNames.RUNNING,
                        "Requests running on the servers",
                        observed -> orNaN(observed.servers().load().running())),
                to.gauge(
                        MeterNames.WAITING,
                        "Requests waiting on the servers",
                        observed -> orNaN(observed.servers().load().waiting())),
                to.gauge(
                        MeterNames.SCRAPED,
                        "Replicas with a recent scrape",
                        observed -> observed.servers().replicasScraped()),
                to.gauge(
                        MeterNames.KV_USAGE,
                        "Highest share of a KV cache in use",
                        observed -> orNaN(observed.servers().load().kvUsage())),
                to.gauge(
                        MeterNames.CACHED,
                        "Share of prompt tokens served from a cache",
                        observed -> orNaN(observed.servers().cachedShare())),
                to.gauge(
                        MeterNames.COVERAGE,
                        "Requests reported by events, as a share of those counted by servers",
                        observed -> orNaN(observed.servers().coverage())));
    }

    private static double orNaN(OptionalLong value) {
        return value.isPresent() ? (double) value.getAsLong() : Double.NaN;
    }

    private static double orNaN(OptionalDouble value) {
        return value.orElse(Double.NaN);
    }
}
