// SPDX-License-Identifier: Apache-2.0
package dev.headroom.sidecar.observe;

import dev.headroom.sidecar.observe.JsonShape.Node;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Looks for a few fields in a JSON text that comes in pieces. Other fields are skipped byte by byte and kept nowhere. So a prompt never
 * becomes a string, and a text of any length takes the same memory: one {@link JsonShape}'s depth of places, and {@value #MOST_TEXT_BYTES}
 * bytes.
 *
 * <p>In a valid text it finds the same fields as a parser. It is not a validator. In a text that is not JSON it reports the fields before
 * the first fault that it notices. It does not notice faults in skipped values. One thread.
 *
 * @param <F> the fields to find
 */
final class JsonScanner<F extends Enum<F>> {
    /** A longer string is not the name of a model or an error. */
    static final int MOST_TEXT_BYTES = 256;

    private enum State {
        VALUE,
        FIRST_VALUE,
        FIRST_KEY,
        KEY,
        COLON,
        AFTER_VALUE,
        IN_KEY,
        IN_TEXT,
        IN_LITERAL,
        PASSING,
        PASSING_TEXT,
        DONE,
        BROKEN
    }

    /** An object or array that is looked into. */
    private static final class Level<F extends Enum<F>> {
        private final Node<F> node;
        private final boolean array;
        private int elements;

        Level(Node<F> node, boolean array) {
            this.node = node;
            this.array = array;
        }
    }

    private final JsonSink<F> sink;
    private final Deque<Level<F>> levels = new ArrayDeque<>();
    private final JsonText key;
    private final JsonText text = new JsonText(MOST_TEXT_BYTES);
    private final JsonLiteral literal = new JsonLiteral();
    private State state = State.VALUE;
    /** The place of the value that comes next or is being read; null when nothing of it is looked for. */
    private @Nullable Node<F> place;
    /** How deep within what is passed over. */
    private long passedDepth;

    private boolean escaped;
    private final JsonShape<F> shape;

    JsonScanner(JsonShape<F> shape, JsonSink<F> sink) {
        this.shape = shape;
        this.sink = sink;
        this.key = new JsonText(shape.longestKey());
        this.place = shape.root();
    }

    /** Another text begins. */
    void begin() {
        levels.clear();
        state = State.VALUE;
        place = shape.root();
    }

    /** Reads the next piece. */
    void read(byte[] bytes, int from, int to) {
        int i = from;
        while (i < to) {
            switch (state) {
                case PASSING -> i = pass(bytes, i, to);
                case PASSING_TEXT -> i = passText(bytes, i, to);
                case IN_LITERAL -> i = literal(bytes, i, to);
                case DONE, BROKEN -> i = to;
                default -> step(bytes[i++]);
            }
        }
    }

    /** The text has ended: a number at its root ends nowhere else. */
    void end() {
        if (state == State.IN_LITERAL) {
            endLiteral();
        }
    }

    /** Whether the text was read to its end. */
    boolean whole() {
        return state == State.DONE;
    }

    private void step(byte b) {
        switch (state) {
            case IN_KEY -> inKey(b);
            case IN_TEXT -> inText(b);
            default -> {
                if (b != ' ' && b != '\n' && b != '\r' && b != '\t') {
                    structure(b);
                }
            }
        }
    }

    private void structure(byte b) {
        switch (state) {
            case FIRST_VALUE -> {
                if (b == ']') {
                    close(true);
                } else {
                    element();
                    value(b);
                }
            }
            case VALUE -> value(b);
            case FIRST_KEY, KEY -> {
                if (b == '"') {
                    key.begin();
                    state = State.IN_KEY;
                } else if (b == '}' && state == State.FIRST_KEY) {
                    close(false);
                } else {
                    state = State.BROKEN;
                }
            }
            case COLON -> state = b == ':' ? State.VALUE : State.BROKEN;
            case AFTER_VALUE -> afterValue(b);
            default -> throw new IllegalStateException(state.name());
        }
    }

