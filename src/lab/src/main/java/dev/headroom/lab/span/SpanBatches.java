// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.span;

import dev.headroom.lab.engine.ServedRequest;
import dev.headroom.lab.fleet.Completions;
import dev.headroom.lab.fleet.PodIdentity;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;

/**
 * The way of a span from its server to Kafka: the server's exporter holds it for half a second, then the Collector puts what
 * has come from all servers into one batch. One thread.
 */
public final class SpanBatches implements Completions {
    /** OTEL_BSP_SCHEDULE_DELAY as recommended for model servers. */
    static final double EXPORT_DELAY_SECONDS = 0.5;
    /** send_batch_max_size of the Collector. */
    static final int LARGEST_BATCH = 512;

    private record Held(double dueAt, PodIdentity pod, OtlpBuffer span) {}

    private final SimulatedVllmSpans spans;
    private final SpanRecord.Resources resources = new SpanRecord.Resources();
    private final PriorityQueue<Held> held = new PriorityQueue<>(Comparator.comparingDouble(Held::dueAt));

    public SpanBatches(SimulatedVllmSpans spans) {
        this.spans = spans;
    }

    @Override
    public void completed(PodIdentity pod, ServedRequest request) {
        if (request.failed()) {
            // A server that is killed exports nothing of what it had in hand.
            return;
        }
        OtlpBuffer span = new OtlpBuffer();
        spans.writeTo(span, request);
        held.add(new Held(request.finishedAt() + EXPORT_DELAY_SECONDS, pod, span));
    }

    /** The batches that leave the Collector at {@code now}, each the value of one Kafka record. */
    public List<byte[]> due(double now) {
        List<byte[]> batches = new ArrayList<>();
        while (isDue(now)) {
            batches.add(nextBatch(now));
        }
        return batches;
    }

    private byte[] nextBatch(double now) {
        Map<PodIdentity, OtlpBuffer> byPod = new LinkedHashMap<>();
        for (int size = 0; size < LARGEST_BATCH && isDue(now); size++) {
            Held next = held.remove();
            byPod.computeIfAbsent(next.pod(), pod -> new OtlpBuffer()).append(next.span());
        }
        SpanRecord batch = new SpanRecord(resources);
        byPod.forEach(batch::add);
        return batch.toByteArray();
    }

    private boolean isDue(double now) {
        return !held.isEmpty() && held.element().dueAt() <= now;
    }
}
