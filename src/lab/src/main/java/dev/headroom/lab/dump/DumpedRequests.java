// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.dump;

import com.google.protobuf.ByteString;
import dev.headroom.lab.traffic.RequestList;
import dev.headroom.telemetry.Observer;
import dev.headroom.telemetry.RequestObservation;
import dev.headroom.telemetry.decode.Decoded;
import dev.headroom.telemetry.decode.Decoder;
import dev.headroom.telemetry.decode.NativeEventDecoder;
import dev.headroom.telemetry.decode.OtlpSpanDecoder;
import dev.headroom.telemetry.decode.ServerMetricsDecoder;
import dev.headroom.telemetry.decode.SkipReason;
import dev.headroom.telemetry.validate.ValidationSettings;
import dev.headroom.telemetry.validate.Validator;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Collects requests from the records of a dump, whatever their topics are called: native events and spans are told apart by their bytes. */
final class DumpedRequests {
    private static final double NANOS_PER_SECOND = 1e9;

    private final Optional<String> model;
    private final Decoder events = new NativeEventDecoder();
    private final Decoder spans = new OtlpSpanDecoder();
    private final Decoder metrics = new ServerMetricsDecoder();
    /** Judges what is possible; copies are found here, for the validator forgets after a while. */
    private final Validator validator = new Validator(ValidationSettings.DEFAULTS);

    private final SeenEvents seen = new SeenEvents();
    /** Upper halves of native events' ids, which all events of a request share; spans tell of no admissions. */
    private final Set<Long> admitted = new HashSet<>();

    private final Set<Long> finished = new HashSet<>();
    private final Told byOthers = new Told();
    /** What callers tell of servers tell of, too: it counts where nobody else tells of anything. */
    private final Told byClients = new Told();

    private final Map<LeftOut, Integer> leftOut = new EnumMap<>(LeftOut.class);

    DumpedRequests(Optional<String> model) {
        this.model = model;
    }

    void take(DumpedRecord record) {
        Optional<ByteString> value = record.value();
        if (value.isEmpty()) {
            leaveOut(LeftOut.OTHER_RECORD, 1);
            return;
        }
        byte[] bytes = value.get().toByteArray();
        Decoded asEvent = events.decode(bytes);
        boolean isEvent = isEvent(asEvent);
        Decoded decoded = isEvent ? asEvent : spans.decode(bytes);
        if (decoded.observations().isEmpty() && isMetrics(bytes)) {
            leaveOut(LeftOut.METRICS, 1);
            return;
        }
        decoded.skipped()
                .forEach((reason, count) -> leaveOut(
                        reason == SkipReason.OTHER_SPAN || reason == SkipReason.MISSING_FIELD
                                ? LeftOut.NO_REQUEST
                                : LeftOut.OTHER_RECORD,
                        count));
        decoded.observations().forEach(observation -> take(observation, isEvent));
    }

    DumpTrace trace() {
        Map<LeftOut, Integer> all = new EnumMap<>(LeftOut.class);
        all.putAll(leftOut);
        long unfinished = admitted.stream().filter(id -> !finished.contains(id)).count();
        if (unfinished > 0) {
            all.put(LeftOut.UNFINISHED, Math.toIntExact(unfinished));
        }
        boolean onlyClients = byOthers.ended == 0;
        if (!onlyClients && byClients.ended > 0) {
            all.put(LeftOut.OF_CLIENTS, byClients.ended);
        }
        Told told = onlyClients ? byClients : byOthers;
        return new DumpTrace(told.requests.build().fromFirst(), told.models, all);
    }

    /** Ended requests of some observers. */
    private static final class Told {
        /** At seconds of Unix time, which a double holds to a quarter of a microsecond. */
        private final RequestList.Builder requests = new RequestList.Builder();

        private final SortedMap<String, Integer> models = new TreeMap<>();
        private int ended;

        void add(RequestObservation observation, int input, int output) {
            Instant arrival = observation.arrival();
            requests.add(arrival.getEpochSecond() + arrival.getNano() / NANOS_PER_SECOND, input, output);
            models.merge(observation.origin().model().orElse(""), 1, Integer::sum);
            ended++;
        }
    }

    /** Bytes of anything else have no such version and phase; what is no event may be spans. */
    private static boolean isEvent(Decoded asEvent) {
        return !asEvent.observations().isEmpty() || asEvent.skipped().containsKey(SkipReason.MISSING_FIELD);
    }

    /** On the wire a metric reads as a span that describes no request. A span is no metric: its name is no gauge. */
    private boolean isMetrics(byte[] bytes) {
        Decoded asMetrics = metrics.decode(bytes);
        return !asMetrics.skipped().containsKey(SkipReason.UNDECODABLE)
                && !asMetrics.skipped().containsKey(SkipReason.TOO_LARGE)
                && !(asMetrics.readings().isEmpty() && asMetrics.skipped().isEmpty());
    }

    private void take(RequestObservation observation, boolean isEvent) {
        if (!seen.add(observation.id())) {
            leaveOut(LeftOut.COPY, 1);
        } else if (model.isPresent() && !observation.origin().models().contains(model.get())) {
            leaveOut(LeftOut.OTHER_MODEL, 1);
        } else if (!observation.phase().isTerminal()) {
            admitted.add(observation.id().high());
        } else {
            if (isEvent) {
                finished.add(observation.id().high());
            }
            takeEnded(observation);
        }
    }

    private void takeEnded(RequestObservation observation) {
        int input = observation.tokens().input().orElse(0);
        int output = observation.tokens().output().orElse(0);
        if (!isPossible(observation)) {
            leaveOut(LeftOut.IMPOSSIBLE, 1);
        } else if (input < 1 || output < 1) {
            leaveOut(LeftOut.NO_TOKENS, 1);
        } else {
            Told told = observation.observer() == Observer.CLIENT ? byClients : byOthers;
            told.add(observation, input, output);
        }
    }

    private boolean isPossible(RequestObservation observation) {
        return !observation.arrival().isBefore(Instant.EPOCH)
                && validator.judge(observation, observation.eventTime()).fold(accepted -> true, rejected -> false);
    }

    private void leaveOut(LeftOut reason, int count) {
        leftOut.merge(reason, count, Integer::sum);
    }
}
