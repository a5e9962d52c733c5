// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.decode;

import com.google.protobuf.DiscardUnknownFieldsParser;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Parser;
import dev.headroom.proto.telemetry.RequestTelemetry;
import dev.headroom.proto.telemetry.Target;
import dev.headroom.telemetry.EventId;
import dev.headroom.telemetry.Observer;
import dev.headroom.telemetry.Origin;
import dev.headroom.telemetry.Phase;
import dev.headroom.telemetry.PodReference;
import dev.headroom.telemetry.RequestObservation;
import dev.headroom.telemetry.RequestTimings;
import dev.headroom.telemetry.TargetName;
import dev.headroom.telemetry.TokenCounts;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/** Turns Headroom's own event, in any encoding, into an observation. */
final class NativeEvent {
    static final int SCHEMA_VERSION = 1;

    /** Unknown fields are not kept: they may be a prompt. */
    private static final Parser<RequestTelemetry> PARSER = DiscardUnknownFieldsParser.wrap(RequestTelemetry.parser());

    private NativeEvent() {}

    static RequestTelemetry parse(byte[] protobuf) throws InvalidProtocolBufferException {
        return PARSER.parseFrom(protobuf);
    }

    static Decoded decoded(RequestTelemetry event) {
        if (event.getSchemaVersion() != SCHEMA_VERSION) {
            return Decoded.skipped(SkipReason.UNKNOWN_SCHEMA_VERSION);
        }
        return phaseOf(event)
                .filter(phase -> isIdentifiedAndDated(event))
                .map(phase -> Decoded.of(observationOf(event, phase)))
                .orElseGet(() -> Decoded.skipped(SkipReason.MISSING_FIELD));
    }

    private static boolean isIdentifiedAndDated(RequestTelemetry event) {
        return !event.getRequestIdBytes().isEmpty() && event.getArrivalTimeMs() != 0 && event.getEventTimeMs() != 0;
    }

    private static RequestObservation observationOf(RequestTelemetry event, Phase phase) {
        Instant arrival = Instant.ofEpochMilli(event.getArrivalTimeMs());
        Instant eventTime = Instant.ofEpochMilli(event.getEventTimeMs());
        return new RequestObservation(
                idOf(event).inPhase(phase),
                originOf(event),
                phase,
                arrival,
                eventTime,
                tokensOf(event),
                timingsOf(event, phase, arrival, eventTime),
                event.getAttempt(),
                observerOf(event));
    }

    private static Observer observerOf(RequestTelemetry event) {
        return switch (event.getObserver()) {
            case SERVER -> Observer.SERVER;
            case GATEWAY -> Observer.GATEWAY;
            case CLIENT -> Observer.CLIENT;
            case OBSERVER_UNSPECIFIED, UNRECOGNIZED -> Observer.UNKNOWN;
        };
    }

    /** The upper half leaves the sequence out: one admission is ended by the ends of all sequences that it asked for. */
    private static EventId idOf(RequestTelemetry event) {
        RequestHash hash = new RequestHash().with(event.getRequestIdBytes()).with(event.getAttempt());
        long request = hash.toEventId().high();
        return new EventId(
                request, hash.with(event.getSequenceIndex()).toEventId().low());
    }

    private static Origin originOf(RequestTelemetry event) {
        Target target = event.getTarget();
        Optional<String> namespace = text(target.getNamespace());
        return new Origin(
                namespace,
                text(target.getName())
                        .map(name -> new TargetName(text(target.getKind()).orElse(OriginAttributes.DEFAULT_KIND), name))
                        .stream()
                        .toList(),
                Stream.of(event.getAdapter(), event.getModel())
                        .flatMap(name -> text(name).stream())
                        .toList(),
                new PodReference(
                        text(event.getPodUid()), text(event.getPod()), text(event.getPodIp()), Optional.empty()));
    }

    private static TokenCounts tokensOf(RequestTelemetry event) {
        return new TokenCounts(
                event.hasInputTokens() ? OptionalInt.of(event.getInputTokens()) : OptionalInt.empty(),
                event.hasCachedInputTokens() ? OptionalInt.of(event.getCachedInputTokens()) : OptionalInt.empty(),
                event.hasOutputTokens() ? OptionalInt.of(event.getOutputTokens()) : OptionalInt.empty(),
                event.hasN() ? OptionalInt.of(event.getN()) : OptionalInt.empty());
    }

    private static RequestTimings timingsOf(RequestTelemetry event, Phase phase, Instant arrival, Instant eventTime) {
        Optional<Duration> stated = event.hasE2ES() ? Numbers.seconds(event.getE2ES()) : Optional.empty();
        return new RequestTimings(
                event.hasTtftS() ? Numbers.seconds(event.getTtftS()) : Optional.empty(),
                phase.isTerminal() ? stated.or(() -> Optional.of(Duration.between(arrival, eventTime))) : stated,
                event.hasQueueS() ? Numbers.seconds(event.getQueueS()) : Optional.empty());
    }

    private static Optional<Phase> phaseOf(RequestTelemetry event) {
        return switch (event.getPhase()) {
            case ADMITTED -> Optional.of(Phase.ADMITTED);
            case COMPLETED -> Optional.of(Phase.COMPLETED);
            case ABORTED -> Optional.of(Phase.ABORTED);
            case FAILED -> Optional.of(Phase.FAILED);
            case PHASE_UNSPECIFIED, UNRECOGNIZED -> Optional.empty();
        };
    }

    private static Optional<String> text(String value) {
        return value.isBlank() ? Optional.empty() : Optional.of(value);
    }
}
