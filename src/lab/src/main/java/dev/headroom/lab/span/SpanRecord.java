// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.span;

import dev.headroom.lab.fleet.PodIdentity;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.TracesData;
import java.util.HashMap;
import java.util.Map;

/**
 * A batch of the Collector, the value of one Kafka record: each pod's spans under the resource that its environment declares. One
 * thread.
 */
final class SpanRecord {
    private static final byte[] SCOPE = new OtlpBuffer()
            .message(
                    ScopeSpans.SCOPE_FIELD_NUMBER,
                    new OtlpBuffer().text(InstrumentationScope.NAME_FIELD_NUMBER, "vllm.tracing.otel"))
            .toByteArray();

    private final Resources resources;
    private final OtlpBuffer record = new OtlpBuffer();

    SpanRecord(Resources resources) {
        this.resources = resources;
    }

    /** The resources of pods, each written once. */
    static final class Resources {
        private final Map<PodIdentity, byte[]> written = new HashMap<>();

        byte[] of(PodIdentity pod) {
            return written.computeIfAbsent(pod, Resources::write);
        }

        void forget(PodIdentity pod) {
            written.remove(pod);
        }

        private static byte[] write(PodIdentity pod) {
            OtlpBuffer resource = new OtlpBuffer();
            attribute(resource, "telemetry.sdk.language", "python");
            attribute(resource, "telemetry.sdk.name", "opentelemetry");
            attribute(resource, "service.name", "vllm");
            attribute(resource, "k8s.namespace.name", pod.namespace());
            attribute(resource, "k8s.deployment.name", pod.deployment());
            attribute(resource, "k8s.pod.name", pod.name());
            attribute(resource, "k8s.pod.uid", pod.uid());
            attribute(resource, "vllm.instrumenting_module_name", "vllm.llm_engine");
            attribute(resource, "vllm.process_id", "1");
            return new OtlpBuffer()
                    .message(ResourceSpans.RESOURCE_FIELD_NUMBER, resource)
                    .toByteArray();
        }

        private static void attribute(OtlpBuffer resource, String key, String text) {
            OtlpBuffer attribute = new OtlpBuffer()
                    .text(KeyValue.KEY_FIELD_NUMBER, key)
                    .message(
                            KeyValue.VALUE_FIELD_NUMBER,
                            new OtlpBuffer().text(AnyValue.STRING_VALUE_FIELD_NUMBER, text));
            resource.message(Resource.ATTRIBUTES_FIELD_NUMBER, attribute);
        }
    }

    /** Adds a pod's spans, as {@link SimulatedVllmSpans} writes them. */
    void add(PodIdentity pod, OtlpBuffer spans) {
        byte[] resource = resources.of(pod);
        int scopeLength = SCOPE.length + spans.size();
        int scopeHeader = 1 + OtlpBuffer.varintSize(scopeLength);
        record.opened(TracesData.RESOURCE_SPANS_FIELD_NUMBER, resource.length + scopeHeader + scopeLength)
                .raw(resource)
                .opened(ResourceSpans.SCOPE_SPANS_FIELD_NUMBER, scopeLength)
                .raw(SCOPE)
                .append(spans);
    }

    byte[] toByteArray() {
        return record.toByteArray();
    }
}
