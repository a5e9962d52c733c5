// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.span;

import dev.headroom.lab.clock.VirtualClock;
import dev.headroom.lab.fleet.Pod;
import io.opentelemetry.proto.metrics.v1.MetricsData;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The Collector's scrapes: each server every 5 s, at a moment of its own within them, as Prometheus spreads its targets; the
 * scrapes that fall together become one batch. One thread, and time goes forward only.
 */
public final class MetricScrapes {
    /** The scrape interval of the shipped Collector configurations. */
    static final double EVERY_SECONDS = 5;

    private static final int MILLIS = 1000;

    private final Instant runStart;
    private final VllmMetrics metrics;
    private double last;

    /**
     * Nothing is scraped yet.
     *
     * @param runStart what seconds are counted from
     * @param model that the servers say they serve
     */
    public MetricScrapes(Instant runStart, String model) {
        this.runStart = runStart;
        this.metrics = new VllmMetrics(model);
    }

    /** The batch that leaves the Collector at {@code now}, the value of one Kafka record; empty when no scrape is due. */
    public Optional<byte[]> due(double now, Stream<Pod> pods) {
        Instant at = runStart.plus(VirtualClock.ofSeconds(now));
        MetricsData.Builder batch = MetricsData.newBuilder();
        pods.filter(pod -> isDue(pod, now))
                .map(pod -> metrics.resourceMetrics(pod.identity(), pod.reading(), runStart, at))
                .forEach(batch::addResourceMetrics);
        last = now;
        return batch.getResourceMetricsCount() == 0
                ? Optional.empty()
                : Optional.of(batch.build().toByteArray());
    }

    private boolean isDue(Pod pod, double now) {
        double offset =
                Math.floorMod(pod.identity().uid().hashCode(), (int) (EVERY_SECONDS * MILLIS)) / (double) MILLIS;
        return Math.floor((now - offset) / EVERY_SECONDS) > Math.floor((last - offset) / EVERY_SECONDS);
    }
}
