// SPDX-License-Identifier: Apache-2.0
package dev.headroom.manifests.cross;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.headroom.manifests.Bundle;
import dev.headroom.manifests.Finding;
import dev.headroom.manifests.KubeObject;
import dev.headroom.manifests.read.YamlText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** All dashboards of a bundle: each by itself, and the links from one to another. */
final class Dashboards {
    private static final Pattern LINK = Pattern.compile("/d/([\\w-]+)\\?(.*)");
    private static final Pattern SET_VARIABLE = Pattern.compile("\\bvar-(\\w+)=|\\$\\{(\\w+):queryparam}");

    private final Monitoring monitoring;
    private final List<Finding> findings = new ArrayList<>();
    private final List<Board> boards = new ArrayList<>();

    private record Board(KubeObject object, String file, JsonNode tree) {
        Finding finding(String fault) {
            return object.finding(file, fault);
        }

        String uid() {
            return tree.path("uid").asText();
        }

        Set<String> variables() {
            Set<String> names = new TreeSet<>();
            tree.path("templating")
                    .path("list")
                    .forEach(variable -> names.add(variable.path("name").asText()));
            return names;
        }
    }

    private Dashboards(Monitoring monitoring) {
        this.monitoring = monitoring;
    }

    static List<Finding> check(Bundle bundle, Monitoring monitoring) {
        Dashboards dashboards = new Dashboards(monitoring);
        bundle.of("", "ConfigMap")
                .filter(one -> one.at("metadata", "labels").has("grafana_dashboard"))
                .forEach(dashboards::read);
        dashboards.eachByItself();
        dashboards.links();
        return dashboards.findings;
    }

    private void read(KubeObject object) {
        object.at("data").properties().forEach(entry -> {
            try {
                JsonNode tree = YamlText.MAPPER.readTree(entry.getValue().asText());
                boards.add(new Board(object, entry.getKey(), tree));
            } catch (JsonProcessingException e) {
                findings.add(object.finding(entry.getKey(), "is no JSON: " + e.getOriginalMessage()));
            }
        });
    }

    private void eachByItself() {
        for (Board board : boards) {
            Dashboard.check(board.tree(), monitoring).forEach(fault -> findings.add(board.finding(fault)));
        }
    }

    private void links() {
        Map<String, Set<String>> variables = new TreeMap<>();
        for (Board board : boards) {
            if (variables.put(board.uid(), board.variables()) != null) {
                findings.add(board.finding("the uid '" + board.uid() + "' stands twice"));
            }
        }
        for (Board board : boards) {
            for (String url : board.tree().findValuesAsText("url")) {
                Matcher link = LINK.matcher(url);
                if (link.matches()) {
                    link(board, link.group(1), link.group(2), variables);
                }
            }
        }
    }

    private void link(Board board, String target, String query, Map<String, Set<String>> variables) {
        if (!variables.containsKey(target)) {
            findings.add(board.finding("opens the dashboard '" + target + "', which is not here"));
            return;
        }
        for (Matcher set = SET_VARIABLE.matcher(query); set.find(); ) {
            String name = set.group(1) == null ? set.group(2) : set.group(1);
            if (!variables.get(target).contains(name)) {
                findings.add(board.finding("sets " + name + ", which is no variable of '" + target + "'"));
            }
        }
    }
}
