// SPDX-License-Identifier: Apache-2.0
package dev.headroom.manifests.cross;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A Grafana dashboard: panels in their places, variables that are defined, expressions about series that there are. */
final class Dashboard {
    /** Columns of Grafana's grid. */
    private static final int COLUMNS = 24;

    private static final Pattern VARIABLE = Pattern.compile("\\$\\{?([a-zA-Z_]+)}?");
    private static final Pattern LABEL_VALUES = Pattern.compile("label_values\\((.*), *([a-z_]+)\\)");
    private static final Set<String> GRAFANAS =
            Set.of("__rate_interval", "__interval", "__range", "__from", "__to", "__all");
    private static final Set<String> WITHOUT_QUERY = Set.of("row", "text");

    private final JsonNode tree;
    private final Monitoring monitoring;
    private final Set<String> variables = new TreeSet<>(GRAFANAS);
    private final List<String> faults = new ArrayList<>();

    private Dashboard(JsonNode tree, Monitoring monitoring) {
        this.tree = tree;
        this.monitoring = monitoring;
    }

    /** Sentences about what is wrong. */
    static List<String> check(JsonNode tree, Monitoring monitoring) {
        Dashboard dashboard = new Dashboard(tree, monitoring);
        for (String field : List.of("title", "uid", "schemaVersion", "panels", "templating", "time")) {
            dashboard.require(tree.has(field), "the dashboard needs " + field);
        }
        tree.path("templating").path("list").forEach(dashboard::variable);
        Set<Integer> ids = new HashSet<>();
        List<JsonNode> panels = new ArrayList<>();
        for (JsonNode panel : tree.path("panels")) {
            panels.add(panel);
            panel.path("panels").forEach(panels::add);
        }
        for (JsonNode panel : panels) {
            dashboard.require(ids.add(panel.path("id").asInt()), named(panel) + " has an id that stands twice");
            dashboard.panel(panel);
        }
        dashboard.places();
        return dashboard.faults;
    }

    private void variable(JsonNode variable) {
        String query = variable.path("query").isTextual()
                ? variable.path("query").asText()
                : variable.path("query").path("query").asText();
        Matcher values = LABEL_VALUES.matcher(query);
        if (values.matches()) {
            expression(
                    values.group(1) + " * on (" + values.group(2) + ") vector(1)", "variable " + variable.path("name"));
        } else {
            require(!variable.path("type").asText().equals("query"), "no label_values(series, label): " + query);
        }
        variables.add(variable.path("name").asText());
    }

    private void panel(JsonNode panel) {
        boolean asks = !WITHOUT_QUERY.contains(panel.path("type").asText());
        require(!panel.path("title").asText().isEmpty(), named(panel) + " has no title");
        require(!asks || !panel.path("targets").isEmpty(), named(panel) + " asks for nothing");
        require(!asks || panel.path("fieldConfig").path("defaults").has("unit"), named(panel) + " has no unit");
        Set<String> references = new HashSet<>();
        for (JsonNode target : panel.path("targets")) {
            require(references.add(target.path("refId").asText()), named(panel) + " has a refId that stands twice");
            expression(target.path("expr").asText(), named(panel));
        }
        for (Matcher used =
                        VARIABLE.matcher(panel.path("datasource").path("uid").asText());
                used.find(); ) {
            require(variables.contains(used.group(1)), named(panel) + " uses the undefined $" + used.group(1));
        }
    }

    private void expression(String text, String where) {
        for (Matcher used = VARIABLE.matcher(text); used.find(); ) {
            require(variables.contains(used.group(1)), where + " uses the undefined $" + used.group(1));
        }
        require(!text.isEmpty(), where + " has an empty expression");
        monitoring.faults(text, Set.of()).forEach(fault -> faults.add(where + ": " + fault));
    }

    private void places() {
        Set<String> taken = new HashSet<>();
        for (JsonNode panel : tree.path("panels")) {
            JsonNode place = panel.path("gridPos");
            int right = place.path("x").asInt() + place.path("w").asInt();
            require(place.path("w").asInt() > 0 && right <= COLUMNS, named(panel) + " is wider than the grid");
            for (int x = place.path("x").asInt(); x < right; x++) {
                for (int y = 0; y < place.path("h").asInt(); y++) {
                    require(
                            taken.add(x + "," + (place.path("y").asInt() + y)),
                            named(panel) + " lies on another panel at column " + x);
                }
            }
        }
    }

    private static String named(JsonNode panel) {
        return "panel " + panel.path("id").asInt() + " '" + panel.path("title").asText() + "'";
    }

    private void require(boolean holds, String sentence) {
        if (!holds && !faults.contains(sentence)) {
            faults.add(sentence);
        }
    }
}
