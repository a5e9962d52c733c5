// SPDX-License-Identifier: Apache-2.0
package dev.headroom.sidecar.publish;

import dev.headroom.proto.telemetry.FinishReason;
import dev.headroom.proto.telemetry.Observer;
import dev.headroom.proto.telemetry.Phase;
import dev.headroom.proto.telemetry.RequestTelemetry;
import dev.headroom.proto.telemetry.Target;
import dev.headroom.sidecar.observe.RequestEvent;
import java.time.Duration;

/** Events as messages of the wire contract. */
final class EventMessages {
    private static final int SCHEMA_VERSION = 1;
    private static final double NANOS_PER_SECOND = 1e9;

    private final RequestTelemetry template;

    EventMessages(Identity identity) {
        RequestTelemetry.Builder common = RequestTelemetry.newBuilder()
                .setSchemaVersion(SCHEMA_VERSION)
                .setObserver(identity.beside() ? Observer.SERVER : Observer.GATEWAY);
        if (identity.namespace().isPresent() || identity.name().isPresent()) {
            Target.Builder target = Target.newBuilder();
            identity.namespace().ifPresent(target::setNamespace);
            identity.name().ifPresent(name -> target.setKind(identity.kind()).setName(name));
            common.setTarget(target);
        }
        identity.pod().ifPresent(common::setPod);
        identity.podUid().ifPresent(common::setPodUid);
        identity.node().ifPresent(common::setNode);
        this.template = common.build();
    }

    RequestTelemetry of(RequestEvent event) {
        RequestTelemetry.Builder message = template.toBuilder()
                .setPhase(Phase.valueOf(event.phase().name()))
                .setRequestId(event.name().id())
                .setAttempt(event.name().attempt())
                .setSequenceIndex(event.name().sequence())
                .setArrivalTimeMs(event.times().arrival().toEpochMilli())
                .setEventTimeMs(event.times().event().toEpochMilli());
        event.asked().model().ifPresent(message::setModel);
        event.asked().streaming().ifPresent(message::setStreaming);
        event.asked().sequences().ifPresent(message::setN);
        event.asked().maxOutputTokens().ifPresent(message::setMaxOutputTokens);
        if (event.phase() != dev.headroom.sidecar.observe.ExchangePhase.ADMITTED) {
            end(event, message);
        }
        return message.build();
    }

    private static void end(RequestEvent event, RequestTelemetry.Builder message) {
        event.times().endToEnd().ifPresent(time -> message.setE2ES(seconds(time)));
        event.times().firstToken().ifPresent(time -> message.setTtftS(seconds(time)));
        event.tokens().input().ifPresent(message::setInputTokens);
        event.tokens().cached().ifPresent(message::setCachedInputTokens);
        event.tokens().output().ifPresent(message::setOutputTokens);
        message.setFinishReason(FinishReason.valueOf(event.outcome().finish().name()));
        event.outcome().httpStatus().ifPresent(message::setHttpStatus);
        event.outcome().error().ifPresent(message::setErrorType);
    }

    private static double seconds(Duration time) {
        return time.toNanos() / NANOS_PER_SECOND;
    }
}
