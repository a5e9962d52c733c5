// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.decode;

import com.google.protobuf.CodedInputStream;
import dev.headroom.telemetry.Origin;
import dev.headroom.telemetry.Phase;
import dev.headroom.telemetry.RequestObservation;
import dev.headroom.telemetry.RequestTimings;
import dev.headroom.telemetry.TokenCounts;
import dev.headroom.telemetry.decode.SpanAttributes.Meaning;
import dev.headroom.telemetry.decode.SpanFields.Slice;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.TracesData;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads the spans that vLLM sends for finished requests, and those of servers that took over its attributes, from OTLP as
 * an OpenTelemetry Collector writes it to Kafka: many spans of many resources in a record. A span tells of a request when
 * it is named {@code llm_request} or carries {@code gen_ai.latency.e2e}; the scope differs between versions and says nothing.
 */
public final class VllmSpanDecoder implements Decoder {
    private static final int RESOURCE_SPANS = Wire.delimited(TracesData.RESOURCE_SPANS_FIELD_NUMBER);
    private static final int RESOURCE = Wire.delimited(ResourceSpans.RESOURCE_FIELD_NUMBER);
    private static final int SCOPE_SPANS = Wire.delimited(ResourceSpans.SCOPE_SPANS_FIELD_NUMBER);
    private static final int SPAN = Wire.delimited(ScopeSpans.SPANS_FIELD_NUMBER);

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
            List<Slice> resources = fields(RESOURCE_SPANS, Slice.whole(bytes));
            // Protobuf reads almost any other message as one that has only unknown fields.
            if (resources.isEmpty() && bytes.length > 0) {
                return Decoded.skipped(SkipReason.UNDECODABLE);
            }
            for (Slice resource : resources) {
                Origin origin = originOf(resource);
                for (Slice scope : fields(SCOPE_SPANS, resource)) {
                    for (Slice span : fields(SPAN, scope)) {
                        read(new SpanFields(bytes, span), origin);
                    }
                }
            }
            return Decoded.ofRequests(observations, skipped);
        }

        private Origin originOf(Slice resourceSpans) throws IOException {
            Resource.Builder resource = Resource.newBuilder();
            for (Slice part : fields(RESOURCE, resourceSpans)) {
                resource.mergeFrom(bytes, part.from(), part.length());
            }
            return OriginAttributes.originOf(resource.getAttributesList());
        }

        /** Where the fields of a tag lie in a message. */
        private List<Slice> fields(int wanted, Slice message) throws IOException {
            List<Slice> found = new ArrayList<>();
            CodedInputStream in = message.stream(bytes);
            for (int tag = in.readTag(); tag != Wire.NO_MORE; tag = in.readTag()) {
                if (tag == wanted) {
                    found.add(Slice.next(in, message));
                } else {
                    in.skipField(tag);
                }
            }
            return found;
        }

        private void read(SpanFields span, Origin origin) {
            if (!span.attributes().has(Meaning.END_TO_END) && !span.isNamedAsRequest()) {
                skipped.merge(SkipReason.OTHER_SPAN, 1, Integer::sum);
            } else if (!span.isIdentifiedAndDated()) {
                skipped.merge(SkipReason.MISSING_FIELD, 1, Integer::sum);
            } else {
                observations.add(observationOf(span, span.attributes(), origin));
            }
        }
    }

    private static RequestObservation observationOf(SpanFields span, SpanAttributes attributes, Origin origin) {
        Phase phase = phaseOf(span, attributes);
        Instant arrival = Instant.ofEpochSecond(0, span.startUnixNanos());
        Instant end = Instant.ofEpochSecond(0, span.endUnixNanos());
        return new RequestObservation(
                span.id().inPhase(phase),
                servingModel(origin, attributes.text(Meaning.MODEL)),
                phase,
                arrival,
                end,
                new TokenCounts(
                        attributes.count(Meaning.INPUT_TOKENS),
                        attributes.count(Meaning.CACHED_INPUT_TOKENS),
                        attributes.count(Meaning.OUTPUT_TOKENS),
                        attributes.count(Meaning.SEQUENCES)),
                new RequestTimings(
                        attributes.seconds(Meaning.TIME_TO_FIRST_TOKEN),
                        attributes.seconds(Meaning.END_TO_END).or(() -> Optional.of(Duration.between(arrival, end))),
                        attributes.seconds(Meaning.QUEUE)));
    }

    private static Phase phaseOf(SpanFields span, SpanAttributes attributes) {
        if (attributes.wasAborted()) {
            return Phase.ABORTED;
        }
        return span.failed() ? Phase.FAILED : Phase.COMPLETED;
    }

    private static Origin servingModel(Origin origin, Optional<String> model) {
        return model.map(origin::serving).orElse(origin);
    }
}
