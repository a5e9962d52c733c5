// SPDX-License-Identifier: Apache-2.0
package dev.headroom.manifests.cross;

import com.fasterxml.jackson.databind.JsonNode;
import dev.headroom.manifests.Bundle;
import dev.headroom.manifests.Finding;
import dev.headroom.manifests.KubeObject;
import dev.headroom.telemetry.decode.TelemetryFormats;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The service's Kafka user may do with each topic of its settings what the service does with it, and nothing with any other. */
final class KafkaRights {
    private static final String STRIMZI = "kafka.strimzi.io";

    private static final Set<String> READ =
            TelemetryFormats.ALL.stream().map(SettingNames::variableOf).collect(Collectors.toUnmodifiableSet());

    private KafkaRights() {}

    static List<Finding> check(Bundle bundle) {
        Map<String, Set<String>> needed = new TreeMap<>();
        bundle.podTemplates()
                .flatMap(Bundle.PodTemplate::containers)
                .forEach(container -> container.path("env").forEach(variable -> need(variable, needed)));
        List<Finding> findings = new ArrayList<>();
        if (needed.isEmpty()) {
            return findings;
        }
        bundle.of(STRIMZI, "KafkaUser").forEach(user -> user(user, needed, findings));
        if (bundle.of(STRIMZI, "KafkaTopic").findAny().isPresent()) {
            topics(bundle, needed.keySet(), findings);
        }
        return findings;
    }

    private static void need(JsonNode variable, Map<String, Set<String>> needed) {
        String name = variable.path("name").asText();
        String value = variable.path("value").asText();
        if (name.equals("HEADROOM_PLANS_TOPIC")) {
            needed.put(value, Set.of("Describe", "DescribeConfigs", "Read", "Write"));
        } else if (name.equals("HEADROOM_DEAD_LETTERS_TOPIC")) {
            needed.put(value, Set.of("Describe", "Write"));
        } else if (READ.contains(name) && !value.isEmpty()) {
            for (String topic : value.split(",", -1)) {
                needed.put(topic, Set.of("Describe", "Read"));
            }
        }
    }

    private static void user(KubeObject user, Map<String, Set<String>> needed, List<Finding> findings) {
        Map<String, Set<String>> given = new TreeMap<>();
        for (JsonNode acl : user.at("spec", "authorization", "acls")) {
            if (acl.path("resource").path("type").asText().equals("topic")) {
                Set<String> operations = new TreeSet<>();
                acl.path("operations").forEach(operation -> operations.add(operation.asText()));
                given.put(acl.path("resource").path("name").asText(), operations);
            }
        }
        // Where nobody made the topic of plans, the service may.
        given.values().forEach(operations -> operations.remove("Create"));
        needed.forEach((topic, operations) -> {
            Set<String> may = given.getOrDefault(topic, Set.of());
            if (!may.equals(operations)) {
                findings.add(user.finding(
                        "spec.authorization.acls",
                        "may " + new TreeSet<>(may) + " on the topic '" + topic + "', but the service needs "
                                + new TreeSet<>(operations)));
            }
        });
        Set<String> others = new TreeSet<>(given.keySet());
        others.removeAll(needed.keySet());
        others.forEach(topic -> findings.add(
                user.finding("spec.authorization.acls", "has rights on the topic '" + topic + "', which nobody uses")));
    }

    private static void topics(Bundle bundle, Set<String> needed, List<Finding> findings) {
        Set<String> made = new TreeSet<>();
        bundle.of(STRIMZI, "KafkaTopic").forEach(topic -> {
            String name = topic.at("spec", "topicName").asText();
            made.add(name);
            if (!needed.contains(name)) {
                findings.add(topic.finding("spec.topicName", "makes the topic '" + name + "', which nobody uses"));
            }
        });
        Set<String> missing = new TreeSet<>(needed);
        missing.removeAll(made);
        missing.forEach(name -> findings.add(new Finding(
                bundle.name(), "", "makes topics, but none for '" + name + "', which the service is told to use")));
    }
}
