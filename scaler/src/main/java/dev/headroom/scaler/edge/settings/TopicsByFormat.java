// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.settings;

import dev.headroom.scaler.document.NearestWord;
import dev.headroom.telemetry.decode.TelemetryFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;

/** The topics of each format: those that {@code headroom.topics.FORMAT} names, else the format's own. */
public final class TopicsByFormat {
    private static final String PREFIX = "headroom.topics.";

    private final Map<String, TopicList> set;

    private TopicsByFormat(Map<String, TopicList> set) {
        this.set = set;
    }

    /**
     * Takes the settings.
     *
     * @throws IllegalArgumentException for a setting that names no format: its topics would stay unread
     */
    public static TopicsByFormat of(HeadroomSettings.Topics topics, List<TelemetryFormat> formats) {
        List<String> names =
                formats.stream().map(TelemetryFormat::name).sorted().toList();
        for (String key : new TreeSet<>(topics.byFormat().keySet())) {
            if (!isOtherSetting(key) && names.stream().noneMatch(name -> isMeant(key, name))) {
                throw new IllegalArgumentException(refusal(key, names));
            }
        }
        return new TopicsByFormat(topics.byFormat());
    }

    static String keyOf(TelemetryFormat format) {
        return PREFIX + format.name();
    }

    /** The topics of a format; none where the setting is empty. */
    public List<String> topicsOf(TelemetryFormat format) {
        TopicList exact = set.get(format.name());
        TopicList meant = exact == null ? set.get(dotted(format.name())) : exact;
        return meant == null ? format.topics() : meant.names();
    }

    /** Of the settings below the prefix, those that are about all formats; a map of all sees them, too. */
    private static boolean isOtherSetting(String key) {
        return key.matches("json(\\[\\d+])?|namespaces(\\..*)?");
    }

    private static boolean isMeant(String key, String name) {
        return key.equals(name) || key.equals(dotted(name));
    }

    /** As the key of an environment variable, which has no dashes. */
    private static String dotted(String name) {
        return name.replace('-', '.');
    }

    private static String refusal(String key, List<String> names) {
        String nearest = NearestWord.to(key.replace('.', '-'), names)
                .map(word -> "; did you mean " + word + "?")
                .orElse("");
        return "%s%s (%s) names no format of telemetry; known are %s%s"
                .formatted(
                        PREFIX,
                        key,
                        (PREFIX + key).replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT),
                        String.join(", ", names),
                        nearest);
    }
}
