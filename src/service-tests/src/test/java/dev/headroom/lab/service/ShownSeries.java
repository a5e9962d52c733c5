// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.service;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The series that a page in Prometheus' text format shows: labels and their values, by name. */
final class ShownSeries {
    /** Labels that Prometheus puts on everything it scrapes of a pod. */
    private static final Set<String> OF_PROMETHEUS =
            Set.of("job", "instance", "pod", "container", "namespace", "service", "endpoint");

    private static final Pattern SERIES = Pattern.compile("([a-z_]+)(?:\\{(.*)})? \\S+");
    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"((?:[^\"\\\\]|\\\\.)*)\"");
    private static final Pattern SELECTOR = Pattern.compile("([a-z_]+)(?:\\{(.*)})?");
    private static final Pattern MATCHER = Pattern.compile("(\\w+)\\s*(=~|!~|!=|=)\\s*\"([^\"]*)\"");

    private final Map<String, Map<String, Set<String>>> series = new TreeMap<>();

    static ShownSeries of(String page) {
        ShownSeries shown = new ShownSeries();
        for (String line : page.lines().toList()) {
            Matcher one = SERIES.matcher(line);
            if (one.matches()) {
                Map<String, Set<String>> labels = shown.series.computeIfAbsent(one.group(1), name -> new TreeMap<>());
                LABEL.matcher(Optional.ofNullable(one.group(2)).orElse(""))
                        .results()
                        .forEach(label -> labels.computeIfAbsent(label.group(1), name -> new TreeSet<>())
                                .add(label.group(2)));
            }
        }
        return shown;
    }

    /** What a selector such as {@code headroom_calls_total{code="OK"}} asks for and is not there. */
    List<String> missing(String selector) {
        Matcher parts = SELECTOR.matcher(selector);
        if (!parts.matches()) {
            return List.of("'" + selector + "' is no selector");
        }
        String name = parts.group(1);
        if (!series.containsKey(name)) {
            return List.of("there is no " + name);
        }
        List<String> missing = new ArrayList<>();
        Map<String, Set<String>> labels = series.get(name);
        MATCHER.matcher(Optional.ofNullable(parts.group(2)).orElse(""))
                .results()
                .sorted((one, other) -> one.group(1).compareTo(other.group(1)))
                .forEach(matcher -> missingOf(name, labels, matcher).ifPresent(missing::add));
        return missing;
    }

    /** Whether a result of those series can be grouped by a label. */
    boolean canBeGrouped(List<String> names, String label) {
        return OF_PROMETHEUS.contains(label)
                || names.stream()
                        .anyMatch(name -> series.getOrDefault(name, Map.of()).containsKey(label));
    }

    private static Optional<String> missingOf(String name, Map<String, Set<String>> labels, MatchResult matcher) {
        String label = matcher.group(1);
        String value = matcher.group(3);
        if (!labels.containsKey(label)) {
            return OF_PROMETHEUS.contains(label) ? Optional.empty() : Optional.of(name + " has no label " + label);
        }
        boolean chosenByTheReader = value.contains("$");
        boolean there = matcher.group(2).equals("=~")
                ? labels.get(label).stream().anyMatch(one -> one.matches(value))
                : labels.get(label).contains(value);
        return chosenByTheReader || there || matcher.group(2).startsWith("!")
                ? Optional.empty()
                : Optional.of("%s has no %s%s\"%s\"".formatted(name, label, matcher.group(2), value));
    }
}
