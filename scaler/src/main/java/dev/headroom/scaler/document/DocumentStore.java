// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.document;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/**
 * Keeps the last valid version of each document, whatever comes after it. Safe from any thread.
 *
 * @param <N> names of documents, in their order
 * @param <T> the type that a document describes
 */
public final class DocumentStore<N extends Comparable<N>, T> {
    private final BiFunction<N, String, Parsed<T>> reader;
    private volatile Map<N, Entry<T>> entries = Map.of();

    /**
     * Starts empty.
     *
     * @param reader reads the text of the document of that name
     */
    public DocumentStore(BiFunction<N, String, Parsed<T>> reader) {
        this.reader = reader;
    }

    /**
     * A document as it stands.
     *
     * @param text its newest version; empty when that could not be had as text
     * @param inForce content of its last valid version; empty when there has never been one
     * @param fault one sentence about the newest version; empty when that is the one in force
     * @param unread whether the newest version may be good, and only could not be read
     */
    public record Entry<T>(Optional<String> text, Optional<T> inForce, Optional<String> fault, boolean unread) {}

    /** The effect of putting a document. */
    public enum Change {
        /** The same text as before. */
        NONE,
        /** It is valid and now in force. */
        TAKEN,
        /** It has faults; the version before it stays in force, if there was one. */
        REFUSED
    }

    /** Reads a document and stores it. */
    public synchronized Change put(N name, String text) {
        Entry<T> before = entries.get(name);
        Optional<String> newest = Optional.of(text);
        if (before != null && before.text().equals(newest)) {
            return Change.NONE;
        }
        Optional<T> lastValid = before == null ? Optional.empty() : before.inForce();
        Entry<T> after = read(name, text)
                .fold(
                        valid -> new Entry<>(newest, Optional.of(valid.value()), Optional.<String>empty(), false),
                        invalid -> new Entry<>(newest, lastValid, Optional.of(invalid.sentence()), false));
        replace(map -> map.put(name, after));
        return after.fault().isEmpty() ? Change.TAKEN : Change.REFUSED;
    }

    /**
     * Notes that the newest version of a document could not be had as text.
     *
     * @param rule the rule for it, or the fault, after the words "the document"
     * @param unread whether it may be good, and only could not be read
     */
    public synchronized Change refuse(N name, String rule, boolean unread) {
        Entry<T> before = entries.get(name);
        Optional<String> fault = Optional.of(new Fault("", "", rule).sentence());
        if (before != null && before.text().isEmpty() && before.fault().equals(fault)) {
            return Change.NONE;
        }
        Optional<T> lastValid = before == null ? Optional.empty() : before.inForce();
        replace(map -> map.put(name, new Entry<>(Optional.empty(), lastValid, fault, unread)));
        return Change.REFUSED;
    }

    /** A reader that throws has a defect, and must not take the documents beside this one with it. */
    private Parsed<T> read(N name, String text) {
        try {
            return reader.apply(name, text);
        } catch (RuntimeException defect) {
            return new Parsed.Invalid<>(List.of(new Fault("", "", "could not be read: " + defect)));
        }
    }

    /** Removes a document. Returns whether it existed. */
    public synchronized boolean remove(N name) {
        if (!entries.containsKey(name)) {
            return false;
        }
        replace(map -> map.remove(name));
        return true;
    }

    /** A document as it stands. */
    public Optional<Entry<T>> find(N name) {
        return Optional.ofNullable(entries.get(name));
    }

    /** Names of all documents, in order. */
    public Collection<N> names() {
        return entries.keySet();
    }

    /** Whether some document was never valid and cannot be read: its content is unknown. */
    public boolean hasUnread() {
        return entries.values().stream()
                .anyMatch(entry -> entry.unread() && entry.inForce().isEmpty());
    }

    private void replace(Consumer<Map<N, Entry<T>>> edit) {
        Map<N, Entry<T>> copy = new TreeMap<>(entries);
        edit.accept(copy);
        entries = Collections.unmodifiableMap(copy);
    }
}
