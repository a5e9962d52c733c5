// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.decode;

import dev.headroom.telemetry.Observer;
import dev.headroom.telemetry.Phase;
import dev.headroom.telemetry.RequestObservation;
import dev.headroom.telemetry.RequestTimings;
import dev.headroom.telemetry.TokenCounts;
import dev.headroom.telemetry.decode.SpanAttributes.Meaning;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * The spans of the functions of Hugging Face TGI that handle requests. All their values are text: durations as Rust prints them. They count
 * no tokens; those of the answer follow from the mean time of one. A request that ended early has no {@code total_time}, and is identified
 * by its module alone: a function within the engine is named {@code generate}, too.
 */
final class TgiSpans implements SpanSource {
    private static final List<byte[]> HANDLERS = Stream.of(
                    "generate", "generate_stream", "completions", "chat_completions")
            .map(name -> name.getBytes(StandardCharsets.UTF_8))
            .toList();

    /** Where the handlers are, as the program's own paths name it. */
    private static final String SERVER_MODULE = "text_generation_router::server";

    @Override
    public boolean knows(SpanFields span) {
        SpanAttributes attributes = span.attributes();
        boolean isOfServer = attributes.has(Meaning.TGI_TOTAL)
                || attributes
                        .text(Meaning.CODE_NAMESPACE)
                        .filter(SERVER_MODULE::equals)
                        .isPresent();
        return isOfServer && HANDLERS.stream().anyMatch(span::isNamed);
    }

    @Override
    public RequestObservation read(SpanFields span, SpanResource resource) {
        SpanAttributes attributes = span.attributes();
        return span.observation(
                VllmSpans.servedBy(resource, attributes),
                endOf(span),
                new TokenCounts(OptionalInt.empty(), OptionalInt.empty(), outputTokens(attributes)),
                new RequestTimings(
                        Optional.empty(),
                        duration(attributes, Meaning.TGI_TOTAL).or(() -> Optional.of(span.lasted())),
                        duration(attributes, Meaning.TGI_QUEUE)),
                Observer.SERVER);
    }

    private static Phase endOf(SpanFields span) {
        if (span.attributes().has(Meaning.TGI_TOTAL)) {
            return Phase.COMPLETED;
        }
        return span.failed() ? Phase.FAILED : Phase.ABORTED;
    }

    /** TGI divides the time of inference by the tokens and cuts fractions of a nanosecond; so this is exact. */
    private static OptionalInt outputTokens(SpanAttributes attributes) {
        Optional<Duration> inference = duration(attributes, Meaning.TGI_INFERENCE);
        Optional<Duration> perToken =
                duration(attributes, Meaning.TGI_TIME_PER_TOKEN).filter(time -> !time.isZero());
        if (inference.isEmpty() || perToken.isEmpty()) {
            return OptionalInt.empty();
        }
        double tokens =
                (double) inference.get().toNanos() / (double) perToken.get().toNanos();
        // The cast saturates.
        return OptionalInt.of((int) Math.round(tokens));
    }

    private static Optional<Duration> duration(SpanAttributes attributes, Meaning meaning) {
        return attributes.text(meaning).flatMap(RustDuration::parse);
    }
}
