// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What an OpenTelemetry Collector is told.
 *
 * @param text as it stands in the ConfigMap
 * @param root the same, parsed
 */
record CollectorConfiguration(String text, Map<String, Object> root) {
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{env:(\\w+)}");
    private static final Pattern KEPT_NAMES = Pattern.compile("not IsMatch\\(metric\\.name, \"(.+)\"\\)");

    static CollectorConfiguration parse(String text) {
        List<Map<String, Object>> documents = StrictKubernetes.documents(text);
        assertThat(documents).hasSize(1);
        return new CollectorConfiguration(text, documents.get(0));
    }

    /** The processors, receivers and so on that are defined. */
    Set<String> defined(String kind) {
        return section(kind).keySet();
    }

    /** Those that pipelines use. */
    Set<String> used(String kind) {
        Set<String> used = new TreeSet<>();
        section("service.pipelines")
                .keySet()
                .forEach(pipeline -> used.addAll(list("service.pipelines." + pipeline + "." + kind)));
        return used;
    }

    Set<String> pipelines() {
        return section("service.pipelines").keySet();
    }

    List<String> processors(String pipeline) {
        return list("service.pipelines." + pipeline + ".processors");
    }

    /** Environment variables that it takes values from. */
    Set<String> variables() {
        Set<String> variables = new TreeSet<>();
        Matcher variable = VARIABLE.matcher(text);
        while (variable.find()) {
            variables.add(variable.group(1));
        }
        if (has("processors.k8s_attributes.filter.node_from_env_var")) {
            variables.add(string("processors.k8s_attributes.filter.node_from_env_var"));
        }
        return variables;
    }

    /** What is left when all that it may fill in is taken out; a lone dollar would be taken for a variable. */
    String withoutVariables() {
        return VARIABLE.matcher(text).replaceAll("").replace("$$", "");
    }

    /** Whether the filter on metrics lets a name pass. */
    Predicate<String> keepsMetric() {
        String condition = list("processors.filter/load.metric_conditions").get(0);
        Matcher matcher = KEPT_NAMES.matcher(condition);
        assertThat(matcher.matches()).as(condition).isTrue();
        return Pattern.compile(matcher.group(1).replace("$$", "$")).asPredicate();
    }

    /** The resource attributes that the Kubernetes processor sets, each with where it takes it from. */
    Map<String, String> extracted() {
        Map<String, String> extracted = new TreeMap<>();
        list("processors.k8s_attributes.extract.metadata").forEach(name -> extracted.put(name, name));
        for (String kind : List.of("labels", "annotations")) {
            maps("processors.k8s_attributes.extract." + kind)
                    .forEach(rule -> extracted.put((String) rule.get("tag_name"), (String) rule.get("key")));
        }
        return extracted;
    }

    /** Where the processor looks for the pod, one rule after the other. */
    List<String> associations() {
        List<String> sources = new ArrayList<>();
        for (Map<String, Object> rule : maps("processors.k8s_attributes.pod_association")) {
            for (Object source : (List<?>) rule.get("sources")) {
                Map<?, ?> parts = (Map<?, ?>) source;
                sources.add(parts.containsKey("name") ? (String) parts.get("name") : (String) parts.get("from"));
            }
        }
        return sources;
    }

    Map<String, Object> scrape() {
        List<Map<String, Object>> jobs = maps("receivers.prometheus.config.scrape_configs");
        assertThat(jobs).hasSize(1);
        return jobs.get(0);
    }

    int port(String path) {
        return Integer.parseInt(string(path).replaceFirst(".*:", ""));
    }

    boolean has(String path) {
        return find(path) != null;
    }

    String string(String path) {
        return String.valueOf(get(path));
    }

    @SuppressWarnings("unchecked")
    List<String> list(String path) {
        return (List<String>) get(path);
    }

    @SuppressWarnings("unchecked")
    List<Map<String, Object>> maps(String path) {
        return (List<Map<String, Object>>) get(path);
    }

    @SuppressWarnings("unchecked")
    private Map<String, Object> section(String path) {
        return (Map<String, Object>) get(path);
    }

    private Object get(String path) {
        Object found = find(path);
        assertThat(found).as(path).isNotNull();
        return found;
    }

    private Object find(String path) {
        Object found = root;
        for (String key : path.split("\\.", -1)) {
            found = found instanceof Map<?, ?> map ? map.get(key) : null;
        }
        return found;
    }
}
