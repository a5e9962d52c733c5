// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.decode;

import dev.headroom.telemetry.Observer;
import dev.headroom.telemetry.Origin;
import dev.headroom.telemetry.Phase;
import dev.headroom.telemetry.RequestObservation;
import dev.headroom.telemetry.RequestTimings;
import dev.headroom.telemetry.TokenCounts;
import dev.headroom.telemetry.decode.SpanAttributes.Meaning;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Spans in the terms of OpenTelemetry's GenAI conventions, current and former, and of OpenInference: the client's view of a request. The
 * resource is then the caller's; the span gives at best an address of the server. A span of kind SERVER is the server's own.
 */
final class GenAiSpans implements SpanSource {
    /** Operations that make a model generate tokens. Agents, tools and chains have spans of their own, which repeat the inner ones. */
    private static final Set<String> GENERATING = Set.of("chat", "text_completion", "generate_content");

    private static final String MODEL_CALL = "LLM";

    @Override
    public boolean knows(SpanFields span) {
        SpanAttributes attributes = span.attributes();
        if (attributes.has(Meaning.OPERATION)) {
            return attributes
                    .text(Meaning.OPERATION)
                    .filter(GENERATING::contains)
                    .isPresent();
        }
        boolean counts = attributes.has(Meaning.INPUT_TOKENS) || attributes.has(Meaning.OUTPUT_TOKENS);
        return attributes.has(Meaning.OPENINFERENCE_KIND)
                ? attributes
                        .text(Meaning.OPENINFERENCE_KIND)
                        .filter(MODEL_CALL::equals)
                        .isPresent()
                : counts;
    }

    @Override
    public RequestObservation read(SpanFields span, SpanResource resource) {
        SpanAttributes attributes = span.attributes();
        return span.observation(
                span.isOfServer() ? VllmSpans.servedBy(resource, attributes) : calledBy(resource, attributes),
                endOf(span),
                // One span for all n answers, so these are no siblings.
                new TokenCounts(
                        attributes.count(Meaning.INPUT_TOKENS),
                        attributes.count(Meaning.CACHED_INPUT_TOKENS),
                        attributes.count(Meaning.OUTPUT_TOKENS),
                        OptionalInt.empty()),
                new RequestTimings(
                        attributes.seconds(Meaning.TIME_TO_FIRST_CHUNK), Optional.of(span.lasted()), Optional.empty()),
                span.isOfServer() ? Observer.SERVER : Observer.CLIENT);
    }

    private static Phase endOf(SpanFields span) {
        Phase end = span.end();
        return end == Phase.COMPLETED && span.attributes().has(Meaning.ERROR_TYPE) ? Phase.FAILED : end;
    }

    private static Origin calledBy(SpanResource resource, SpanAttributes attributes) {
        Origin called = attributes
                .text(Meaning.SERVER_ADDRESS)
                .map(address -> ServerAddress.of(address).of(resource.called()))
                .orElse(resource.called());
        return attributes.text(Meaning.MODEL).map(called::serving).orElse(called);
    }
}
