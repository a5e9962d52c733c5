// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.decode;

import dev.headroom.telemetry.Observer;
import dev.headroom.telemetry.Origin;
import dev.headroom.telemetry.RequestObservation;
import dev.headroom.telemetry.RequestTimings;
import dev.headroom.telemetry.decode.SpanAttributes.Meaning;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The spans that vLLM sends for finished requests, and those of servers that took over its attributes, TensorRT-LLM for one. They
 * are named {@code llm_request} or carry {@code gen_ai.latency.e2e}; the scope differs between versions and says nothing.
 */
final class VllmSpans implements SpanSource {
    static final byte[] NAME = "llm_request".getBytes(StandardCharsets.UTF_8);

    @Override
    public boolean knows(SpanFields span) {
        return span.isNamed(NAME) || span.attributes().has(Meaning.END_TO_END);
    }

    @Override
    public RequestObservation read(SpanFields span, SpanResource resource) {
        SpanAttributes attributes = span.attributes();
        return span.observation(
                servedBy(resource, attributes),
                span.end(),
                attributes.tokens(),
                new RequestTimings(
                        attributes.seconds(Meaning.TIME_TO_FIRST_TOKEN),
                        attributes.seconds(Meaning.END_TO_END).or(() -> Optional.of(span.lasted())),
                        attributes.seconds(Meaning.QUEUE)),
                Observer.SERVER);
    }

    /** The sender, serving the model that the span names. */
    static Origin servedBy(SpanResource resource, SpanAttributes attributes) {
        return attributes.text(Meaning.MODEL).map(resource.sender()::serving).orElse(resource.sender());
    }
}
