// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.decode;

import dev.headroom.telemetry.Observer;
import dev.headroom.telemetry.Phase;
import dev.headroom.telemetry.RequestObservation;
import dev.headroom.telemetry.RequestTimings;
import dev.headroom.telemetry.TokenCounts;
import io.opentelemetry.proto.logs.v1.LogsData;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.logs.v1.ScopeLogs;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Reads access logs of Envoy AI Gateway as OTLP logs in protobuf: many entries in a record. An entry reports a request to a model when it
 * names a model, tokens or a scale target. It is an admission when {@code access_log_type} is {@code DownstreamStart} or
 * {@code UpstreamPoolReady}; the first of those counts. It is an end when that is {@code DownstreamEnd} or is not logged. Periodic entries
 * and the ends of single attempts are of no interest.
 *
 * <p>The resource is not read: it names the gateway's own pod, and never the server. Arrivals match their ends where both are logged with
 * the same {@code start_time}. Envoy's own entry when it sends a request on has the start of that attempt.
 */
public final class EnvoyLogDecoder implements Decoder {
    private static final int RESOURCE_LOGS = Wire.delimited(LogsData.RESOURCE_LOGS_FIELD_NUMBER);
    private static final int SCOPE_LOGS = Wire.delimited(ResourceLogs.SCOPE_LOGS_FIELD_NUMBER);
    private static final int LOG_RECORD = Wire.delimited(ScopeLogs.LOG_RECORDS_FIELD_NUMBER);

    private static final String TYPE = "access_log_type";
    private static final String START = "start_time";
    private static final String DURATION = "duration";
    private static final String STATUS = "response_code";
    private static final String FLAGS = "response_flags";
    private static final String SERVER = "upstream_host";
    private static final String TIME_TO_FIRST_TOKEN = "token_latency_ttft";
    private static final String MODEL_ANSWERED = "gen_ai.response.model";
    private static final String MODEL_SENT = "gen_ai.request.model_override";
    private static final String MODEL_ASKED = "gen_ai.request.model";

    private static final Map<String, String> NAMES = names();

    /** The values of {@code %ACCESS_LOG_TYPE%} at the beginning of a request. */
    private static final Set<String> BEGINNINGS = Set.of("DownstreamStart", "UpstreamPoolReady");

    private static final String END = "DownstreamEnd";

    /** Values of {@code %RESPONSE_FLAGS%} and its long form when the client closed the connection or reset the stream. */
    private static final Set<String> CLIENT_LEFT =
            Set.of("DC", "DR", "DownstreamConnectionTermination", "DownstreamRemoteReset");

    private static final Instant YEAR_10000 = Instant.parse("+10000-01-01T00:00:00Z");

    /** Names of the attributes that are read of an entry. */
    public static Set<String> attributeNames() {
        return NAMES.keySet();
    }

    @Override
    public Decoded decode(byte[] value) {
        try {
            return new Reading(value).all();
        } catch (IOException notOfThisFormat) {
            return Decoded.skipped(SkipReason.UNDECODABLE);
        }
    }

    /** Reads one record; an entry that says too little loses only itself. */
    private static final class Reading {
        private final byte[] bytes;
        private final List<RequestObservation> observations = new ArrayList<>();
        private final Map<SkipReason, Integer> skipped = new EnumMap<>(SkipReason.class);

        Reading(byte[] bytes) {
            this.bytes = bytes;
        }

        Decoded all() throws IOException {
            List<Slice> resources = Slice.whole(bytes).fields(RESOURCE_LOGS, bytes);
            // Protobuf reads almost any other message as a message with unknown fields only.
            if (resources.isEmpty() && bytes.length > 0) {
                return Decoded.skipped(SkipReason.UNDECODABLE);
            }
            for (Slice resource : resources) {
                for (Slice scope : resource.fields(SCOPE_LOGS, bytes)) {
                    for (Slice entry : scope.fields(LOG_RECORD, bytes)) {
                        read(new AccessLogEntry(bytes, entry, NAMES));
                    }
                }
            }
            return Decoded.ofRequests(observations, skipped);
        }

        private void read(AccessLogEntry entry) {
            NamedValues values = entry.values();
            Optional<String> type = values.text(TYPE);
            if (!tellsOfAModel(values)) {
                skip(SkipReason.OTHER_EVENT);
            } else if (type.filter(BEGINNINGS::contains).isPresent()) {
                keep(admission(values, startOf(entry, values)));
            } else if (type.orElse(END).equals(END)) {
                keep(end(values, startOf(entry, values)));
            } else {
                skip(SkipReason.OTHER_EVENT);
            }
        }

        private void keep(Optional<RequestObservation> observation) {
            observation.ifPresentOrElse(observations::add, () -> skip(SkipReason.MISSING_FIELD));
        }

        private void skip(SkipReason reason) {
            skipped.merge(reason, 1, Integer::sum);
        }
    }

