// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.headroom;

import dev.headroom.lab.engine.ServedRequest;
import dev.headroom.lab.fleet.FleetSight;
import dev.headroom.lab.fleet.Pod;
import dev.headroom.lab.fleet.PodIdentity;
import dev.headroom.lab.span.MetricScrapes;
import dev.headroom.lab.span.MetricScrapes.Target;
import dev.headroom.lab.span.SimulatedVllmSpans;
import dev.headroom.lab.span.SpanExporters;
import dev.headroom.telemetry.ScaleTarget;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Everything that tells of the servers: their spans' exporters, the Collectors that scrape them, and the gateway where one is. Pods
 * keep their name and go under the policy's scale target, as labels would have it. One thread.
 */
final class Producers {
    private final HeadroomOptions options;
    private final ScaleTarget target;
    private final SpanExporters exporters;
    private final MetricScrapes scrapes;
    private final ScrapedSeries series;
    private final GatewayEvents gateway;
    private final Consumer<ProducedRecord> outlet;
    private final Map<String, PodIdentity> labelled = new HashMap<>();
    private Optional<String> oldest = Optional.empty();
    private double now;

    Producers(
            PlannerDocuments documents,
            HeadroomOptions options,
            SplittableRandom chance,
            Consumer<ProducedRecord> outlet) {
        this.options = options;
        this.target = documents.target();
        this.outlet = outlet;
        this.exporters = new SpanExporters(
                new SimulatedVllmSpans(options.start(), chance.split()), this::clockOffset, chance.split());
        this.scrapes = new MetricScrapes(
                options.start(), documents.model(), options.sees().limits(), this::labelled, this::clockOffset);
        this.series = new ScrapedSeries(options.faults().scraping());
        this.gateway = new GatewayEvents(new SimulatedInstants(options.start()), documents, outlet);
    }

    void admitted(ServedRequest request) {
        if (options.admissions()) {
            gateway.admitted(request);
        }
    }

    /** Servers say nothing of what they have lost. */
    void ended(PodIdentity pod, ServedRequest request) {
        if (request.finished() && !isSilent(pod, request.finishedAt())) {
            exporters.completed(labelled(pod), request);
        }
    }

    /** Sends what is due by {@code time}. */
    void advanceTo(double time, FleetSight fleet) {
        now = time;
        chooseTheSilentOne(fleet);
        exporters.advanceTo(
                time, (at, batch) -> outlet.accept(new ProducedRecord(ProducedRecord.Topic.SPANS, at, batch)));
        Stream<Target> shown = series.shown(time, fleet.answering()).filter(target -> !isSilent(target.pod(), now));
        if (!options.faults().scraping().outage().holds(time)) {
            scrapes.dueOf(time, shown)
                    .ifPresent(batch -> outlet.accept(new ProducedRecord(ProducedRecord.Topic.METRICS, now, batch)));
        }
    }

    /** The one that has answered longest: known since before the others. */
    private void chooseTheSilentOne(FleetSight fleet) {
        if (oldest.isEmpty() && options.faults().silentProducer().holds(now)) {
            oldest = fleet.answering().map(Pod::identity).map(PodIdentity::uid).findFirst();
        }
    }

    private boolean isSilent(PodIdentity pod, double time) {
        return options.faults().silentProducer().holds(time)
                && oldest.filter(pod.uid()::equals).isPresent();
    }

    private double clockOffset(PodIdentity pod) {
        double skew = options.faults().clockSkewSeconds();
        return (pod.uid().hashCode() & 1) == 0 ? skew : -skew;
    }

    private PodIdentity labelled(PodIdentity pod) {
        return labelled.computeIfAbsent(
                pod.uid(), uid -> new PodIdentity(target.namespace(), target.name(), pod.name(), uid));
    }
}
