// SPDX-License-Identifier: Apache-2.0
package dev.headroom.sidecar.observe;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where in a JSON text the fields lie that are looked for.
 *
 * @param <F> the fields to find
 */
final class JsonShape<F extends Enum<F>> {
    /** As a step of a path: any element of an array. */
    static final String EACH = "[]";

    private final Node<F> root = new Node<>();
    private int longestKey;

    /** The expected form of a field. */
    private enum Wish {
        VALUE,
        PRESENCE,
        COUNT
    }

    /** A place in the text. */
    static final class Node<F extends Enum<F>> {
        private final List<byte[]> keys = new ArrayList<>();
        private final List<Node<F>> children = new ArrayList<>();
        private @Nullable Node<F> element;
        private @Nullable F valueOf;
        private @Nullable F presenceOf;
        private @Nullable F countOf;

        /** The place of a key's value; null where nothing of it is looked for. */
        @Nullable
        Node<F> child(byte[] key, int length) {
            for (int i = 0; i < keys.size(); i++) {
                byte[] own = keys.get(i);
                if (own.length == length && Arrays.equals(own, 0, length, key, 0, length)) {
                    return children.get(i);
                }
            }
            return null;
        }

        /** The place of the elements, if this is an array; null where nothing of them is looked for. */
        @Nullable
        Node<F> element() {
            return element;
        }

        @Nullable
        F valueOf() {
            return valueOf;
        }

        @Nullable
        F presenceOf() {
            return presenceOf;
        }

        @Nullable
        F countOf() {
            return countOf;
        }

        boolean looksIntoObjects() {
            return !keys.isEmpty();
        }

        boolean looksIntoArrays() {
            return element != null || countOf != null;
        }

        private Node<F> at(String step) {
            if (step.equals(EACH)) {
                Node<F> known = element == null ? new Node<>() : element;
                element = known;
                return known;
            }
            byte[] key = step.getBytes(StandardCharsets.UTF_8);
            Node<F> known = child(key, key.length);
            if (known == null) {
                known = new Node<>();
                keys.add(key);
                children.add(known);
            }
            return known;
        }
    }

    Node<F> root() {
        return root;
    }

    /** In bytes; a longer key is not a wanted one. */
    int longestKey() {
        return longestKey;
    }

    /** Looks for the value at a path. */
    JsonShape<F> value(F field, String... path) {
        return add(Wish.VALUE, field, path);
    }

    /** Looks for whether there is anything at a path, without reading it. */
    JsonShape<F> presence(F field, String... path) {
        return add(Wish.PRESENCE, field, path);
    }

    /** Looks for how many elements the array at a path has, without reading them. */
    JsonShape<F> count(F field, String... path) {
        return add(Wish.COUNT, field, path);
    }

    private JsonShape<F> add(Wish wish, F field, String... path) {
        Node<F> node = root;
        for (String step : path) {
            node = node.at(step);
            longestKey = Math.max(longestKey, step.getBytes(StandardCharsets.UTF_8).length);
        }
        switch (wish) {
            case VALUE -> node.valueOf = field;
            case PRESENCE -> node.presenceOf = field;
            case COUNT -> node.countOf = field;
        }
        return this;
    }
}
