// SPDX-License-Identifier: Apache-2.0
package dev.headroom.sidecar.observe;

import java.nio.charset.StandardCharsets;

/** A JSON string under construction, escapes resolved, as UTF-8; bytes beyond its size are dropped. One thread. */
final class JsonText {
    private static final int HEX_DIGITS = 4;
    private static final int RADIX = 16;
    private static final char REPLACEMENT = '?';

    private final byte[] bytes;
    private int length;
    private boolean overflown;
    private boolean escaped;
    private int hexLeft;
    private int unit;
    private char highSurrogate;

    JsonText(int mostBytes) {
        this.bytes = new byte[mostBytes];
    }

    /** A string begins, its quotation mark read. */
    void begin() {
        length = 0;
        overflown = false;
        escaped = false;
        hexLeft = 0;
        highSurrogate = 0;
    }

    /** Takes the next byte; true for the quotation mark that ends the string. */
    boolean add(byte b) {
        if (hexLeft > 0) {
            hex(b);
        } else if (escaped) {
            escape(b);
        } else if (b == '\\') {
            escaped = true;
        } else if (b == '"') {
            lonelySurrogate();
            return true;
        } else {
            lonelySurrogate();
            put(b);
        }
        return false;
    }

    /** Whether it is not longer than was allowed. */
    boolean fits() {
        return !overflown;
    }

    boolean isEmpty() {
        return length == 0 && !overflown;
    }

    byte[] bytes() {
        return bytes;
    }

    int length() {
        return length;
    }

    @Override
    public String toString() {
        return new String(bytes, 0, length, StandardCharsets.UTF_8);
    }

    private void escape(byte b) {
        escaped = false;
        if (b == 'u') {
            hexLeft = HEX_DIGITS;
            unit = 0;
            return;
        }
        lonelySurrogate();
        put(
                switch (b) {
                    case 'n' -> (byte) '\n';
                    case 't' -> (byte) '\t';
                    case 'r' -> (byte) '\r';
                    case 'b' -> (byte) '\b';
                    case 'f' -> (byte) '\f';
                    default -> b;
                });
    }

    private void hex(byte b) {
        unit = unit * RADIX + Math.max(0, Character.digit((char) b, RADIX));
        if (--hexLeft > 0) {
            return;
        }
        char read = (char) unit;
        if (highSurrogate != 0 && Character.isLowSurrogate(read)) {
            int whole = Character.toCodePoint(highSurrogate, read);
            highSurrogate = 0;
            put(whole);
        } else {
            lonelySurrogate();
            if (Character.isHighSurrogate(read)) {
                highSurrogate = read;
            } else {
                put(Character.isLowSurrogate(read) ? REPLACEMENT : read);
            }
        }
    }

    private void lonelySurrogate() {
        if (highSurrogate != 0) {
            highSurrogate = 0;
            put((byte) REPLACEMENT);
        }
    }

    private void put(int codePoint) {
        for (byte b : Character.toString(codePoint).getBytes(StandardCharsets.UTF_8)) {
            put(b);
        }
    }

    private void put(byte b) {
        if (length < bytes.length) {
            bytes[length++] = b;
        } else {
            overflown = true;
        }
    }
}
