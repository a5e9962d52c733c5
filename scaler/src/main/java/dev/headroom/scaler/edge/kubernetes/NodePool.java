// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.kubernetes;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The kept fields of a NodePool.
 *
 * @param name its name
 * @param offer properties of its nodes
 * @param limits resources beyond which it makes no nodes, as it states them
 * @param replicas nodes of a static pool, whose number is set; empty for all others
 * @param resources current resources of its nodes, by its own count
 */
record NodePool(
        String name, Offer offer, Map<String, String> limits, OptionalInt replicas, Map<String, String> resources) {
    private static final String NODES = "nodes";

    NodePool {
        limits = Map.copyOf(limits);
        resources = Map.copyOf(resources);
    }

    /**
     * Properties of the nodes of one provisioner.
     *
     * @param rules about their labels, keys without prefix
     * @param taints taints that stay on them
     */
    record Offer(List<LabelRule> rules, List<TaintRule> taints) {
        Offer {
            rules = List.copyOf(rules);
            taints = List.copyOf(taints);
        }

        /** Whether a pod certainly cannot run there. A property that neither side states does not exclude it. */
        boolean excludes(PodNeeds pod) {
            boolean tainted = taints.stream()
                    .filter(TaintRule::forbids)
                    .anyMatch(taint -> pod.leaves().stream().noneMatch(leave -> leave.covers(taint)));
            return tainted
                    || pod.anyOf().stream().allMatch(this::contradicts)
                    || pod.accelerators().keySet().stream().anyMatch(name -> Accelerators.areMissing(name, rules));
        }

        private boolean contradicts(List<LabelRule> all) {
            return all.stream()
                    .anyMatch(rule -> rule.contradicts(rules.stream()
                            .filter(offered -> offered.key().equals(rule.key()))
                            .toList()));
        }

        /** Most devices that one of its nodes may have; empty where that is not said. */
        OptionalInt mostPerNode(String resource) {
            return rules.stream()
                    .filter(rule -> rule.operator() == LabelRule.Operator.IN
                            && rule.key().equals(Accelerators.countLabel(resource)))
                    .map(rule -> rule.values().stream()
                            .flatMap(value -> Accelerators.count(value).stream())
                            .mapToInt(Integer::intValue)
                            .max())
                    .filter(OptionalInt::isPresent)
                    .mapToInt(OptionalInt::getAsInt)
                    .min();
        }

        /** Whether all its nodes have the same number of devices. */
        boolean areAlike(String resource) {
            return rules.stream()
                    .anyMatch(rule -> rule.operator() == LabelRule.Operator.IN
                            && rule.key().equals(Accelerators.countLabel(resource))
                            && rule.values().size() == 1);
        }
    }

    static NodePool of(GenericKubernetesResource object, NodeLabels labels) {
        Untyped spec = Untyped.of(object).at("spec");
        Untyped template = spec.at("template");
        String name = object.getMetadata().getName();
        List<LabelRule> rules = new ArrayList<>();
        rules.add(LabelRule.is(NodeLabels.NODE_POOL, name));
        template.at("metadata", "labels")
                .textsByKey()
                .forEach((key, value) -> rules.add(LabelRule.is(labels.plain(key), value)));
        rules.addAll(rulesIn(template.at("spec"), labels));
        return new NodePool(
                name,
                new Offer(
                        rules,
                        template.at("spec").list("taints").stream()
                                .map(TaintRule::of)
                                .toList()),
                spec.at("limits").textsByKey(),
                spec.wholeNumber("replicas"),
                Untyped.of(object).at("status", "resources").textsByKey());
    }

    static List<LabelRule> rulesIn(Untyped spec, NodeLabels labels) {
        return spec.list("requirements").stream()
                .map(rule -> LabelRule.of(
                        labels.plain(rule.text("key").orElse("")),
                        rule.text("operator").orElse(""),
                        rule.texts("values")))
                .toList();
    }

    /**
     * Replicas that may ever run on its nodes; empty where nothing bounds them. A limit below the current resources adds no nodes and
     * removes none. Nodes with more devices than their machines share them out, so those cannot be counted.
     *
     * @param replica how many devices one takes, and whether on one node
     * @param seenPerNode devices of its existing nodes; empty where it has no nodes
     */
    OptionalInt most(Replica replica, OptionalInt seenPerNode) {
        if (replicas.isPresent()) {
            OptionalInt each = perNode(replica.resource(), seenPerNode);
            return each.isPresent() ? on(replicas.getAsInt(), each.getAsInt(), true, replica) : OptionalInt.empty();
        }
        OptionalInt each = offer.mostPerNode(replica.resource());
        if (each.isPresent() && seenPerNode.orElse(0) > each.getAsInt()) {
            return OptionalInt.empty();
        }
        OptionalInt devices = limit(replica.resource());
        OptionalInt nodes = limit(NODES);
        boolean alike = offer.areAlike(replica.resource());
        OptionalInt byDevices = devices.isEmpty()
                ? OptionalInt.empty()
                : each.isPresent() && each.getAsInt() > 0 && alike
                        ? on(devices.getAsInt() / each.getAsInt(), each.getAsInt(), true, replica)
                        : OptionalInt.of(devices.getAsInt() / replica.each());
        OptionalInt byNodes = nodes.isPresent() && each.isPresent()
                ? on(nodes.getAsInt(), each.getAsInt(), alike, replica)
                : OptionalInt.empty();
        return byDevices.isPresent() && byNodes.isPresent()
                ? OptionalInt.of(Math.min(byDevices.getAsInt(), byNodes.getAsInt()))
                : byDevices.isPresent() ? byDevices : byNodes;
    }

    /**
     * The accelerators of one replica.
     *
     * @param resource name of the accelerator
     * @param each how many; above 0
     * @param onOneNode whether all of them on one node
     */
    record Replica(String resource, int each, boolean onOneNode) {}

    private static OptionalInt on(int nodes, int perNode, boolean alike, Replica replica) {
        long most = replica.onOneNode() && alike
                ? (long) nodes * (perNode / replica.each())
                : (long) nodes * perNode / replica.each();
        return OptionalInt.of((int) Math.min(Integer.MAX_VALUE, most));
    }

    /** The count that its nodes state, else its own count, else its rules. */
    private OptionalInt perNode(String resource, OptionalInt seenPerNode) {
        if (seenPerNode.isPresent()) {
            return seenPerNode;
        }
        int nodes = has(NODES);
        int devices = has(resource);
        return nodes > 0 && devices > 0 ? OptionalInt.of(devices / nodes) : offer.mostPerNode(resource);
    }

    private OptionalInt limit(String resource) {
        return Optional.ofNullable(limits.get(resource))
                .flatMap(Accelerators::count)
                .map(limit -> OptionalInt.of(Math.max(limit, has(resource))))
                .orElse(OptionalInt.empty());
    }

    private int has(String resource) {
        return Optional.ofNullable(resources.get(resource))
                .flatMap(Accelerators::count)
                .orElse(0);
    }
}
