// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.cycle;

import dev.headroom.scaler.decision.RecordText;
import dev.headroom.scaler.document.Parsed;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What was learnt of one workload, to go on from: of each part the memory that its package wrote down, as JSON. Immutable.
 *
 * @param parts by name; those that nobody asks for are kept as they are
 */
public record Learnt(Map<String, String> parts) {
    /** Nothing was learnt yet. */
    public static final Learnt NOTHING = new Learnt(Map.of());

    public Learnt {
        parts = Map.copyOf(parts);
    }

    /**
     * A part.
     *
     * @param name in the shared topic, for ever; no {@code /}
     * @param type of its memory: a record of plain figures
     * @param <T> that type
     */
    public record Part<T extends Record>(String name, Class<T> type) {}

    /** The same with another memory of one part. */
    public <T extends Record> Learnt with(Part<T> part, T memory) {
        Map<String, String> more = new TreeMap<>(parts);
        more.put(part.name(), RecordText.write(memory));
        return new Learnt(more);
    }

    /** The memory of a part; empty where there is none, or another version wrote it in words that this one does not know. */
    public <T extends Record> Optional<T> of(Part<T> part) {
        return Optional.ofNullable(parts.get(part.name()))
                .flatMap(text -> RecordText.read(part.type(), text)
                        .fold(valid -> Optional.of(valid.value()), invalid -> Optional.empty()));
    }

    /** Why the memory of a part cannot be read; empty where it can, and where there is none. */
    public <T extends Record> Optional<String> faultOf(Part<T> part) {
        return Optional.ofNullable(parts.get(part.name()))
                .flatMap(text -> RecordText.read(part.type(), text)
                        .fold(valid -> Optional.empty(), invalid -> Optional.of(sentence(part, invalid))));
    }

    private static String sentence(Part<?> part, Parsed.Invalid<?> invalid) {
        return "what was learnt as '" + part.name() + "' is begun anew: " + invalid.sentence();
    }
}
