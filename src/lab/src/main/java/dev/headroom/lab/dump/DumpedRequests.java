// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.dump;

import com.google.protobuf.ByteString;
import dev.headroom.lab.traffic.RequestList;
import dev.headroom.telemetry.EventId;
import dev.headroom.telemetry.RequestObservation;
import dev.headroom.telemetry.decode.Decoded;
import dev.headroom.telemetry.decode.Decoder;
import dev.headroom.telemetry.decode.NativeEventDecoder;
import dev.headroom.telemetry.decode.SkipReason;
import dev.headroom.telemetry.decode.VllmSpanDecoder;
import dev.headroom.telemetry.validate.ValidationSettings;
import dev.headroom.telemetry.validate.Validator;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Collects requests from the records of a dump, whatever their topics are called: native events and spans are told apart by their bytes. */
final class DumpedRequests {
    private static final double NANOS_PER_SECOND = 1e9;

    private record Ended(Instant arrival, int inputTokens, int outputTokens) {}

    private final Optional<String> model;
    private final Decoder events = new NativeEventDecoder();
    private final Decoder spans = new VllmSpanDecoder();
    /** Judges what is possible; copies are found here, for the validator forgets after a while. */
    private final Validator validator = new Validator(ValidationSettings.DEFAULTS);

    private final Set<EventId> seen = new HashSet<>();
    /** Upper halves of ids, which all events of a request share. */
    private final Set<Long> admitted = new HashSet<>();

    private final Set<Long> finished = new HashSet<>();
    private final List<Ended> ended = new ArrayList<>();
    private final SortedMap<String, Integer> models = new TreeMap<>();
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
        Decoded decoded = decoded(value.get().toByteArray());
        decoded.skipped()
                .forEach((reason, count) -> leaveOut(
                        reason == SkipReason.OTHER_SPAN || reason == SkipReason.MISSING_FIELD
                                ? LeftOut.NO_REQUEST
                                : LeftOut.OTHER_RECORD,
                        count));
        decoded.observations().forEach(this::take);
    }

    DumpTrace trace() {
        Map<LeftOut, Integer> all = new EnumMap<>(LeftOut.class);
        all.putAll(leftOut);
        long unfinished = admitted.stream().filter(id -> !finished.contains(id)).count();
        if (unfinished > 0) {
            all.put(LeftOut.UNFINISHED, Math.toIntExact(unfinished));
        }
        return new DumpTrace(requests(), models, all);
    }

    /** An event of another version is one all the same; everything else that is no event may be spans. */
    private Decoded decoded(byte[] value) {
        Decoded asEvent = events.decode(value);
        boolean isEvent = !asEvent.observations().isEmpty() || asEvent.skipped().containsKey(SkipReason.MISSING_FIELD);
        return isEvent ? asEvent : spans.decode(value);
    }

    private void take(RequestObservation observation) {
        if (!seen.add(observation.id())) {
            leaveOut(LeftOut.COPY, 1);
        } else if (model.isPresent() && !observation.origin().models().contains(model.get())) {
            leaveOut(LeftOut.OTHER_MODEL, 1);
        } else if (!observation.phase().isTerminal()) {
            admitted.add(observation.id().high());
        } else {
            finished.add(observation.id().high());
            takeEnded(observation);
        }
    }

    private void takeEnded(RequestObservation observation) {
        int input = observation.tokens().input().orElse(0);
        int output = observation.tokens().output().orElse(0);
        boolean possible =
                validator.judge(observation, observation.eventTime()).fold(accepted -> true, rejected -> false);
        if (!possible) {
            leaveOut(LeftOut.IMPOSSIBLE, 1);
        } else if (input < 1 || output < 1) {
            leaveOut(LeftOut.NO_TOKENS, 1);
        } else {
            ended.add(new Ended(observation.arrival(), input, output));
            models.merge(observation.origin().model().orElse(""), 1, Integer::sum);
        }
    }

    private RequestList requests() {
        Instant first =
                ended.stream().map(Ended::arrival).min(Instant::compareTo).orElse(Instant.EPOCH);
        RequestList.Builder requests = new RequestList.Builder();
        for (Ended request : ended) {
            double at = Duration.between(first, request.arrival()).toNanos() / NANOS_PER_SECOND;
            requests.add(at, request.inputTokens(), request.outputTokens());
        }
        return requests.build();
    }

    private void leaveOut(LeftOut reason, int count) {
        leftOut.merge(reason, count, Integer::sum);
    }
}
