// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.span;

import dev.headroom.lab.engine.ServedRequest;
import dev.headroom.lab.fleet.PodIdentity;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;

/**
 * The exporters in the servers, each with a rhythm of its own, and the Collector that puts what comes within its wait into one
 * batch. What has ended is sent when its exporter wakes the next time. One thread, and time goes forward only.
 */
public final class SpanExporters {
    /** OTEL_BSP_SCHEDULE_DELAY from what is recommended for model servers to nearly OpenTelemetry's default. */
    static final double SHORTEST_PERIOD_SECONDS = 0.5;

    /** With the Collector's wait and the way to Kafka this makes the 5 s that the service reckons with. */
    static final double LONGEST_PERIOD_SECONDS = 4.5;

    /** The Collector's batch timeout. */
    static final double COLLECTOR_WAIT_SECONDS = 0.2;

    /** An exporter that has had nothing for so long belongs to a pod that is gone. */
    private static final double FORGOTTEN_AFTER_SECONDS = 600;

    private final SimulatedVllmSpans spans;
    private final ToDoubleFunction<PodIdentity> clockOffsets;
    private final RandomGenerator chance;
    private final SpanRecord.Resources resources = new SpanRecord.Resources();
    private final Map<PodIdentity, Exporter> exporters = new LinkedHashMap<>();
    private final OtlpBuffer ofOnePod = new OtlpBuffer();

    /**
     * Nothing has ended yet.
     *
     * @param clockOffsets seconds by which a pod's clock is ahead
     * @param chance draws each exporter's rhythm
     */
    public SpanExporters(SimulatedVllmSpans spans, ToDoubleFunction<PodIdentity> clockOffsets, RandomGenerator chance) {
        this.spans = spans;
        this.clockOffsets = clockOffsets;
        this.chance = chance;
    }

    /** Who gets the batches. */
    @FunctionalInterface
    public interface Outlet {
        /**
         * Takes a batch.
         *
         * @param at when it leaves the Collector, in seconds since the run's start
         * @param batch the value of one Kafka record
         */
        void send(double at, byte[] batch);
    }

    private record Waking(double at, PodIdentity pod, Exporter exporter) {
        long batch() {
            return (long) Math.floor(at / COLLECTOR_WAIT_SECONDS);
        }
    }

    /** A request has its last token; its pod must still run then. */
    public void completed(PodIdentity pod, ServedRequest request) {
        exporters
                .computeIfAbsent(pod, unknown -> new Exporter(request.finishedAt(), chance))
                .ended
                .add(request);
    }

    /** Sends what leaves the Collector's batches that began by {@code now}, in order of time. */
    public void advanceTo(double now, Outlet outlet) {
        List<Waking> wakings = wakingsBy(now);
        for (int first = 0; first < wakings.size(); ) {
            long batch = wakings.get(first).batch();
            SpanRecord record = new SpanRecord(resources);
            boolean any = false;
            int next = first;
            for (; next < wakings.size() && wakings.get(next).batch() == batch; next++) {
                any |= export(wakings.get(next), record);
            }
            if (any) {
                outlet.send((double) (batch + 1) * COLLECTOR_WAIT_SECONDS, record.toByteArray());
            }
            first = next;
        }
    }

    private List<Waking> wakingsBy(double now) {
        List<Waking> wakings = new ArrayList<>();
        Iterator<Map.Entry<PodIdentity, Exporter>> all = exporters.entrySet().iterator();
        while (all.hasNext()) {
            Map.Entry<PodIdentity, Exporter> entry = all.next();
            Exporter exporter = entry.getValue();
            for (; exporter.wakesAt <= now; exporter.wakesAt += exporter.period) {
                wakings.add(new Waking(exporter.wakesAt, entry.getKey(), exporter));
            }
            if (exporter.ended.isEmpty() && now - exporter.lastExport > FORGOTTEN_AFTER_SECONDS) {
                resources.forget(entry.getKey());
                all.remove();
            }
        }
        wakings.sort(Comparator.comparingDouble(Waking::at));
        return wakings;
    }

    private boolean export(Waking waking, SpanRecord record) {
        ofOnePod.cleared();
        ArrayDeque<ServedRequest> ended = waking.exporter().ended;
        double offset = clockOffsets.applyAsDouble(waking.pod());
        while (!ended.isEmpty() && ended.getFirst().finishedAt() <= waking.at()) {
            spans.writeTo(ofOnePod, ended.removeFirst(), offset);
        }
        if (ofOnePod.isEmpty()) {
            return false;
        }
        waking.exporter().lastExport = waking.at();
        record.add(waking.pod(), ofOnePod);
        return true;
    }

    /** What a batch span processor is: a queue that a timer empties. */
    private static final class Exporter {
        private final ArrayDeque<ServedRequest> ended = new ArrayDeque<>();
        private final double period;
        private double wakesAt;
        private double lastExport;

        Exporter(double now, RandomGenerator chance) {
            period = SHORTEST_PERIOD_SECONDS + (LONGEST_PERIOD_SECONDS - SHORTEST_PERIOD_SECONDS) * chance.nextDouble();
            wakesAt = now + period * chance.nextDouble();
            lastExport = now;
        }
    }
}
