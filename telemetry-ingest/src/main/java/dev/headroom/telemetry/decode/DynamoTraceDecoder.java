// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.decode;

import dev.headroom.telemetry.Observer;
import dev.headroom.telemetry.Phase;
import dev.headroom.telemetry.RequestObservation;
import dev.headroom.telemetry.RequestTimings;
import dev.headroom.telemetry.decode.json.JsonValues;
import dev.headroom.telemetry.decode.json.WantedNames;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * Reads the request trace of NVIDIA Dynamo's frontend ({@code dynamo.request.trace.v1}): one JSON object a record, bare or within
 * {@code event} as its file sink wraps it. Only {@code request_end} reports a request.
 *
 * <p>The trace is written when an answer is complete and when its stream was dropped. Only its finish reason, if any, distinguishes the
 * two. Without one, a request that got no token was given up, and a request that got some counts as complete.
 */
public final class DynamoTraceDecoder implements Decoder {
    private static final String SCHEMAS = "dynamo.request.trace.";
    private static final String SCHEMA = SCHEMAS + "v1";
    private static final String REQUEST_END = "request_end";

    private static final String EVENT_TIME = "event_time_unix_ms";
    private static final String RECEIVED = "request_received_ms";
    private static final String DURATION = "total_time_ms";
    private static final String MODEL = "model";
    private static final String FINISHED = "finish_reason";
    private static final String BACKEND_FINISHED = "backend_finish_reason";

    private static final WantedNames NAMES = names();

    @Override
    public Decoded decode(byte[] value) {
        NamedValues trace;
        try {
            trace = new NamedValues(JsonValues.ofObject(value, NAMES));
        } catch (IOException notOfThisFormat) {
            return Decoded.skipped(SkipReason.UNDECODABLE);
        }
        String schema = trace.text("schema").orElse("");
        if (!schema.equals(SCHEMA)) {
            return Decoded.skipped(
                    schema.startsWith(SCHEMAS) ? SkipReason.UNKNOWN_SCHEMA_VERSION : SkipReason.UNDECODABLE);
        }
        if (!trace.text("event_type").orElse("").equals(REQUEST_END)) {
            return Decoded.skipped(SkipReason.OTHER_EVENT);
        }
        return observationOf(trace).map(Decoded::of).orElseGet(() -> Decoded.skipped(SkipReason.MISSING_FIELD));
    }

    private static Optional<RequestObservation> observationOf(NamedValues trace) {
        Optional<String> requestId = trace.text(GatewayRecord.REQUEST_ID);
        Optional<Instant> end = instant(trace, EVENT_TIME);
        Optional<Duration> stated = trace.millis(DURATION);
        Optional<Instant> received =
                instant(trace, RECEIVED).or(() -> end.flatMap(instant -> stated.map(instant::minus)));
        if (requestId.isEmpty() || end.isEmpty() || received.isEmpty()) {
            return Optional.empty();
        }
        Phase phase = phaseOf(trace);
        Duration endToEnd = stated.orElseGet(() -> Duration.between(received.get(), end.get()));
        return Optional.of(new RequestObservation(
                GatewayRecord.idOf(requestId.get(), phase, received.get(), Optional.empty()),
                GatewayRecord.originOf(trace, trace.text(MODEL).stream().toList(), Optional.empty()),
                phase,
                received.get(),
                end.get(),
                GatewayRecord.tokensOf(trace),
                new RequestTimings(
                        trace.millis("ttft_ms"), Optional.of(endToEnd), trace.millis("prefill_wait_time_ms")),
                0,
                Observer.GATEWAY));
    }

    private static Optional<Instant> instant(NamedValues trace, String name) {
        OptionalLong unixMillis = trace.whole(name);
        return unixMillis.isPresent() ? Optional.of(Instant.ofEpochMilli(unixMillis.getAsLong())) : Optional.empty();
    }

    private static Phase phaseOf(NamedValues trace) {
        String reasons = Stream.of(FINISHED, BACKEND_FINISHED)
                .flatMap(name -> trace.text(name).stream())
                .map(reason -> reason.toLowerCase(Locale.ROOT))
                .reduce("", String::concat);
        if (reasons.contains("cancel") || reasons.contains("abort")) {
            return Phase.ABORTED;
        } else if (reasons.contains("error")) {
            return Phase.FAILED;
        }
        boolean unanswered = trace.count(GatewayRecord.OUTPUT_TOKENS).orElse(0) == 0;
        return reasons.isEmpty() && unanswered ? Phase.ABORTED : Phase.COMPLETED;
    }

    private static WantedNames names() {
        Map<String, String> names = new HashMap<>();
        for (String wrapped : new String[] {"", "event."}) {
            names.put(wrapped + "schema", "schema");
            names.put(wrapped + "event_type", "event_type");
            names.put(wrapped + EVENT_TIME, EVENT_TIME);
            for (String same : new String[] {RECEIVED, DURATION, MODEL, "ttft_ms", "prefill_wait_time_ms"}) {
                names.put(wrapped + "request." + same, same);
            }
            names.put(wrapped + "request.request_id", GatewayRecord.REQUEST_ID);
            names.put(wrapped + "request.input_tokens", GatewayRecord.INPUT_TOKENS);
            names.put(wrapped + "request.output_tokens", GatewayRecord.OUTPUT_TOKENS);
            names.put(wrapped + "request.cached_tokens", GatewayRecord.CACHED_INPUT_TOKENS);
            names.put(wrapped + "request.finish_reason_metadata." + FINISHED, FINISHED);
            names.put(wrapped + "request.finish_reason_metadata." + BACKEND_FINISHED, BACKEND_FINISHED);
            names.put(wrapped + GatewayRecord.SCALE_TARGET, GatewayRecord.SCALE_TARGET);
            names.put(wrapped + GatewayRecord.NAMESPACE, GatewayRecord.NAMESPACE);
            names.put(wrapped + GatewayRecord.KUBERNETES_NAMESPACE, GatewayRecord.KUBERNETES_NAMESPACE);
        }
        return WantedNames.named(names);
    }
}
