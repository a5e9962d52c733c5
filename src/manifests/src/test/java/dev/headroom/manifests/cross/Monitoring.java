// SPDX-License-Identifier: Apache-2.0
package dev.headroom.manifests.cross;

import com.fasterxml.jackson.databind.JsonNode;
import dev.headroom.manifests.Bundle;
import dev.headroom.manifests.Finding;
import dev.headroom.manifests.KubeObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Alerts: each expression names series and labels that there are. */
final class Monitoring {
    /** Labels that Prometheus itself puts on what it scrapes of a pod, and those of the JVM's meters. */
    private static final Set<String> LABELS_OF_OTHERS =
            Set.of("job", "instance", "pod", "container", "service", "endpoint", "namespace", "area", "le");

    /** Series of others that are relied on: the JVM's, by Micrometer. */
    private static final Set<String> SERIES_OF_OTHERS = Set.of("up", "jvm_memory_used_bytes", "process_cpu_usage");

    private static final String OURS = "headroom_";

    private final Meters meters;

    Monitoring(Meters meters) {
        this.meters = meters;
    }

    List<Finding> check(Bundle bundle) {
        List<Finding> findings = new ArrayList<>();
        bundle.of("monitoring.coreos.com", "PrometheusRule").forEach(object -> {
            Set<String> recorded = new TreeSet<>();
            for (JsonNode rule : rules(object)) {
                recorded.add(rule.path("record").asText());
            }
            for (JsonNode rule : rules(object)) {
                faults(rule.path("expr").asText(), recorded)
                        .forEach(fault -> findings.add(object.finding(
                                rule.path("alert").asText()
                                        + rule.path("record").asText(),
                                fault)));
            }
        });
        return findings;
    }

    /** What an expression names that there is not. */
    List<String> faults(String expression, Set<String> recorded) {
        PromExpression read = new PromExpression(expression);
        List<String> faults = new ArrayList<>();
        if (!read.balanced()) {
            faults.add("brackets do not close in " + expression);
        }
        for (String series : read.series()) {
            if (series.startsWith(OURS)
                    ? !meters.names().contains(series)
                    : !SERIES_OF_OTHERS.contains(series) && !recorded.contains(series)) {
                faults.add("no meter makes the series " + series);
            }
        }
        for (String label : read.labels()) {
            if (!LABELS_OF_OTHERS.contains(label) && !meters.words().contains(label)) {
                faults.add("no meter has the label " + label);
            }
        }
        faults.addAll(LabelValues.faults(expression, meters));
        return faults;
    }

    /** All rules of an object. */
    static List<JsonNode> rules(KubeObject object) {
        List<JsonNode> rules = new ArrayList<>();
        object.at("spec", "groups").forEach(group -> group.path("rules").forEach(rules::add));
        return rules;
    }
}