    private void afterValue(byte b) {
        Level<F> level = levels.getLast();
        if (b == ',' && level.array) {
            element();
            state = State.VALUE;
        } else if (b == ',') {
            state = State.KEY;
        } else if (b == (level.array ? ']' : '}')) {
            close(level.array);
        } else {
            state = State.BROKEN;
        }
    }

    /** Another element of the innermost array begins. */
    private void element() {
        Level<F> level = levels.getLast();
        level.elements++;
        place = level.node.element();
    }

    private void value(byte b) {
        Node<F> node = place;
        switch (b) {
            case '"' -> {
                escaped = false;
                if (node == null || (node.valueOf() == null && node.presenceOf() == null)) {
                    passedDepth = 0;
                    state = State.PASSING_TEXT;
                } else {
                    text.begin();
                    state = State.IN_TEXT;
                }
            }
            case '{' -> open(node, false);
            case '[' -> open(node, true);
            default -> {
                literal.begin();
                literal.add(b);
                state = State.IN_LITERAL;
            }
        }
    }

    private void open(@Nullable Node<F> node, boolean array) {
        boolean lookedInto = node != null
                && (node.presenceOf() != null || (array ? node.looksIntoArrays() : node.looksIntoObjects()));
        if (lookedInto && node != null) {
            levels.addLast(new Level<>(node, array));
            state = array ? State.FIRST_VALUE : State.FIRST_KEY;
        } else {
            passedDepth = 1;
            state = State.PASSING;
        }
    }

    private void close(boolean array) {
        Level<F> level = levels.getLast();
        if (level.array != array) {
            state = State.BROKEN;
            return;
        }
        levels.removeLast();
        F counted = level.node.countOf();
        if (array && counted != null) {
            sink.counted(counted, level.elements);
        }
        F present = level.node.presenceOf();
        if (present != null && level.elements > 0) {
            sink.present(present);
        }
        valueEnds();
    }

    private void valueEnds() {
        state = levels.isEmpty() ? State.DONE : State.AFTER_VALUE;
    }

    private void inKey(byte b) {
        if (!key.add(b)) {
            return;
        }
        Level<F> level = levels.getLast();
        level.elements++;
        place = key.fits() ? level.node.child(key.bytes(), key.length()) : null;
        state = State.COLON;
    }

    private void inText(byte b) {
        if (!text.add(b)) {
            return;
        }
        Node<F> node = place;
        if (node != null) {
            F value = node.valueOf();
            if (value != null && text.fits()) {
                sink.text(value, text.toString());
            }
            F present = node.presenceOf();
            if (present != null && !text.isEmpty()) {
                sink.present(present);
            }
        }
        valueEnds();
    }

    private int literal(byte[] bytes, int from, int to) {
        int i = from;
        while (i < to) {
            if (JsonLiteral.ends(bytes[i])) {
                endLiteral();
                return i;
            }
            literal.add(bytes[i++]);
        }
        return i;
    }

    private void endLiteral() {
        Node<F> node = place;
        if (!literal.known()) {
            state = State.BROKEN;
            return;
        }
        if (node != null) {
            literal.tell(node, sink);
        }
        valueEnds();
    }

    /** Passes over an object or array. */
    private int pass(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            switch (bytes[i]) {
                case '"' -> {
                    escaped = false;
                    state = State.PASSING_TEXT;
                    return i + 1;
                }
                case '{', '[' -> passedDepth++;
                case '}', ']' -> {
                    if (--passedDepth == 0) {
                        valueEnds();
                        return i + 1;
                    }
                }
                default -> {}
            }
        }
        return to;
    }

    /** Passes over a string: this is where prompts go by. */
    private int passText(byte[] bytes, int from, int to) {
        int i = from;
        while (i < to) {
            byte b = bytes[i++];
            if (escaped) {
                escaped = false;
            } else if (b == '\\') {
                escaped = true;
            } else if (b == '"') {
                if (passedDepth == 0) {
                    valueEnds();
                } else {
                    state = State.PASSING;
                }
                return i;
            }
        }
        return i;
    }
}
