// SPDX-License-Identifier: Apache-2.0
package dev.headroom.manifests.cross;

import com.fasterxml.jackson.databind.JsonNode;
import dev.headroom.manifests.Bundle;
import dev.headroom.manifests.Finding;
import dev.headroom.manifests.KubeObject;
import java.util.ArrayList;
import java.util.List;

/** Karpenter's objects among themselves: pools and their classes, buffers and what they are a buffer of. */
final class Pools {
    private Pools() {}

    static List<Finding> check(Bundle bundle, Given given) {
        List<Finding> findings = new ArrayList<>();
        bundle.of("karpenter.sh", "NodePool").forEach(pool -> nodeClass(bundle, pool, findings));
        bundle.of("karpenter.k8s.aws", "EC2NodeClass")
                .filter(one -> bundle.of("karpenter.sh", "NodePool")
                        .noneMatch(pool -> pool.at("spec", "template", "spec", "nodeClassRef", "name")
                                .asText()
                                .equals(one.name())))
                .forEach(one -> findings.add(one.finding("", "is of no NodePool")));
        bundle.of("autoscaling.x-k8s.io", "CapacityBuffer").forEach(buffer -> buffer(bundle, buffer, given, findings));
        return findings;
    }

    private static void nodeClass(Bundle bundle, KubeObject pool, List<Finding> findings) {
        JsonNode reference = pool.at("spec", "template", "spec", "nodeClassRef");
        boolean there = bundle.has(
                reference.path("group").asText(),
                reference.path("kind").asText(),
                "",
                reference.path("name").asText());
        if (!there) {
            findings.add(pool.finding("spec.template.spec.nodeClassRef", "is not here: " + reference));
        }
        boolean reserved = false;
        for (JsonNode requirement : pool.at("spec", "template", "spec", "requirements")) {
            reserved |= requirement.path("key").asText().equals("karpenter.sh/capacity-type")
                    && requirement.path("values").toString().contains("\"reserved\"");
        }
        boolean selects = bundle.of("karpenter.k8s.aws", "EC2NodeClass")
                .filter(one -> one.name().equals(reference.path("name").asText()))
                .anyMatch(one ->
                        one.at("spec", "capacityReservationSelectorTerms").size() > 0);
        if (reserved && !selects) {
            findings.add(pool.finding(
                    "spec.template.spec.requirements",
                    "takes reserved capacity, and its node class selects no reservation"));
        }
    }

    private static void buffer(Bundle bundle, KubeObject buffer, Given given, List<Finding> findings) {
        JsonNode scalable = buffer.at("spec", "scalableRef");
        String name = scalable.path("name").asText();
        String kind = scalable.path("kind").asText();
        boolean there =
                bundle.has(scalable.path("apiGroup").asText(), kind, buffer.namespace(), name) || given.has(kind, name);
        if (scalable.isObject() && !there) {
            findings.add(buffer.finding("spec.scalableRef", "is neither here nor said to be there: " + scalable));
        }
        if (scalable.isObject() && scalable.path("apiGroup").asText().isEmpty()) {
            findings.add(buffer.finding("spec.scalableRef", "must name apiGroup apps"));
        }
    }
}
