// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.ingest;

import dev.headroom.telemetry.TelemetryTopic;
import dev.headroom.telemetry.decode.Decoder;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The topics that are read, their formats, and the namespaces whose telemetry each may carry. */
public final class Subscriptions {
    private static final String KEY = "headroom.topics.namespaces";

    private final Map<String, List<String>> limits;
    private final Map<String, Decoder> decoders = new TreeMap<>();

    /**
     * No topics yet.
     *
     * @param limits namespaces by topic; a topic that is not in it may speak for all
     */
    public Subscriptions(Map<String, List<String>> limits) {
        this.limits = Map.copyOf(limits);
    }

    /**
     * A topic and how to read it.
     *
     * @param topic its name and namespaces
     * @param decoder reads its format
     */
    public record Subscription(TelemetryTopic topic, Decoder decoder) {}

    /** Adds topics of one format. */
    public Subscriptions with(List<String> topics, Decoder decoder) {
        for (String name : topics) {
            if (decoders.put(name, decoder) != null) {
                throw new IllegalArgumentException(
                        "headroom.topics must name each topic once, was '" + name + "' twice");
            }
        }
        return this;
    }

    /** All of them. A limit that fits no topic is refused: the topic that it was meant for would speak for all namespaces. */
    public Map<String, Subscription> byTopic() {
        for (String limited : limits.keySet()) {
            long fitting = decoders.keySet().stream()
                    .filter(topic -> isMeant(limited, topic))
                    .count();
            if (fitting != 1) {
                throw new IllegalArgumentException(KEY + " must name one of the topics that are read, which are "
                        + String.join(", ", decoders.keySet()) + ", was '" + limited + "'"
                        + (fitting == 0 ? "" : ", which " + fitting + " of them may be"));
            }
        }
        Map<String, Subscription> byTopic = new HashMap<>();
        decoders.forEach((name, decoder) ->
                byTopic.put(name, new Subscription(new TelemetryTopic(name, namespacesOf(name)), decoder)));
        return Map.copyOf(byTopic);
    }

    private Set<String> namespacesOf(String topic) {
        List<String> exact = limits.get(topic);
        if (exact != null) {
            return limited(topic, exact);
        }
        return limits.entrySet().stream()
                .filter(limit -> isMeant(limit.getKey(), topic))
                .findFirst()
                .map(limit -> limited(topic, limit.getValue()))
                .orElse(Set.of());
    }

    /** A limit to nothing would read as no limit. */
    private static Set<String> limited(String topic, List<String> namespaces) {
        if (namespaces.isEmpty() || namespaces.stream().anyMatch(String::isBlank)) {
            throw new IllegalArgumentException(KEY + ".\"" + topic + "\" must be a list of namespaces, was '"
                    + String.join(",", namespaces) + "'");
        }
        return Set.copyOf(namespaces);
    }

    /** An environment variable has no dots, dashes and small letters, so a key that comes from one is only alike. */
    private boolean isMeant(String key, String topic) {
        return key.equals(topic) || (!decoders.containsKey(key) && alike(key).equals(alike(topic)));
    }

    private static String alike(String name) {
        return name.replaceAll("[^A-Za-z0-9]", ".").toLowerCase(Locale.ROOT);
    }
}
