// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.wiring;

import dev.headroom.scaler.edge.ingest.Subscriptions;
import dev.headroom.scaler.edge.settings.HeadroomSettings;
import dev.headroom.scaler.edge.settings.TopicsByFormat;
import dev.headroom.telemetry.decode.TelemetryFormat;
import dev.headroom.telemetry.decode.TelemetryFormats;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The topics that are read, and their decoders: settings say what a topic carries, while its records may declare their format. */
final class TelemetrySources {
    private TelemetrySources() {}

    /** All topics that are set. */
    static Subscriptions subscriptions(HeadroomSettings.Topics topics) {
        return subscriptions(topics, TelemetryFormats.ALL);
    }

    /** The same of some formats. */
    static Subscriptions subscriptions(HeadroomSettings.Topics topics, List<TelemetryFormat> formats) {
        TopicsByFormat byFormat = TopicsByFormat.of(topics, formats);
        Set<String> json = new TreeSet<>(topics.json().orElse(List.of()));
        Set<String> read = new TreeSet<>();
        Subscriptions subscriptions = new Subscriptions(topics.namespaces());
        for (TelemetryFormat format : formats) {
            for (String name : byFormat.topicsOf(format)) {
                read.add(name);
                subscriptions.with(List.of(name), format.decoder(json.contains(name)));
            }
        }
        refuseNone(read);
        refuseStrangers(json, read);
        return subscriptions;
    }

    private static void refuseNone(Set<String> read) {
        if (read.isEmpty()) {
            throw new IllegalArgumentException("headroom.topics must name a topic of some format, all are empty");
        }
    }

    /** A name that fits no topic would leave the topic that it was meant for unread. */
    private static void refuseStrangers(Set<String> json, Set<String> read) {
        for (String name : json) {
            if (!read.contains(name)) {
                throw new IllegalArgumentException("headroom.topics.json must name topics that are read, which are "
                        + String.join(", ", read) + ", was '" + name + "'");
            }
        }
    }
}