    /** Other requests pass through a gateway, too: lists of models, health checks, other services. */
    private static boolean tellsOfAModel(NamedValues values) {
        return values.hasAny(
                MODEL_ANSWERED,
                MODEL_SENT,
                MODEL_ASKED,
                GatewayRecord.INPUT_TOKENS,
                GatewayRecord.OUTPUT_TOKENS,
                GatewayRecord.SCALE_TARGET);
    }

    private static Optional<RequestObservation> admission(NamedValues values, Optional<Instant> start) {
        Optional<String> requestId = values.text(GatewayRecord.REQUEST_ID);
        if (requestId.isEmpty() || start.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(observation(
                values, Phase.ADMITTED, start.get(), start.get(), TokenCounts.UNKNOWN, RequestTimings.UNKNOWN));
    }

    private static Optional<RequestObservation> end(NamedValues values, Optional<Instant> start) {
        Optional<Duration> duration = values.millis(DURATION);
        Optional<Phase> phase = phaseOf(values);
        if (!values.hasAny(GatewayRecord.REQUEST_ID) || start.isEmpty() || duration.isEmpty() || phase.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(observation(
                values,
                phase.get(),
                start.get(),
                start.get().plus(duration.get()),
                GatewayRecord.tokensOf(values),
                new RequestTimings(timeToFirstToken(values), duration, Optional.empty())));
    }

    private static RequestObservation observation(
            NamedValues values,
            Phase phase,
            Instant start,
            Instant eventTime,
            TokenCounts tokens,
            RequestTimings timings) {
        Optional<String> server = values.text(SERVER);
        List<String> models = Stream.of(MODEL_ANSWERED, MODEL_SENT, MODEL_ASKED)
                .flatMap(name -> values.text(name).stream())
                .distinct()
                .toList();
        return new RequestObservation(
                GatewayRecord.idOf(values.text(GatewayRecord.REQUEST_ID).orElse(""), phase, start, server),
                GatewayRecord.originOf(values, models, server.flatMap(PodAddress::in)),
                phase,
                start,
                eventTime,
                tokens,
                timings,
                0,
                Observer.GATEWAY);
    }

    /** Empty where the status is not logged: such an end may be good or bad. */
    private static Optional<Phase> phaseOf(NamedValues values) {
        if (values.text(FLAGS).filter(EnvoyLogDecoder::clientLeft).isPresent()) {
            return Optional.of(Phase.ABORTED);
        }
        OptionalInt status = values.count(STATUS);
        return status.isPresent() ? Optional.of(GatewayRecord.phaseOfStatus(status.getAsInt())) : Optional.empty();
    }

    private static boolean clientLeft(String flags) {
        return Stream.of(flags.split(",", -1)).map(String::strip).anyMatch(CLIENT_LEFT::contains);
    }

    /** The gateway reports it for streams only; 0 where it was written before there was a token. */
    private static Optional<Duration> timeToFirstToken(NamedValues values) {
        return values.millis(TIME_TO_FIRST_TOKEN).filter(latency -> !latency.isZero());
    }

    /** As the entry says, else when its record says that the request started. */
    private static Optional<Instant> startOf(AccessLogEntry entry, NamedValues values) {
        return values.text(START)
                .flatMap(EnvoyLogDecoder::instant)
                .or(() -> entry.timeUnixNanos() == 0
                        ? Optional.empty()
                        : Optional.of(Instant.ofEpochSecond(0, entry.timeUnixNanos())));
    }

    private static Optional<Instant> instant(String rfc3339) {
        try {
            Instant instant = Instant.parse(rfc3339);
            return Optional.of(instant).filter(start -> start.isAfter(Instant.EPOCH) && start.isBefore(YEAR_10000));
        } catch (DateTimeParseException otherShape) {
            return Optional.empty();
        }
    }

    private static Map<String, String> names() {
        Map<String, String> names = new HashMap<>();
        for (String own : new String[] {
            TYPE,
            START,
            DURATION,
            STATUS,
            FLAGS,
            SERVER,
            TIME_TO_FIRST_TOKEN,
            MODEL_ANSWERED,
            MODEL_SENT,
            MODEL_ASKED,
            GatewayRecord.SCALE_TARGET,
            GatewayRecord.NAMESPACE,
            GatewayRecord.KUBERNETES_NAMESPACE,
            GatewayRecord.WRITERS_POD
        }) {
            names.put(own, own);
        }
        names.put("x-request-id", GatewayRecord.REQUEST_ID);
        names.put("gen_ai.usage.input_tokens", GatewayRecord.INPUT_TOKENS);
        names.put("gen_ai.usage.output_tokens", GatewayRecord.OUTPUT_TOKENS);
        names.put("gen_ai.usage.cache_read.input_tokens", GatewayRecord.CACHED_INPUT_TOKENS);
        names.put("gen_ai.usage.cached_tokens", GatewayRecord.CACHED_INPUT_TOKENS);
        return Map.copyOf(names);
    }
}
