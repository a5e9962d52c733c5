// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.decision;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.headroom.scaler.document.Fault;
import dev.headroom.scaler.document.Parsed;
import dev.headroom.scaler.plan.PlanInput;
import dev.headroom.scaler.plan.PlanSettings;
import dev.headroom.scaler.plan.ReplicaPlan;
import java.util.List;

/**
 * A decision as one line of JSON, and back: what is read makes the same plan as what was written. The keys are the names of the
 * records' components, so that a field more needs no line here; a name that changes, changes {@link #SCHEMA}.
 */
public final class DecisionText {
    /** Counts up when a decision that was written before can no longer be read. */
    public static final int SCHEMA = 2;

    private static final String KEY_OF_SCHEMA = "schema";
    private static final String VERSION = "version";
    private static final String PLAN = "plan";
    private static final String SETTINGS = "settings";
    private static final String INPUT = "input";
    private static final List<String> KEYS = List.of(KEY_OF_SCHEMA, VERSION, PLAN, SETTINGS, INPUT);

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            .disable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .build();

    private DecisionText() {}

    /** One line, without its end. */
    public static String write(Decision decision) {
        return asTree(decision).toString();
    }

    /** The same as a tree, for those who look at parts of it. */
    public static ObjectNode asTree(Decision decision) {
        ObjectNode object = JSON.createObjectNode();
        object.put(KEY_OF_SCHEMA, SCHEMA);
        object.put(VERSION, decision.version());
        object.set(PLAN, RecordWriter.write(decision.plan()));
        object.set(SETTINGS, RecordWriter.write(decision.settings()));
        object.set(INPUT, RecordWriter.write(decision.input()));
        return object;
    }

    /** A value that is part of a decision, as it stands in one: a policy, a plan. */
    public static JsonNode asTree(Record part) {
        return RecordWriter.write(part);
    }

    /**
     * Reads a line.
     *
     * @param line one decision
     * @return the decision, or the first fault
     */
    public static Parsed<Decision> read(String line) {
        try {
            return read(JSON.readTree(line));
        } catch (JsonProcessingException e) {
            return invalid(new Fault("", "", "must be a JSON object on one line: " + e.getOriginalMessage()));
        }
    }

    /** The same for a tree. */
    public static Parsed<Decision> read(JsonNode tree) {
        try {
            checkFrame(tree);
            return new Parsed.Valid<>(new Decision(
                    part(String.class, tree, VERSION),
                    part(PlanSettings.class, tree, SETTINGS),
                    part(PlanInput.class, tree, INPUT),
                    part(ReplicaPlan.class, tree, PLAN)));
        } catch (Unreadable e) {
            return invalid(e.fault());
        }
    }

    private static void checkFrame(JsonNode tree) {
        if (!tree.isObject()) {
            throw new Unreadable("", "", "must be a JSON object on one line");
        }
        JsonNode schema = tree.path(KEY_OF_SCHEMA);
        if (!schema.isInt() || schema.intValue() != SCHEMA) {
            throw new Unreadable(
                    KEY_OF_SCHEMA,
                    schema.isMissingNode() ? "" : schema.toString(),
                    "must be " + SCHEMA + ", as this version of Headroom writes it");
        }
        tree.fieldNames().forEachRemaining(name -> {
            if (!KEYS.contains(name)) {
                throw new Unreadable(name, "", "is unknown");
            }
        });
    }

    private static <T> T part(Class<T> type, JsonNode tree, String key) {
        if (!tree.hasNonNull(key)) {
            throw new Unreadable(key, "", "is missing");
        }
        return type.cast(RecordReader.read(type, tree.get(key), key));
    }

    private static Parsed<Decision> invalid(Fault fault) {
        return new Parsed.Invalid<>(List.of(fault));
    }
}
