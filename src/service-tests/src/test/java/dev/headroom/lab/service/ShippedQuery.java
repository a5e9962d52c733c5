// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.service;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * A query of the chart's dashboards and alerts.
 *
 * @param place file and panel, variable or alert
 * @param text in Prometheus' language
 */
record ShippedQuery(String place, String text) {
    private static final Path CHART = Path.of("../../deploy/helm/headroom");

    /** What the chart puts in its place: the job of this installation. */
    private static final String MATCHERS = "MATCHERS";

    private static final Pattern SELECTOR =
            Pattern.compile("\\b(headroom_[a-z_]+|jvm_[a-z_]+|process_[a-z_]+|http_[a-z_]+)(\\{[^}]*})?");
    private static final Pattern GROUPING =
            Pattern.compile("\\b(?:by|without|on|ignoring|group_left|group_right)\\s*\\(([^)]*)\\)");
    private static final Pattern LABEL_VALUES = Pattern.compile("label_values\\((.*), *(\\w+)\\)");

    static List<ShippedQuery> ofDashboards() throws IOException {
        List<ShippedQuery> queries = new ArrayList<>();
        for (Path file : files("dashboards")) {
            JsonNode board = new ObjectMapper().readTree(file.toFile());
            for (JsonNode panel : board.findParents("targets")) {
                panel.path("targets")
                        .forEach(target -> queries.add(new ShippedQuery(
                                "%s, panel '%s'"
                                        .formatted(
                                                file.getFileName(),
                                                panel.path("title").asText()),
                                target.path("expr").asText())));
            }
            for (JsonNode variable : board.path("templating").path("list")) {
                Matcher values = LABEL_VALUES.matcher(
                        variable.path("query").path("query").asText());
                if (values.matches()) {
                    queries.add(new ShippedQuery(
                            "%s, variable %s"
                                    .formatted(
                                            file.getFileName(),
                                            variable.path("name").asText()),
                            "count by (%s) (%s)".formatted(values.group(2), values.group(1))));
                }
            }
        }
        return queries;
    }

    static List<ShippedQuery> ofAlerts() throws IOException {
        List<ShippedQuery> queries = new ArrayList<>();
        for (Path file : files("rules")) {
            Object rules = new Load(LoadSettings.builder().build()).loadFromString(Files.readString(file));
            for (JsonNode rule : new ObjectMapper().<JsonNode>valueToTree(rules).path("rules")) {
                queries.add(new ShippedQuery(
                        "%s, alert %s"
                                .formatted(
                                        file.getFileName(), rule.path("alert").asText()),
                        rule.path("expr").asText().replace(MATCHERS, "job=\"headroom\"")));
            }
        }
        return queries;
    }

    /** What it asks for that is not shown. */
    List<String> faults(ShownSeries shown) {
        List<String> faults = new ArrayList<>();
        List<MatchResult> selectors = SELECTOR.matcher(text).results().toList();
        if (selectors.isEmpty()) {
            faults.add("it asks for no series");
        }
        for (MatchResult selector : selectors) {
            faults.addAll(shown.missing(selector.group()));
        }
        List<String> names =
                selectors.stream().map(selector -> selector.group(1)).toList();
        GROUPING.matcher(text)
                .results()
                .flatMap(group -> Stream.of(group.group(1).split(",", -1)))
                .map(String::strip)
                .filter(label -> !label.isEmpty() && !shown.canBeGrouped(names, label))
                .distinct()
                .forEach(label -> faults.add("no series of it has the label " + label));
        return faults.stream().map(fault -> place + ": " + fault).toList();
    }

    private static List<Path> files(String folder) throws IOException {
        try (Stream<Path> files = Files.list(CHART.resolve(folder))) {
            return files.sorted().toList();
        }
    }
}
