// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.wiring;

import dev.headroom.scaler.edge.ingest.Subscriptions;
import dev.headroom.scaler.edge.settings.HeadroomSettings;
import dev.headroom.telemetry.decode.ByDeclaredFormat;
import dev.headroom.telemetry.decode.CloudEventsDecoder;
import dev.headroom.telemetry.decode.Decoder;
import dev.headroom.telemetry.decode.DynamoTraceDecoder;
import dev.headroom.telemetry.decode.EnvoyLogDecoder;
import dev.headroom.telemetry.decode.KongLogDecoder;
import dev.headroom.telemetry.decode.NativeEventDecoder;
import dev.headroom.telemetry.decode.NativeEventJsonDecoder;
import dev.headroom.telemetry.decode.OtlpJsonDecoder;
import dev.headroom.telemetry.decode.OtlpSpanDecoder;
import dev.headroom.telemetry.decode.ServerMetricsDecoder;
import dev.headroom.telemetry.decode.json.Signal;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Which topics are read, and by what decoder: what a topic carries is configured, in what format it does may its records declare. */
final class TelemetrySources {
    private final HeadroomSettings.Topics topics;
    private final Set<String> json;
    private final Set<String> mayBeJson = new TreeSet<>();
    private final Subscriptions subscriptions;

    private TelemetrySources(HeadroomSettings.Topics topics) {
        this.topics = topics;
        this.json = new HashSet<>(topics.json().orElse(List.of()));
        this.subscriptions = new Subscriptions(topics.namespaces());
    }

    /** All topics that are set. */
    static Subscriptions subscriptions(HeadroomSettings.Topics topics) {
        return new TelemetrySources(topics).all();
    }

    private Subscriptions all() {
        Decoder spans = new OtlpSpanDecoder();
        Decoder scrapes = new ServerMetricsDecoder();
        Decoder accessLogs = new EnvoyLogDecoder();
        readEither(topics.spans(), spans, new OtlpJsonDecoder(Signal.TRACES, spans));
        readEither(topics.metrics(), scrapes, new OtlpJsonDecoder(Signal.METRICS, scrapes));
        readEither(
                named(topics.accessLogs()),
                accessLogs,
                new OtlpJsonDecoder(Signal.LOGS, EnvoyLogDecoder.attributeNames(), accessLogs));
        readEvents();
        subscriptions.with(named(topics.kong()), new KongLogDecoder());
        subscriptions.with(named(topics.dynamo()), new DynamoTraceDecoder());
        refuseStrangers();
        return subscriptions;
    }

    private void readEither(List<String> names, Decoder protobuf, Decoder inJson) {
        for (String name : names) {
            mayBeJson.add(name);
            subscriptions.with(List.of(name), ByDeclaredFormat.protobufOrJson(protobuf, inJson, json.contains(name)));
        }
    }

    private void readEvents() {
        Decoder protobuf = new NativeEventDecoder();
        Decoder inJson = new NativeEventJsonDecoder();
        Decoder cloudEvents = new CloudEventsDecoder();
        for (String name : topics.events()) {
            mayBeJson.add(name);
            subscriptions.with(
                    List.of(name), ByDeclaredFormat.protobufOrJson(protobuf, inJson, json.contains(name), cloudEvents));
        }
    }

    /** A name that fits no topic would leave the topic that it was meant for unread. */
    private void refuseStrangers() {
        for (String name : json) {
            if (!mayBeJson.contains(name)) {
                throw new IllegalArgumentException(
                        "headroom.topics.json must name topics of spans, metrics, access logs or"
                                + " events, which are " + String.join(", ", mayBeJson) + ", was '" + name + "'");
            }
        }
    }

    private static List<String> named(Optional<List<String>> names) {
        return names.orElse(List.of());
    }
}
