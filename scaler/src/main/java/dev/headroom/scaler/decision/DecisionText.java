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
import java.util.function.IntConsumer;

/**
 * A decision as one line of JSON, and back: a decision that is read makes the same plan as the written one. The keys are the names of the
 * records' components, so a new field needs no line here; {@link dev.headroom.telemetry.Persisted} gives their names in other versions.
 * Unknown fields of a newer version are ignored.
 */
public final class DecisionText {
    /** Counts up when a key that was written before means something else. */
    public static final int SCHEMA = 2;

    /** Of a line that says none. Those before it were about another planner. */
    private static final int FIRST_SCHEMA = 2;

    private static final String KEY_OF_SCHEMA = "schema";
    private static final String VERSION = "version";
    private static final String PLAN = "plan";
    private static final String SETTINGS = "settings";
    private static final String INPUT = "input";

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

    /** The same as a tree, for readers of parts of it. */
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

    /** Reads a line. */
    public static Parsed<Decision> read(String line) {
        return read(line, newer -> {});
    }

    /**
     * Reads a line.
     *
     * @param line one decision
     * @param newer called with the schema of a line beyond {@link #SCHEMA}
     * @return the decision, or the first fault
     */
    public static Parsed<Decision> read(String line, IntConsumer newer) {
        try {
            return read(JSON.readTree(line), newer);
        } catch (JsonProcessingException e) {
            return invalid(new Fault("", "", "must be a JSON object on one line: " + e.getOriginalMessage()));
        }
    }

    /** The same for a tree of this version. */
    public static Parsed<Decision> read(JsonNode tree) {
        return read(tree, newer -> {});
    }

    private static Parsed<Decision> read(JsonNode tree, IntConsumer newer) {
        try {
            int schema = schemaOf(tree);
            if (schema > SCHEMA) {
                newer.accept(schema);
            }
            return new Parsed.Valid<>(new Decision(
                    part(String.class, tree, VERSION),
                    part(PlanSettings.class, tree, SETTINGS),
                    part(PlanInput.class, tree, INPUT),
                    part(ReplicaPlan.class, tree, PLAN)));
        } catch (Unreadable e) {
            return invalid(e.fault());
        }
    }

    private static int schemaOf(JsonNode tree) {
        if (!tree.isObject()) {
            throw new Unreadable("", "", "must be a JSON object on one line");
        }
        JsonNode schema = tree.path(KEY_OF_SCHEMA);
        if (schema.isMissingNode()) {
            return FIRST_SCHEMA;
        }
        if (!schema.isInt() || schema.intValue() < FIRST_SCHEMA) {
            throw new Unreadable(
                    KEY_OF_SCHEMA,
                    schema.toString(),
                    "must be " + FIRST_SCHEMA + " or more: older decisions are not read");
        }
        return schema.intValue();
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
