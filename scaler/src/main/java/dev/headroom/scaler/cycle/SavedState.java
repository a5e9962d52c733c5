// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.cycle;

import dev.headroom.scaler.decision.RecordText;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The learned state of one workload: the memory of each part as its package wrote it, as JSON. Immutable.
 *
 * @param parts by name; unknown parts are kept as they are
 */
public record SavedState(Map<String, Text> parts) {
    /** Counts up when a key of a part that was written before means something else. */
    public static final int SCHEMA = 1;

    /** No learned state yet. */
    public static final SavedState NOTHING = new SavedState(Map.of());

    public SavedState {
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

    /**
     * A part as some version wrote it.
     *
     * @param schema that version's {@link #SCHEMA}
     * @param json a memory
     */
    public record Text(int schema, String json) {}

    /** The same with another memory of one part. */
    public <T extends Record> SavedState with(Part<T> part, T memory) {
        Map<String, Text> more = new TreeMap<>(parts);
        more.put(part.name(), new Text(SCHEMA, RecordText.write(memory)));
        return new SavedState(more);
    }

    /** The highest schema of its parts; at least {@link #SCHEMA}. Of a newer one, this version reads the parts that it knows. */
    public int newestSchema() {
        return parts.values().stream().mapToInt(Text::schema).reduce(SCHEMA, Math::max);
    }

    /** The memory of a part; empty where it does not exist or this version cannot read it. */
    public <T extends Record> Optional<T> of(Part<T> part) {
        return Optional.ofNullable(parts.get(part.name()))
                .flatMap(text -> RecordText.read(part.type(), text.json())
                        .fold(valid -> Optional.of(valid.value()), invalid -> Optional.empty()));
    }

    /** Why the memory of a part cannot be read; empty where it can be read or does not exist. */
    public <T extends Record> Optional<String> faultOf(Part<T> part) {
        return Optional.ofNullable(parts.get(part.name()))
                .flatMap(text -> RecordText.read(part.type(), text.json())
                        .fold(valid -> Optional.empty(), invalid -> Optional.of(sentence(part, invalid.sentence()))));
    }

    /**
     * Restores a part from its memory.
     *
     * @param resume makes it from the memory
     * @param fault called with the reason where that fails
     * @return empty where there is no memory, or none that can be continued
     */
    <M extends Record, T> Optional<T> restored(Part<M> part, Function<M, T> resume, Consumer<String> fault) {
        return Optional.ofNullable(parts.get(part.name()))
                .flatMap(text -> RecordText.read(part.type(), text.json())
                        .fold(valid -> restored(part, valid.value(), resume, fault), invalid -> {
                            fault.accept(sentence(part, invalid.sentence()));
                            return Optional.empty();
                        }));
    }

    /** Readable figures may still be unusable; that must not end planning. */
    private static <M extends Record, T> Optional<T> restored(
            Part<M> part, M memory, Function<M, T> resume, Consumer<String> fault) {
        try {
            return Optional.of(resume.apply(memory));
        } catch (RuntimeException unusable) {
            fault.accept(sentence(part, String.valueOf(unusable.getMessage())));
            return Optional.empty();
        }
    }

    private static String sentence(Part<?> part, String why) {
        return "learned state '" + part.name() + "' is reset: " + why;
    }
}
