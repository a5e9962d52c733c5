// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.kubernetes;

import io.fabric8.kubernetes.api.model.Affinity;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.NodeAffinity;
import io.fabric8.kubernetes.api.model.NodeSelector;
import io.fabric8.kubernetes.api.model.NodeSelectorTerm;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.Toleration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A pod's requirements on its node.
 *
 * @param anyOf groups of rules; at least one group must hold as a whole; one empty group where nothing is required
 * @param leaves to ignore taints
 * @param accelerators requested number of each accelerator
 */
record PodNeeds(List<List<LabelRule>> anyOf, List<TaintRule.Leave> leaves, Map<String, Integer> accelerators) {
    PodNeeds {
        anyOf = anyOf.stream().map(List::copyOf).toList();
        leaves = List.copyOf(leaves);
        accelerators = Map.copyOf(accelerators);
    }

    static PodNeeds of(PodSpec spec, NodeLabels labels) {
        List<LabelRule> selector = new ArrayList<>();
        Optional.ofNullable(spec.getNodeSelector())
                .orElse(Map.of())
                .forEach((key, value) -> selector.add(LabelRule.is(labels.plain(key), value)));
        List<List<LabelRule>> anyOf = new ArrayList<>();
        for (List<LabelRule> term : termsOf(spec, labels)) {
            List<LabelRule> all = new ArrayList<>(selector);
            all.addAll(term);
            anyOf.add(all);
        }
        Map<String, Integer> accelerators = acceleratorsOf(spec);
        return new PodNeeds(
                anyOf.isEmpty() ? List.of(selector) : anyOf,
                Stream.concat(
                                Stream.ofNullable(spec.getTolerations())
                                        .flatMap(List::stream)
                                        .map(PodNeeds::leaveOf),
                                accelerators.keySet().stream().map(PodNeeds::leaveFor))
                        .toList(),
                accelerators);
    }

    /**
     * A template does not show changes on admission. The API servers of EKS, GKE and AKS run ExtendedResourceToleration. There a pod that
     * requests a device may ignore the taint of the device's name.
     */
    private static TaintRule.Leave leaveFor(String accelerator) {
        return new TaintRule.Leave(Optional.of(accelerator), true, "", Optional.empty());
    }

    private static List<List<LabelRule>> termsOf(PodSpec spec, NodeLabels labels) {
        return Optional.ofNullable(spec.getAffinity())
                .map(Affinity::getNodeAffinity)
                .map(NodeAffinity::getRequiredDuringSchedulingIgnoredDuringExecution)
                .map(NodeSelector::getNodeSelectorTerms)
                .orElse(List.of())
                .stream()
                .map(term -> rulesOf(term, labels))
                .toList();
    }

    /** Node provisioners do not choose a node's fields, so rules about them are left out. */
    private static List<LabelRule> rulesOf(NodeSelectorTerm term, NodeLabels labels) {
        return Stream.ofNullable(term.getMatchExpressions())
                .flatMap(List::stream)
                .filter(rule -> rule.getKey() != null && rule.getOperator() != null)
                .map(rule -> LabelRule.of(
                        labels.plain(rule.getKey()),
                        rule.getOperator(),
                        Optional.ofNullable(rule.getValues()).orElse(List.of())))
                .toList();
    }

    private static TaintRule.Leave leaveOf(Toleration toleration) {
        return new TaintRule.Leave(
                Optional.ofNullable(toleration.getKey()).filter(key -> !key.isEmpty()),
                "Exists".equals(toleration.getOperator()),
                Optional.ofNullable(toleration.getValue()).orElse(""),
                Optional.ofNullable(toleration.getEffect()).filter(effect -> !effect.isEmpty()));
    }

    /** Extended resources cannot be overcommitted: a limit is a request. */
    private static Map<String, Integer> acceleratorsOf(PodSpec spec) {
        Map<String, Integer> sum = new TreeMap<>();
        for (Container container : Optional.ofNullable(spec.getContainers()).orElse(List.of())) {
            ResourceRequirements resources = container.getResources();
            for (String name : resources == null ? List.<String>of() : Accelerators.NAMES) {
                int count = Math.max(
                        Accelerators.count(resources.getRequests(), name),
                        Accelerators.count(resources.getLimits(), name));
                if (count > 0) {
                    sum.merge(name, count, Integer::sum);
                }
            }
        }
        return sum;
    }
}
