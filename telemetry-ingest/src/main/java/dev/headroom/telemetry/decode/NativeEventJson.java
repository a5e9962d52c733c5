// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.decode;

import dev.headroom.proto.telemetry.Observer;
import dev.headroom.proto.telemetry.Phase;
import dev.headroom.proto.telemetry.RequestTelemetry;
import dev.headroom.proto.telemetry.Target;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Headroom's own event as JSON: the fields of the protobuf message by the same names. Only useful fields are read; the others, known ones
 * among them, are skipped.
 */
final class NativeEventJson {
    private static final String[] FIELDS = {
        "schema_version",
        "phase",
        "request_id",
        "attempt",
        "sequence_index",
        "model",
        "adapter",
        "pod",
        "pod_uid",
        "pod_ip",
        "observer",
        "arrival_time_ms",
        "event_time_ms",
        "input_tokens",
        "output_tokens",
        "cached_input_tokens",
        "e2e_s",
        "ttft_s",
        "queue_s",
        "n"
    };

    private static final String TARGET = "target.";
    private static final String[] TARGET_FIELDS = {"namespace", "kind", "name", "pod_uid", "pod_ip"};

    private NativeEventJson() {}

    /** Its fields, where the event lies within another object at {@code way}; empty text for an event by itself. */
    static Map<String, String> fieldsAt(String way) {
        Map<String, String> names = new LinkedHashMap<>();
        for (String field : FIELDS) {
            names.put(way + field, field);
        }
        for (String field : TARGET_FIELDS) {
            names.put(way + TARGET + field, TARGET + field);
        }
        return names;
    }

    static RequestTelemetry eventOf(NamedValues fields) {
        RequestTelemetry.Builder event = RequestTelemetry.newBuilder()
                .setSchemaVersion(fields.count("schema_version").orElse(0))
                .setPhase(phaseOf(text(fields, "phase")))
                .setRequestId(text(fields, "request_id"))
                .setAttempt(fields.count("attempt").orElse(0))
                .setSequenceIndex(fields.count("sequence_index").orElse(0))
                .setTarget(Target.newBuilder()
                        .setNamespace(text(fields, TARGET + "namespace"))
                        .setKind(text(fields, TARGET + "kind"))
                        .setName(text(fields, TARGET + "name")))
                .setModel(text(fields, "model"))
                .setAdapter(text(fields, "adapter"))
                .setPod(text(fields, "pod"))
                .setPodUid(text(fields, "pod_uid", TARGET + "pod_uid"))
                .setPodIp(text(fields, "pod_ip", TARGET + "pod_ip"))
                .setObserver(observerOf(text(fields, "observer")))
                .setArrivalTimeMs(fields.whole("arrival_time_ms").orElse(0))
                .setEventTimeMs(fields.whole("event_time_ms").orElse(0));
        fields.count("input_tokens").ifPresent(event::setInputTokens);
        fields.count("output_tokens").ifPresent(event::setOutputTokens);
        fields.count("cached_input_tokens").ifPresent(event::setCachedInputTokens);
        fields.count("n").ifPresent(event::setN);
        fields.number("e2e_s").ifPresent(event::setE2ES);
        fields.number("ttft_s").ifPresent(event::setTtftS);
        fields.number("queue_s").ifPresent(event::setQueueS);
        return event.build();
    }

    private static String text(NamedValues fields, String... names) {
        return fields.text(names).orElse("");
    }

    private static Phase phaseOf(String word) {
        for (Phase phase : Phase.values()) {
            if (phase.name().equalsIgnoreCase(word) && phase != Phase.UNRECOGNIZED) {
                return phase;
            }
        }
        return Phase.PHASE_UNSPECIFIED;
    }

    private static Observer observerOf(String word) {
        for (Observer observer : Observer.values()) {
            if (observer.name().equalsIgnoreCase(word) && observer != Observer.UNRECOGNIZED) {
                return observer;
            }
        }
        return Observer.OBSERVER_UNSPECIFIED;
    }
}
