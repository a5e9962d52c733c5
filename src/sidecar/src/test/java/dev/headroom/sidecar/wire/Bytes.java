// SPDX-License-Identifier: Apache-2.0
package dev.headroom.sidecar.wire;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Bytes that can be compared. */
public final class Bytes {
    /** None. */
    public static final Bytes NONE = new Bytes(new byte[0]);

    private final byte[] bytes;

    /** These bytes; not to be changed afterwards. */
    public Bytes(byte[] bytes) {
        this.bytes = bytes;
    }

    /** The bytes of a text. */
    public static Bytes of(String text) {
        return new Bytes(text.getBytes(StandardCharsets.UTF_8));
    }

    byte[] array() {
        return bytes;
    }

    /** How many. */
    public int length() {
        return bytes.length;
    }

    /** Writes them. */
    public void writeTo(OutputStream out) throws IOException {
        out.write(bytes);
        out.flush();
    }

    /** Whether others begin with these. */
    public boolean beginOf(Bytes whole) {
        return whole.bytes.length >= bytes.length
                && Arrays.equals(bytes, 0, bytes.length, whole.bytes, 0, bytes.length);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Bytes same && Arrays.equals(bytes, same.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        String text = new String(bytes, StandardCharsets.UTF_8);
        return bytes.length + " bytes: " + (text.length() > 300 ? text.substring(0, 300) + "…" : text);
    }
}
