// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.demo;

import dev.headroom.lab.clock.VirtualClock;
import dev.headroom.lab.fleet.Site;
import dev.headroom.lab.fleet.SiteReading;
import dev.headroom.lab.service.ServiceHttp;
import dev.headroom.lab.span.CollectorExporter;
import dev.headroom.lab.span.MetricScrapes;
import dev.headroom.lab.span.SimulatedVllmSpans;
import dev.headroom.lab.span.SpanBatches;
import dev.headroom.lab.traffic.Arrival;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.OptionalLong;
import java.util.SplittableRandom;

/**
 * Users and servers on virtual time, in slices as the real clock allows: each slice lets the site work, sends the spans and the
 * scrapes that have become due, and carries out what the HPA has set. One thread.
 */
final class World {
    /** The Collector's batch timeout: one batch a slice. */
    private static final double SLICE_SECONDS = 0.2;

    private static final Duration LINE_EVERY = Duration.ofSeconds(3);
    /** Real time the service has, after the end, to read what is left. */
    private static final Duration READING_PATIENCE = Duration.ofSeconds(20);

    private static final Duration READING_GLANCE = Duration.ofMillis(200);
    private static final double SECONDS_AN_HOUR = 3600;

    /** Told of the state every few real seconds. */
    @FunctionalInterface
    interface Watcher {
        void look(Instant virtual, SiteReading reading) throws Exception;
    }

    private final VirtualClock clock;
    private final boolean endless;
    private final CollectorExporter collector;
    private final DeploymentScale scale;
    private final Playtime time;
    private final SpanBatches batches;
    private final MetricScrapes scrapes;
    private final Site site;
    private int peakReplicas = DemoScenario.START_REPLICAS;

    World(DemoOptions options, Playtime time, VirtualClock clock, CollectorExporter collector, DeploymentScale scale) {
        this.clock = clock;
        this.endless = options.minutes().isEmpty();
        this.collector = collector;
        this.scale = scale;
        this.time = time;
        SplittableRandom chance = new SplittableRandom(DemoScenario.SEED);
        SplittableRandom users = chance.split();
        Iterator<Arrival> traffic =
                options.trace().map(List::iterator).orElseGet(() -> StoryTraffic.of(time.seconds(), users));
        this.batches = new SpanBatches(new SimulatedVllmSpans(time.begins(), chance.split()));
        this.scrapes = new MetricScrapes(time.begins(), DemoScenario.WORKLOAD);
        this.site = new Site(traffic, DemoScenario.podTemplate(), DemoScenario.PROMISE, batches, chance.split());
        site.fleet().startWith(DemoScenario.START_REPLICAS);
    }

    /** Until the clock's end, or for ever. */
    void turn(Watcher watcher) throws Exception {
        long slices = (long) (time.seconds() / SLICE_SECONDS);
        Instant nextLine = Instant.now().plus(LINE_EVERY);
        for (long slice = 1; endless || slice <= slices; slice++) {
            double seconds = slice * SLICE_SECONDS;
            Instant virtual = time.begins().plus(VirtualClock.ofSeconds(seconds));
            Pace.until(clock.realAt(virtual));
            advance(seconds, virtual);
            if (!Instant.now().isBefore(nextLine)) {
                watcher.look(virtual, site.reading());
                nextLine = Instant.now().plus(LINE_EVERY);
            }
        }
    }

    /** What came of it, once the service has read everything or had its time to. */
    DemoSummary summary(ServiceHttp service, List<ToldChapter> story) throws InterruptedException {
        collector.flush();
        long sent = collector.acknowledged();
        return new DemoSummary(
                sent,
                read(service, sent),
                DemoScenario.START_REPLICAS,
                peakReplicas,
                site.fleet().replicas(),
                site.attainment(),
                site.fleet().nodeSeconds() * DemoScenario.GPUS_PER_REPLICA / SECONDS_AN_HOUR,
                story);
    }

    private void advance(double seconds, Instant virtual) {
        site.advanceTo(seconds);
        batches.due(seconds).forEach(batch -> collector.sendSpans(batch, virtual));
        scrapes.due(seconds, site.fleet().answering()).ifPresent(batch -> collector.sendMetrics(batch, virtual));
        scale.applyTo(site.fleet());
        peakReplicas = Math.max(peakReplicas, site.fleet().replicas());
    }

    private static long read(ServiceHttp service, long sent) throws InterruptedException {
        Instant deadline = Instant.now().plus(READING_PATIENCE);
        OptionalLong read = service.recordsRead();
        while (read.orElse(0) < sent && Instant.now().isBefore(deadline)) {
            Pace.until(Instant.now().plus(READING_GLANCE));
            read = service.recordsRead();
        }
        return read.orElse(0);
    }
}
