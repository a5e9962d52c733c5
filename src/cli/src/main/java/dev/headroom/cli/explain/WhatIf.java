// SPDX-License-Identifier: Apache-2.0
package dev.headroom.cli.explain;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.headroom.lab.file.BadInputException;
import dev.headroom.scaler.decision.Decision;
import dev.headroom.scaler.decision.DecisionText;
import dev.headroom.scaler.document.Parsed;
import dev.headroom.scaler.slo.Durations;
import dev.headroom.scaler.slo.SloPolicy;
import dev.headroom.scaler.slo.SloPolicyReader;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The same situation under another policy. Everything else stays as it was, the plan before included.
 *
 * @param policyText a policy instead of the decision's own; empty for that
 * @param changes of single keys of the policy, such as {@code replicas.max=12}
 */
record WhatIf(Optional<String> policyText, List<String> changes) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Where a policy document has its keys at the top, and a decision has them below {@code terms}. */
    private static final Map<String, String> BELOW_TERMS = Stream.of(SloPolicy.Terms.class.getRecordComponents())
            .map(RecordComponent::getName)
            .collect(Collectors.toUnmodifiableMap(key -> key, key -> "terms." + key));

    private static final String CONCURRENCY = "concurrency.perReplica";

    WhatIf {
        changes = List.copyOf(changes);
    }

    /** What is otherwise. */
    boolean isAny() {
        return policyText.isPresent() || !changes.isEmpty();
    }

    /** The decision with a plan for the other policy. */
    Decision of(Decision decision) {
        ObjectNode tree = DecisionText.asTree(decision);
        ObjectNode input = (ObjectNode) tree.get("input");
        policyText.ifPresent(text -> input.set("policy", policy(text, decision)));
        changes.forEach(change -> apply(change, (ObjectNode) input.get("policy")));
        Decision otherwise = DecisionText.read(tree).fold(Parsed.Valid::value, invalid -> {
            throw new BadInputException("--set: " + invalid.sentence());
        });
        JsonNode known = DecisionText.asTree(otherwise.input().policy());
        changes.forEach(change -> refuseUnknown(pathOf(change), known));
        return new Decision(otherwise.version(), otherwise.settings(), otherwise.input(), otherwise.again());
    }

    /** It goes on being about the same workload. */
    private static JsonNode policy(String text, Decision decision) {
        SloPolicy own = decision.input().policy();
        SloPolicy read = SloPolicyReader.read(text, own.name()).fold(Parsed.Valid::value, invalid -> {
            throw new BadInputException("--policy: " + invalid.sentence());
        });
        ObjectNode tree = (ObjectNode) DecisionText.asTree(read);
        tree.set("workload", DecisionText.asTree(own.workload()));
        return tree;
    }

    private static void apply(String change, ObjectNode policy) {
        String[] path = pathOf(change);
        int equals = change.indexOf('=');
        if (!(parentOf(path, policy) instanceof ObjectNode object)) {
            throw new BadInputException("--set: the policy has no " + change.substring(0, equals));
        }
        object.set(path[path.length - 1], value(change.substring(equals + 1)));
    }

    private static String[] pathOf(String change) {
        int equals = change.indexOf('=');
        if (equals < 1) {
            throw new BadInputException("--set must be KEY=VALUE such as replicas.max=12, was '" + change + "'");
        }
        return inDecision(change.substring(0, equals)).split("\\.", -1);
    }

    private static JsonNode parentOf(String[] path, JsonNode policy) {
        JsonNode parent = policy;
        for (int i = 0; i < path.length - 1; i++) {
            parent = step(parent, path[i]);
        }
        return parent;
    }

    /** Who reads a log passes over what is not known; a person's mistake is said. */
    private static void refuseUnknown(String[] path, JsonNode known) {
        if (!parentOf(path, known).has(path[path.length - 1])) {
            throw new BadInputException("--set: input.policy." + String.join(".", path) + " is unknown");
        }
    }

    private static String inDecision(String key) {
        if (key.equals(CONCURRENCY)) {
            return "concurrencyPerReplica";
        }
        int dot = key.indexOf('.');
        String first = dot < 0 ? key : key.substring(0, dot);
        return BELOW_TERMS.getOrDefault(first, first) + key.substring(first.length());
    }

    /** One name of a path, such as {@code replicas} or {@code objectives[0]}. */
    private static JsonNode step(JsonNode parent, String name) {
        int bracket = name.indexOf('[');
        if (bracket < 0) {
            return parent.path(name);
        }
        JsonNode many = parent.path(name.substring(0, bracket));
        String place = name.substring(bracket + 1, Math.max(bracket + 1, name.length() - 1));
        boolean isPlace = place.matches("[0-9]{1,3}") && name.endsWith("]") && many instanceof ArrayNode;
        return isPlace ? many.path(Integer.parseInt(place)) : TextNode.valueOf("");
    }

    /** As people write it: a number, a duration such as 800ms, or a word. */
    private static JsonNode value(String text) {
        Optional<Duration> duration = Durations.parse(text);
        if (duration.isPresent()) {
            return TextNode.valueOf(duration.get().toString());
        }
        try {
            JsonNode node = JSON.readTree(text);
            return node.isNumber() || node.isBoolean() ? node : TextNode.valueOf(text);
        } catch (JsonProcessingException e) {
            return TextNode.valueOf(text);
        }
    }
}
