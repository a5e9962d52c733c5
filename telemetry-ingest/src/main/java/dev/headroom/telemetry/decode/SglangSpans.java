// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.decode;

import dev.headroom.telemetry.Observer;
import dev.headroom.telemetry.RequestObservation;
import dev.headroom.telemetry.RequestTimings;
import dev.headroom.telemetry.decode.SpanAttributes.Meaning;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The root spans that SGLang sends for requests. Their name holds a part of the request's id, so they are known by request id and
 * {@code gen_ai.latency.e2e}, and are not of kind SERVER. The queue is a part of their prefill and not reported. Their children
 * ({@code prefill_waiting}, {@code request_process}) have no request id and are spans about something else.
 */
final class SglangSpans implements SpanSource {
    /** Two clocks' readings within one step of a program lie no farther apart. */
    private static final Duration SAME_MOMENT = Duration.ofMillis(1);

    /** Of E2E, a hundredth: so near to it a TTFT may stand for the end. */
    private static final long SAME_PART = 100;

    /** No server makes the tokens of one answer faster. */
    private static final Duration FASTEST_TOKEN = Duration.ofMillis(1);

    @Override
    public boolean knows(SpanFields span) {
        return !span.isNamed(VllmSpans.NAME)
                && !span.isOfServer()
                && span.attributes().has(Meaning.REQUEST_ID)
                && span.attributes().has(Meaning.END_TO_END);
    }

    @Override
    public RequestObservation read(SpanFields span, SpanResource resource) {
        SpanAttributes attributes = span.attributes();
        Optional<Duration> endToEnd = attributes.seconds(Meaning.END_TO_END).or(() -> Optional.of(span.lasted()));
        return span.observation(
                VllmSpans.servedBy(resource, attributes),
                span.end(),
                attributes.tokens(),
                new RequestTimings(
                        attributes
                                .seconds(Meaning.TIME_TO_FIRST_TOKEN)
                                .filter(first -> isOfAToken(
                                        first, endToEnd.orElse(first), attributes.count(Meaning.OUTPUT_TOKENS))),
                        endToEnd,
                        attributes.seconds(Meaning.QUEUE)),
                Observer.SERVER);
    }

    /**
     * Whether a TTFT is that of a first token. An answer that is not streamed leaves the engine every 50 tokens or at its end, and
     * its TTFT is the time of that. It gives itself away where more tokens followed it than can have been made since.
     */
    private static boolean isOfAToken(Duration first, Duration endToEnd, OptionalInt outputTokens) {
        Duration since = endToEnd.minus(first);
        int followed = outputTokens.orElse(Integer.MAX_VALUE) - 1;
        if (followed <= 0) {
            return true;
        }
        boolean equal = since.compareTo(SAME_MOMENT) <= 0 || since.compareTo(endToEnd.dividedBy(SAME_PART)) <= 0;
        boolean possible =
                since.compareTo(SAME_MOMENT) > 0 && since.compareTo(FASTEST_TOKEN.multipliedBy(followed)) >= 0;
        return !equal || possible;
    }
}
