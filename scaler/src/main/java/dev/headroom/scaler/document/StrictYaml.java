// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.document;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * Reads one YAML document whose top is a mapping. Refused are documents above {@link #LARGEST_BYTES}, more than one
 * document, custom tags, keys given twice, unknown keys, deep nesting and heavy use of aliases.
 */
public final class StrictYaml {
    /** A policy or profile is a page of text; a ConfigMap itself ends at 1 MiB. In bytes of UTF-8. */
    public static final int LARGEST_BYTES = 256 * 1024;

    /** The deepest form in use has four levels; a bound keeps hostile nesting from exhausting the stack. */
    private static final int DEEPEST = 32;

    /** Anchors may spare some repetition; more than this many references is an attack, not a convenience. */
    private static final int MOST_ALIASES = 20;

    /** More faults at once would hide the first; the rest shows when these are mended. */
    private static final int MOST_FAULTS = 30;

    /** Of the parser's message: it may quote the document. */
    private static final int LONGEST_PROBLEM = 200;

    private StrictYaml() {}

    /**
     * Reads a document.
     *
     * @param text the document
     * @param reader asks the section for every key that it knows, and returns how to build the value; that is called
     *     only when no fault was found
     * @return the value, or every fault found
     */
    public static <T> Parsed<T> read(String text, Function<Section, Supplier<T>> reader) {
        List<Fault> faults = new ArrayList<>();
        Optional<MappingNode> top = mappingOf(text, faults);
        if (top.isEmpty()) {
            return new Parsed.Invalid<>(faults);
        }
        Section root = new Section("", top.get(), faults);
        Supplier<T> value = reader.apply(root);
        root.refuseUnknownKeys();
        return faults.isEmpty()
                ? new Parsed.Valid<>(value.get())
                : new Parsed.Invalid<>(faults.subList(0, Math.min(faults.size(), MOST_FAULTS)));
    }

    private static Optional<MappingNode> mappingOf(String text, List<Fault> faults) {
        if (text.length() > LARGEST_BYTES || text.getBytes(StandardCharsets.UTF_8).length > LARGEST_BYTES) {
            faults.add(new Fault("", "", "must not be larger than " + LARGEST_BYTES / 1024 + " KiB"));
            return Optional.empty();
        }
        try {
            LoadSettings settings = settings();
            if (deepest(settings, text) > DEEPEST) {
                faults.add(new Fault("", "", "must not be nested deeper than " + DEEPEST + " levels"));
                return Optional.empty();
            }
            Optional<Node> node = new Compose(settings).composeString(text);
            if (node.isPresent() && node.get() instanceof MappingNode mapping) {
                return Optional.of(mapping);
            }
            faults.add(new Fault("", "", node.isEmpty() ? "must not be empty" : "must be a mapping of keys to values"));
        } catch (YamlEngineException unreadable) {
            faults.add(new Fault(
                    "", "", "must be one YAML document: " + Section.shortened(problemOf(unreadable), LONGEST_PROBLEM)));
        }
        return Optional.empty();
    }

    private static LoadSettings settings() {
        return LoadSettings.builder()
                .setCodePointLimit(LARGEST_BYTES)
                .setMaxAliasesForCollections(MOST_ALIASES)
                .setAllowDuplicateKeys(true) // Section refuses them, with the key's whole path.
                .build();
    }

    /** Counted over events, because composing nodes recurses. */
    private static int deepest(LoadSettings settings, String text) {
        int depth = 0;
        int deepest = 0;
        for (Event event : new Parse(settings).parseString(text)) {
            switch (event.getEventId()) {
                case MappingStart, SequenceStart -> deepest = Math.max(deepest, ++depth);
                case MappingEnd, SequenceEnd -> depth--;
                default -> {}
            }
            if (deepest > DEEPEST) {
                return deepest;
            }
        }
        return deepest;
    }

    private static String problemOf(YamlEngineException unreadable) {
        if (unreadable instanceof MarkedYamlEngineException marked) {
            String where = marked.getProblemMark()
                    .map(mark -> " in line " + (mark.getLine() + 1) + ", column " + (mark.getColumn() + 1))
                    .orElse("");
            return marked.getProblem() + where;
        }
        String message = unreadable.getMessage();
        return message == null
                ? "it cannot be read"
                : message.lines().findFirst().orElse("it cannot be read");
    }
}
