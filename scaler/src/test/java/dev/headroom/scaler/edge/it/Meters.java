// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.it;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One reading of the Prometheus page.
 *
 * @param values by name and labels in the order of their keys, as {@code name{key="value",…}}
 */
record Meters(Map<String, Double> values) {
    private static final Pattern SAMPLE = Pattern.compile("^(\\w+)(?:\\{(.*)})? (\\S+)$", Pattern.MULTILINE);
    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"([^\"]*)\"");

    Meters {
        values = Map.copyOf(values);
    }

    static Meters parse(String page) {
        Map<String, Double> values = new HashMap<>();
        Matcher sample = SAMPLE.matcher(page);
        while (sample.find()) {
            Map<String, String> labels = new TreeMap<>();
            if (sample.group(2) != null) {
                Matcher label = LABEL.matcher(sample.group(2));
                while (label.find()) {
                    labels.put(label.group(1), label.group(2));
                }
            }
            values.put(key(sample.group(1), labels), Double.valueOf(sample.group(3)));
        }
        return new Meters(values);
    }

    /** The value of one sample; labels are keys and values in turn, all of them. */
    double value(String name, String... labels) {
        Double value = values.get(key(name, labels));
        if (value == null) {
            throw new AssertionError("no sample " + key(name, labels));
        }
        return value;
    }

    /** The value of a counter that comes into being with its first count. */
    double valueOrZero(String name, String... labels) {
        return values.getOrDefault(key(name, labels), 0.0);
    }

    /** Samples that say {@code text} anywhere in their name or labels. */
    Map<String, Double> about(String text) {
        Map<String, Double> found = new TreeMap<>();
        values.forEach((key, value) -> {
            if (key.contains(text)) {
                found.put(key, value);
            }
        });
        return found;
    }

    /** By how much the samples of these families differ from those of an earlier reading; what did not change is left out. */
    Map<String, Double> changeSince(Meters earlier, String... families) {
        Map<String, Double> changes = new TreeMap<>();
        for (String family : families) {
            about(family).forEach((key, value) -> {
                double change = value - earlier.values.getOrDefault(key, 0.0);
                if (change != 0) {
                    changes.put(key, change);
                }
            });
        }
        return changes;
    }

    static String key(String name, String... labels) {
        Map<String, String> sorted = new TreeMap<>();
        for (int i = 0; i < labels.length; i += 2) {
            sorted.put(labels[i], labels[i + 1]);
        }
        return key(name, sorted);
    }

    private static String key(String name, Map<String, String> labels) {
        StringBuilder key = new StringBuilder(name).append('{');
        labels.forEach(
                (label, value) -> key.append(label).append("=\"").append(value).append("\","));
        return key.append('}').toString();
    }
}
