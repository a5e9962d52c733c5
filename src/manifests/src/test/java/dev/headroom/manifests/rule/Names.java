// SPDX-License-Identifier: Apache-2.0
package dev.headroom.manifests.rule;

import com.fasterxml.jackson.databind.JsonNode;
import dev.headroom.manifests.Finding;
import dev.headroom.manifests.KubeObject;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Names, labels and annotations, as the API server takes them. */
final class Names {
    private static final int LONGEST_NAME = 253;
    private static final int LONGEST_LABEL = 63;
    private static final Pattern SUBDOMAIN =
            Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*");
    private static final Pattern LABEL = Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?");
    private static final Pattern KEY = Pattern.compile("(" + SUBDOMAIN + "/)?[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?");
    private static final Pattern VALUE = Pattern.compile("([A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?)?");

    private Names() {}

    static List<Finding> check(KubeObject object) {
        List<Finding> findings = new ArrayList<>();
        String name = object.name();
        boolean role = object.apiVersion().startsWith("rbac.authorization.k8s.io/");
        if (name.isEmpty()) {
            findings.add(object.finding("metadata.name", "must be given"));
        } else if (!role && !isSubdomain(name)) {
            findings.add(object.finding("metadata.name", "must be a DNS name of lower-case words, was '" + name + "'"));
        }
        if (object.kind().equals("Service") && !isLabel(name)) {
            findings.add(object.finding(
                    "metadata.name", "must be one DNS label of at most 63 characters, was '" + name + "'"));
        }
        if (!object.namespace().isEmpty() && !isLabel(object.namespace())) {
            findings.add(
                    object.finding("metadata.namespace", "must be one DNS label, was '" + object.namespace() + "'"));
        }
        labels(object, object.at("metadata", "labels"), "metadata.labels", findings);
        keys(object, object.at("metadata", "annotations"), "metadata.annotations", findings);
        return findings;
    }

    private static boolean isSubdomain(String name) {
        return name.length() <= LONGEST_NAME && SUBDOMAIN.matcher(name).matches();
    }

    private static boolean isLabel(String name) {
        return name.length() <= LONGEST_LABEL && LABEL.matcher(name).matches();
    }

    private static void labels(KubeObject object, JsonNode labels, String path, List<Finding> findings) {
        keys(object, labels, path, findings);
        labels.properties().forEach(entry -> {
            String value = entry.getValue().asText();
            if (value.length() > LONGEST_LABEL || !VALUE.matcher(value).matches()) {
                findings.add(object.finding(
                        path + "[" + entry.getKey() + "]",
                        "must be a label's value: at most 63 of letters, digits, -, _ and ., was '" + value + "'"));
            }
        });
    }

    private static void keys(KubeObject object, JsonNode map, String path, List<Finding> findings) {
        map.fieldNames().forEachRemaining(key -> {
            String name = key.substring(key.indexOf('/') + 1);
            if (name.length() > LONGEST_LABEL || !KEY.matcher(key).matches()) {
                findings.add(object.finding(path, "must have keys such as example.org/word, was '" + key + "'"));
            }
        });
    }
}
