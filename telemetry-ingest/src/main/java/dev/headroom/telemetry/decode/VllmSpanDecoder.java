// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.decode;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.headroom.telemetry.EventId;
import dev.headroom.telemetry.Origin;
import dev.headroom.telemetry.Phase;
import dev.headroom.telemetry.RequestObservation;
import dev.headroom.telemetry.RequestTimings;
import dev.headroom.telemetry.TokenCounts;
import dev.headroom.telemetry.decode.SpanAttributes.Meaning;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import io.opentelemetry.proto.trace.v1.TracesData;
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
    private static final String REQUEST_SPAN = "llm_request";

    @Override
    public Decoded decode(byte[] value) {
        TracesData traces;
        try {
            traces = TracesData.parseFrom(value);
        } catch (InvalidProtocolBufferException notOfThisFormat) {
            return Decoded.skipped(SkipReason.UNDECODABLE);
        }
        // Protobuf reads almost any other message as one that has only unknown fields.
        if (traces.getResourceSpansCount() == 0 && value.length > 0) {
            return Decoded.skipped(SkipReason.UNDECODABLE);
        }
        return new Reading().of(traces);
    }

    /** Reads one record; a span that says too little loses only itself. */
    private static final class Reading {
        private final List<RequestObservation> observations = new ArrayList<>();
        private final Map<SkipReason, Integer> skipped = new EnumMap<>(SkipReason.class);

        Decoded of(TracesData traces) {
            for (ResourceSpans resource : traces.getResourceSpansList()) {
                Origin origin = OriginAttributes.originOf(resource.getResource().getAttributesList());
                for (ScopeSpans scope : resource.getScopeSpansList()) {
                    scope.getSpansList().forEach(span -> read(span, origin));
                }
            }
            return Decoded.ofRequests(observations, skipped);
        }

        private void read(Span span, Origin origin) {
            SpanAttributes attributes = new SpanAttributes(span.getAttributesList());
            if (!attributes.has(Meaning.END_TO_END) && !span.getName().equals(REQUEST_SPAN)) {
                skipped.merge(SkipReason.OTHER_SPAN, 1, Integer::sum);
            } else if (!isIdentifiedAndDated(span)) {
                skipped.merge(SkipReason.MISSING_FIELD, 1, Integer::sum);
            } else {
                observations.add(observationOf(span, attributes, origin));
            }
        }
    }

    private static boolean isIdentifiedAndDated(Span span) {
        return !span.getSpanId().isEmpty()
                && !span.getTraceId().isEmpty()
                && span.getStartTimeUnixNano() != 0
                && span.getEndTimeUnixNano() != 0;
    }

    private static RequestObservation observationOf(Span span, SpanAttributes attributes, Origin origin) {
        Phase phase = phaseOf(span, attributes);
        Instant arrival = Instant.ofEpochSecond(0, span.getStartTimeUnixNano());
        Instant end = Instant.ofEpochSecond(0, span.getEndTimeUnixNano());
        return new RequestObservation(
                idOf(span).inPhase(phase),
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

    /** By span, not by request id: the children of a request with n > 1 share the request id. */
    private static EventId idOf(Span span) {
        return new RequestHash().with(span.getTraceId()).with(span.getSpanId()).toEventId();
    }

    private static Phase phaseOf(Span span, SpanAttributes attributes) {
        if (attributes.wasAborted()) {
            return Phase.ABORTED;
        }
        return span.getStatus().getCode() == Status.StatusCode.STATUS_CODE_ERROR ? Phase.FAILED : Phase.COMPLETED;
    }

    private static Origin servingModel(Origin origin, Optional<String> model) {
        return model.map(origin::serving).orElse(origin);
    }
}
