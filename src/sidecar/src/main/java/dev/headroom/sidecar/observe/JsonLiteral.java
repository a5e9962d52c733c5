// SPDX-License-Identifier: Apache-2.0
package dev.headroom.sidecar.observe;

import dev.headroom.sidecar.observe.JsonShape.Node;
import java.nio.charset.StandardCharsets;

/** A number, true, false or null in the making. One thread. */
final class JsonLiteral {
    /** No count and no word is longer. */
    private static final int MOST_BYTES = 32;
    /** Beyond it a double skips whole numbers. */
    private static final double LARGEST_WHOLE = 9_007_199_254_740_991.0;

    private final byte[] bytes = new byte[MOST_BYTES];
    private int length;

    static boolean ends(byte b) {
        return b == ',' || b == '}' || b == ']' || b == ' ' || b == '\n' || b == '\r' || b == '\t';
    }

    void begin() {
        length = 0;
    }

    void add(byte b) {
        if (length < MOST_BYTES) {
            bytes[length] = b;
        }
        length++;
    }

    /** Whether it begins as a JSON literal does; other text is not JSON. */
    boolean known() {
        byte first = bytes[0];
        return first == '-' || (first >= '0' && first <= '9') || is("true") || is("false") || is("null");
    }

    <F extends Enum<F>> void tell(Node<F> node, JsonSink<F> sink) {
        F value = node.valueOf();
        F present = node.presenceOf();
        boolean yes = is("true");
        if (present != null && yes) {
            sink.present(present);
        }
        if (value == null || is("null")) {
            return;
        }
        if (yes || is("false")) {
            sink.flag(value, yes);
        } else {
            number(value, sink);
        }
    }

    private <F extends Enum<F>> void number(F field, JsonSink<F> sink) {
        if (length > MOST_BYTES) {
            return;
        }
        try {
            double number = Double.parseDouble(new String(bytes, 0, length, StandardCharsets.US_ASCII));
            if (Math.rint(number) == number && Math.abs(number) <= LARGEST_WHOLE) {
                sink.number(field, (long) number);
            }
        } catch (NumberFormatException notANumber) {
            // Then it says nothing.
        }
    }

    private boolean is(String word) {
        if (length != word.length()) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (bytes[i] != word.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
