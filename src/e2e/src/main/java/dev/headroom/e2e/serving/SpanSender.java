// SPDX-License-Identifier: Apache-2.0
package dev.headroom.e2e.serving;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.headroom.lab.engine.ServedRequest;
import dev.headroom.lab.fleet.PodIdentity;
import dev.headroom.lab.span.SimulatedVllmSpans;
import dev.headroom.lab.span.SpanBatches;
import io.fabric8.kubernetes.api.model.Pod;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.TracesData;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/**
 * The exporter of one server: sends a span of each finished request to the Collector by OTLP over HTTP, with no more of its identity
 * than {@code deploy/collector/vllm.yaml} tells the server. One thread.
 */
public final class SpanSender {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final HttpClient http;
    private final Supplier<String> collector;
    private final PodIdentity identity;
    private final SpanBatches batches;

    /**
     * Of one pod.
     *
     * @param runStart that times of requests are counted from
     * @param collector its address, as a URL with a port
     */
    public SpanSender(HttpClient http, Supplier<String> collector, Pod pod, Instant runStart) {
        this.http = http;
        this.collector = collector;
        String uid = pod.getMetadata().getUid();
        identity = new PodIdentity(
                pod.getMetadata().getNamespace(), "", pod.getMetadata().getName(), uid);
        batches = new SpanBatches(new SimulatedVllmSpans(runStart, new SplittableRandom(uid.hashCode())));
    }

    void completed(ServedRequest request) {
        batches.completed(identity, request);
    }

    /** What a Collector does not take is lost, as vLLM's exporter loses it. */
    void sendDue(double now) {
        for (byte[] batch : batches.due(now)) {
            HttpRequest request = HttpRequest.newBuilder(URI.create(collector.get() + "/v1/traces"))
                    .timeout(PATIENCE)
                    .header("Content-Type", "application/x-protobuf")
                    .POST(BodyPublishers.ofByteArray(stated(batch)))
                    .build();
            var unused = http.sendAsync(request, BodyHandlers.discarding());
        }
    }

    void close() {
        // A server that ends takes with it what it has not sent.
    }

    private byte[] stated(byte[] batch) {
        try {
            TracesData.Builder data = TracesData.parseFrom(batch).toBuilder();
            for (ResourceSpans.Builder resource : data.getResourceSpansBuilderList()) {
                resource.setResource(Resource.newBuilder()
                        .addAttributes(text("service.name", "vllm"))
                        .addAttributes(text("k8s.pod.uid", identity.uid()))
                        .addAttributes(text("k8s.pod.name", identity.name()))
                        .addAttributes(text("k8s.namespace.name", identity.namespace())));
            }
            return data.build().toByteArray();
        } catch (InvalidProtocolBufferException impossible) {
            throw new IllegalStateException("the lab wrote bytes that are not spans", impossible);
        }
    }

    private static KeyValue text(String key, String value) {
        return KeyValue.newBuilder()
                .setKey(key)
                .setValue(AnyValue.newBuilder().setStringValue(value))
                .build();
    }
}
