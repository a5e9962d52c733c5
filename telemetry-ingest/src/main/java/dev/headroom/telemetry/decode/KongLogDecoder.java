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
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * Reads the records of Kong's plugin {@code kafka-log}: a JSON object for each request that ended. Where the plugin sends in batches, it is
 * an array of such. Only requests that passed through the AI proxy count; long-lived sessions ({@code realtime}) do not.
 */
public final class KongLogDecoder implements Decoder {
    private static final String STARTED_AT = "started_at";
    private static final String DURATION = "duration";
    private static final String STATUS = "status";
    private static final String SERVER = "ip";
    private static final String MODE = "request_mode";
    private static final String MODEL_ASKED = "request_model";
    private static final String MODEL_ANSWERED = "response_model";
    private static final String TIME_TO_FIRST_TOKEN = "time_to_first_token";

    /** Where the proxy's part lies, by the name that the version in use gives it. */
    private static final List<String> PROXIES = List.of("ai.", "ai.proxy.", "ai.ai-proxy.", "ai.ai-proxy-advanced.");

    private static final WantedNames NAMES = names();

    private static final String STREAM = "stream";
    private static final String REALTIME = "realtime";

    /** nginx's status when the client closed the connection. */
    private static final int CLIENT_LEFT = 499;

    @Override
    public Decoded decode(byte[] value) {
        List<NamedValues> entries;
        try {
            entries = JsonValues.ofObjects(value, NAMES).stream()
                    .map(NamedValues::new)
                    .toList();
        } catch (IOException notOfThisFormat) {
            return Decoded.skipped(SkipReason.UNDECODABLE);
        }
        return entries.isEmpty() ? Decoded.skipped(SkipReason.UNDECODABLE) : decoded(entries);
    }

    private static Decoded decoded(List<NamedValues> entries) {
        List<RequestObservation> observations = new ArrayList<>();
        Map<SkipReason, Integer> skipped = new EnumMap<>(SkipReason.class);
        for (NamedValues entry : entries) {
            if (tellsOfAModel(entry)) {
                observationOf(entry)
                        .ifPresentOrElse(
                                observations::add, () -> skipped.merge(SkipReason.MISSING_FIELD, 1, Integer::sum));
            } else {
                skipped.merge(SkipReason.OTHER_EVENT, 1, Integer::sum);
            }
        }
        return Decoded.ofRequests(observations, skipped);
    }

    private static boolean tellsOfAModel(NamedValues entry) {
        return entry.hasAny(MODEL_ASKED, MODEL_ANSWERED, GatewayRecord.INPUT_TOKENS, GatewayRecord.OUTPUT_TOKENS)
                && !entry.text(MODE).orElse("").equals(REALTIME);
    }

    private static Optional<RequestObservation> observationOf(NamedValues entry) {
        Optional<String> requestId = entry.text(GatewayRecord.REQUEST_ID);
        OptionalLong startedAt = entry.whole(STARTED_AT);
        Optional<Duration> duration = entry.millis(DURATION);
        OptionalInt status = entry.count(STATUS);
        if (requestId.isEmpty() || startedAt.isEmpty() || duration.isEmpty() || status.isEmpty()) {
            return Optional.empty();
        }
        Phase phase = status.getAsInt() == CLIENT_LEFT ? Phase.ABORTED : GatewayRecord.phaseOfStatus(status.getAsInt());
        Instant start = Instant.ofEpochMilli(startedAt.getAsLong());
        Optional<String> server = entry.text(SERVER);
        return Optional.of(new RequestObservation(
                GatewayRecord.idOf(requestId.get(), phase, start, server),
                GatewayRecord.originOf(entry, modelsOf(entry), server.flatMap(PodAddress::in)),
                phase,
                start,
                start.plus(duration.get()),
                GatewayRecord.tokensOf(entry),
                new RequestTimings(timeToFirstToken(entry), duration, Optional.empty()),
                0,
                Observer.GATEWAY));
    }

    private static List<String> modelsOf(NamedValues entry) {
        return Stream.of(MODEL_ANSWERED, MODEL_ASKED)
                .flatMap(name -> entry.text(name).stream())
                .distinct()
                .toList();
    }

    /** Of an answer in one piece it is the time of all of it. */
    private static Optional<Duration> timeToFirstToken(NamedValues entry) {
        return entry.text(MODE).orElse("").equals(STREAM)
                ? entry.millis(TIME_TO_FIRST_TOKEN).filter(latency -> !latency.isZero())
                : Optional.empty();
    }

    private static WantedNames names() {
        Map<String, String> names = new HashMap<>();
        names.put("request.id", GatewayRecord.REQUEST_ID);
        names.put("started_at", STARTED_AT);
        names.put("latencies.request", DURATION);
        names.put("response.status", STATUS);
        names.put("tries.ip", SERVER);
        for (String proxy : PROXIES) {
            names.put(proxy + "meta.request_mode", MODE);
            names.put(proxy + "meta.request_model", MODEL_ASKED);
            names.put(proxy + "meta.response_model", MODEL_ANSWERED);
            names.put(proxy + "usage.prompt_tokens", GatewayRecord.INPUT_TOKENS);
            // As versions before 3.9 write it.
            names.put(proxy + "usage.prompt_token", GatewayRecord.INPUT_TOKENS);
            names.put(proxy + "usage.completion_tokens", GatewayRecord.OUTPUT_TOKENS);
            names.put(proxy + "usage.prompt_tokens_details.cached_tokens", GatewayRecord.CACHED_INPUT_TOKENS);
            names.put(proxy + "usage.time_to_first_token", TIME_TO_FIRST_TOKEN);
        }
        names.put(GatewayRecord.SCALE_TARGET, GatewayRecord.SCALE_TARGET);
        names.put(GatewayRecord.NAMESPACE, GatewayRecord.NAMESPACE);
        names.put(GatewayRecord.KUBERNETES_NAMESPACE, GatewayRecord.KUBERNETES_NAMESPACE);
        return WantedNames.named(names);
    }
}
