// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.kafka;

import dev.headroom.proto.plan.LearntPart;
import dev.headroom.proto.plan.LearntRecord;
import dev.headroom.scaler.cycle.SavedState;
import dev.headroom.scaler.ownership.FencingToken;
import java.util.Map;
import java.util.TreeMap;

/** Learned state, on the wire and within. */
final class LearntMessages {
    /** All parts together, in characters; a broker takes a megabyte, and a workload's memory has some tens of thousands. */
    static final int MOST_CHARACTERS = 600_000;

    /** Of parts that say none. */
    private static final int FIRST_SCHEMA = 1;

    private LearntMessages() {}

    /** Whether it may be written at all. */
    static boolean fits(SavedState learnt) {
        return charactersOf(learnt.parts()) <= MOST_CHARACTERS;
    }

    static LearntRecord toMessage(SavedState learnt, FencingToken stamp) {
        LearntRecord.Builder record = LearntRecord.newBuilder().setStamp(FencingTokens.toMessage(stamp));
        new TreeMap<>(learnt.parts())
                .forEach((name, text) -> record.addParts(LearntPart.newBuilder()
                        .setName(name)
                        .setSchema(text.schema())
                        .setJson(text.json())));
        return record.build();
    }

    static SavedState fromMessage(LearntRecord record) throws UnreadableRecord {
        Map<String, SavedState.Text> parts = new TreeMap<>();
        for (LearntPart part : record.getPartsList()) {
            SavedState.Text text = new SavedState.Text(Math.max(FIRST_SCHEMA, part.getSchema()), part.getJson());
            if (part.getName().isBlank() || parts.put(part.getName(), text) != null) {
                throw new UnreadableRecord(
                        "each part of the learned state needs its own name, was '" + part.getName() + "'");
            }
        }
        if (charactersOf(parts) > MOST_CHARACTERS) {
            throw new UnreadableRecord(
                    "learned state must have at most " + MOST_CHARACTERS + " characters, had " + charactersOf(parts));
        }
        return new SavedState(parts);
    }

    private static int charactersOf(Map<String, SavedState.Text> parts) {
        return parts.entrySet().stream()
                .mapToInt(
                        part -> part.getKey().length() + part.getValue().json().length())
                .sum();
    }
}
