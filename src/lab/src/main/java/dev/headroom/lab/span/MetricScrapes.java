// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.span;

import dev.headroom.lab.clock.VirtualClock;
import dev.headroom.lab.engine.EngineReading;
import dev.headroom.lab.fleet.Pod;
import dev.headroom.lab.fleet.PodIdentity;
import io.opentelemetry.proto.metrics.v1.MetricsData;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * The Collector's scrapes: each server every 5 s, at a moment of its own within them, as Prometheus spreads its targets; the
 * scrapes that fall together become one batch. One thread, and time goes forward only.
 */
public final class MetricScrapes {
    /** The scrape interval of the shipped Collector configurations. */
    static final double EVERY_SECONDS = 5;

    private static final int MILLIS = 1000;

    /**
     * What a scrape finds.
     *
     * @param pod under whose name
     * @param reading asked for only where a scrape is due
     */
    public record Target(PodIdentity pod, Supplier<EngineReading> reading) {}

    private final Instant runStart;
    private final SimulatedVllmMetrics metrics;
    private final UnaryOperator<PodIdentity> names;
    private final ToDoubleFunction<PodIdentity> clockOffsets;
    private double last;

    /**
     * Nothing is scraped yet.
     *
     * @param runStart what seconds are counted from
     * @param model that the servers say they serve
     */
    public MetricScrapes(Instant runStart, String model) {
        this(runStart, model, true, UnaryOperator.identity(), pod -> 0);
    }

    /**
     * Nothing is scraped yet.
     *
     * @param runStart what seconds are counted from
     * @param model that the servers say they serve
     * @param statesLimits whether they show how large their cache is, as vLLM does
     * @param names what a pod is called in its labels
     * @param clockOffsets seconds by which the clock of a pod's node is ahead, for each node has a Collector that scrapes its pods
     */
    public MetricScrapes(
            Instant runStart,
            String model,
            boolean statesLimits,
            UnaryOperator<PodIdentity> names,
            ToDoubleFunction<PodIdentity> clockOffsets) {
        this.runStart = runStart;
        this.metrics = new SimulatedVllmMetrics(model, statesLimits);
        this.names = names;
        this.clockOffsets = clockOffsets;
    }

    /** The batch that leaves the Collector at {@code now}, the value of one Kafka record; empty when no scrape is due. */
    public Optional<byte[]> due(double now, Stream<Pod> pods) {
        return dueOf(now, pods.map(pod -> new Target(pod.identity(), pod::reading)));
    }

    /**
     * The same, of series that need not be a server's own.
     *
     * @param targets what a scrape would find, were it due
     */
    public Optional<byte[]> dueOf(double now, Stream<Target> targets) {
        MetricsData.Builder batch = MetricsData.newBuilder();
        targets.filter(target -> isDue(target.pod(), now))
                .forEach(target -> batch.addResourceMetrics(scraped(target, now)));
        last = now;
        return batch.getResourceMetricsCount() == 0
                ? Optional.empty()
                : Optional.of(batch.build().toByteArray());
    }

    private ResourceMetrics scraped(Target target, double now) {
        PodIdentity name = names.apply(target.pod());
        Instant at = runStart.plus(VirtualClock.ofSeconds(now + clockOffsets.applyAsDouble(target.pod())));
        return metrics.resourceMetrics(name, target.reading().get(), runStart, at);
    }

    private boolean isDue(PodIdentity pod, double now) {
        double offset = Math.floorMod(pod.uid().hashCode(), (int) (EVERY_SECONDS * MILLIS)) / (double) MILLIS;
        return Math.floor((now - offset) / EVERY_SECONDS) > Math.floor((last - offset) / EVERY_SECONDS);
    }
}
