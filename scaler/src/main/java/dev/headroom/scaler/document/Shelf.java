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
 * @param <T> what a document describes
 */
public final class Shelf<N extends Comparable<N>, T> {
    private final BiFunction<N, String, Parsed<T>> reader;
    private volatile Map<N, Entry<T>> entries = Map.of();

    /**
     * Starts empty.
     *
     * @param reader reads the text of the document of that name
     */
    public Shelf(BiFunction<N, String, Parsed<T>> reader) {
        this.reader = reader;
    }

    /**
     * A document as it stands.
     *
     * @param text its newest version
     * @param inForce what its last valid version says; empty when there has never been one
     * @param fault one sentence about the newest version; empty when that is the one in force
     */
    public record Entry<T>(String text, Optional<T> inForce, Optional<String> fault) {}

    /** What putting a document did. */
    public enum Change {
        /** The same text as before. */
        NONE,
        /** It is valid and now in force. */
        TAKEN,
        /** It has faults; the version before it stays in force, if there was one. */
        REFUSED
    }

    /** Reads a document and puts it on the shelf. */
    public synchronized Change put(N name, String text) {
        Entry<T> before = entries.get(name);
        if (before != null && before.text().equals(text)) {
            return Change.NONE;
        }
        Optional<T> lastValid = before == null ? Optional.empty() : before.inForce();
        Entry<T> after = read(name, text)
                .fold(
                        valid -> new Entry<>(text, Optional.of(valid.value()), Optional.<String>empty()),
                        invalid -> new Entry<>(text, lastValid, Optional.of(invalid.sentence())));
        replace(map -> map.put(name, after));
        return after.fault().isEmpty() ? Change.TAKEN : Change.REFUSED;
    }

    /** A reader that throws has a defect, and must not take the documents beside this one with it. */
    private Parsed<T> read(N name, String text) {
        try {
            return reader.apply(name, text);
        } catch (RuntimeException defect) {
            return new Parsed.Invalid<>(List.of(new Fault("", "", "could not be read: " + defect)));
        }
    }

    /** Takes a document off the shelf. Returns whether it was there. */
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

    private void replace(Consumer<Map<N, Entry<T>>> edit) {
        Map<N, Entry<T>> copy = new TreeMap<>(entries);
        edit.accept(copy);
        entries = Collections.unmodifiableMap(copy);
    }
}
