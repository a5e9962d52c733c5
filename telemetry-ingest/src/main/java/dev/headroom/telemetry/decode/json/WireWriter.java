// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.decode.json;

import com.google.protobuf.WireFormat;
import java.util.Arrays;

/**
 * Writes protobuf without knowing lengths beforehand: room for a message's length is kept and filled in at its end. Such a length
 * is written longer than it need be, which protobuf allows.
 */
final class WireWriter {
    private static final int SMALLEST = 1024;

    /** Of a length of 32 bits. */
    private static final int LENGTH_BYTES = 5;

    private static final int BITS = 7;
    private static final int LOW = 0x7F;
    private static final int MORE = 0x80;
    private static final int TYPE_BITS = 3;

    private byte[] bytes;
    private int length;

    /** Begins with room for {@code capacity} bytes. */
    WireWriter(int capacity) {
        this.bytes = new byte[Math.max(SMALLEST, capacity)];
    }

    /** How much is written; a place to {@link #cutTo}. */
    int length() {
        return length;
    }

    /** Takes back all that was written since. */
    void cutTo(int mark) {
        length = mark;
    }

    /** Begins a message that lies in a field; the returned position ends it. */
    int begin(int field) {
        tag(field, WireFormat.WIRETYPE_LENGTH_DELIMITED);
        ensure(LENGTH_BYTES);
        length += LENGTH_BYTES;
        return length;
    }

    /** Ends the message that was begun there. */
    void end(int begun) {
        int size = length - begun;
        for (int i = 0; i < LENGTH_BYTES; i++) {
            int more = i < LENGTH_BYTES - 1 ? MORE : 0;
            bytes[begun - LENGTH_BYTES + i] = (byte) (((size >>> (BITS * i)) & LOW) | more);
        }
    }

    /** A whole number. */
    void varint(int field, long value) {
        tag(field, WireFormat.WIRETYPE_VARINT);
        rawVarint(value);
    }

    /** A number of eight bytes; of a double its bits. */
    void fixed64(int field, long value) {
        tag(field, WireFormat.WIRETYPE_FIXED64);
        ensure(Long.BYTES);
        for (int i = 0; i < Long.BYTES; i++) {
            bytes[length++] = (byte) (value >>> (Byte.SIZE * i));
        }
    }

    /** A text in UTF-8, or bytes. */
    void delimited(int field, byte[] value) {
        tag(field, WireFormat.WIRETYPE_LENGTH_DELIMITED);
        rawVarint(value.length);
        ensure(value.length);
        System.arraycopy(value, 0, bytes, length, value.length);
        length += value.length;
    }

    byte[] toByteArray() {
        return Arrays.copyOf(bytes, length);
    }

    private void tag(int field, int type) {
        rawVarint((long) field << TYPE_BITS | type);
    }

    private void rawVarint(long value) {
        ensure(Long.BYTES + 2);
        long rest = value;
        while ((rest & ~LOW) != 0) {
            bytes[length++] = (byte) ((rest & LOW) | MORE);
            rest >>>= BITS;
        }
        bytes[length++] = (byte) rest;
    }

    private void ensure(int more) {
        if (bytes.length - length < more) {
            bytes = Arrays.copyOf(bytes, Math.max(length + more, 2 * bytes.length));
        }
    }
}
