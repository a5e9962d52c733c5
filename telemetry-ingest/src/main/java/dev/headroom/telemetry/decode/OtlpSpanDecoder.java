// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.decode;

import dev.headroom.telemetry.RequestObservation;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.TracesData;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads the spans that an OpenTelemetry Collector writes to Kafka in OTLP's protobuf: many spans of many resources in a record, of any
 * sources. Each span is shown to one source after the other, and the first that knows it reads it; unknown spans are counted.
 */
public final class OtlpSpanDecoder implements Decoder {
    private static final int RESOURCE_SPANS = Wire.delimited(TracesData.RESOURCE_SPANS_FIELD_NUMBER);
    private static final int RESOURCE = Wire.delimited(ResourceSpans.RESOURCE_FIELD_NUMBER);
    private static final int SCOPE_SPANS = Wire.delimited(ResourceSpans.SCOPE_SPANS_FIELD_NUMBER);
    private static final int SPAN = Wire.delimited(ScopeSpans.SPANS_FIELD_NUMBER);

    /** The narrower the earlier: vLLM's takes all that has its attributes, GenAI's all that counts tokens. */
    static final List<SpanSource> SOURCES =
            List.of(new SglangSpans(), new VllmSpans(), new TgiSpans(), new GenAiSpans());

    /** All names of attributes that are read, of spans and of resources; all others may be dropped on the way. */
    public static Set<String> attributeNames() {
        return Stream.concat(SpanAttributes.names().stream(), OriginAttributes.names().stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Those of resources: they say where a request ran. */
    public static Set<String> resourceAttributeNames() {
        return OriginAttributes.names();
    }

    @Override
    public Decoded decode(byte[] value) {
        try {
            return new Reading(value).all();
        } catch (IOException notOfThisFormat) {
            return Decoded.skipped(SkipReason.UNDECODABLE);
        }
    }

    /** Reads one record; a span that says too little loses only itself. */
    private static final class Reading {
        private final byte[] bytes;
        private final List<RequestObservation> observations = new ArrayList<>();
        private final Map<SkipReason, Integer> skipped = new EnumMap<>(SkipReason.class);

        Reading(byte[] bytes) {
            this.bytes = bytes;
        }

        Decoded all() throws IOException {
            List<Slice> resources = Slice.whole(bytes).fields(RESOURCE_SPANS, bytes);
            // Protobuf reads almost any other message as a message with unknown fields only.
            if (resources.isEmpty() && bytes.length > 0) {
                return Decoded.skipped(SkipReason.UNDECODABLE);
            }
            for (Slice resourceSpans : resources) {
                SpanResource resource = resourceOf(resourceSpans);
                for (Slice scope : resourceSpans.fields(SCOPE_SPANS, bytes)) {
                    for (Slice span : scope.fields(SPAN, bytes)) {
                        read(new SpanFields(bytes, span), resource);
                    }
                }
            }
            return Decoded.ofRequests(observations, skipped);
        }

        private SpanResource resourceOf(Slice resourceSpans) throws IOException {
            Resource.Builder resource = Resource.newBuilder();
            for (Slice part : resourceSpans.fields(RESOURCE, bytes)) {
                resource.mergeFrom(bytes, part.from(), part.length());
            }
            return new SpanResource(resource.getAttributesList());
        }

        private void read(SpanFields span, SpanResource resource) {
            for (SpanSource source : SOURCES) {
                if (source.knows(span)) {
                    if (span.isIdentifiedAndDated()) {
                        observations.add(source.read(span, resource));
                    } else {
                        skip(SkipReason.MISSING_FIELD);
                    }
                    return;
                }
            }
            skip(SkipReason.OTHER_SPAN);
        }

        private void skip(SkipReason reason) {
            skipped.merge(reason, 1, Integer::sum);
        }
    }
}
