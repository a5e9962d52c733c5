// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.span;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Bytes of a protobuf message as it is written: no message objects, for a simulated hour has millions of spans. One thread. */
final class OtlpBuffer {
    private static final int FIRST_CAPACITY = 1 << 10;
    /** Bits of a number that a byte of its varint holds. */
    private static final int VARINT_BITS = 7;

    private static final int MORE = 1 << VARINT_BITS;
    /** A varint of 64 bits. */
    private static final int LONGEST_VARINT = 10;
    /** Bits of a tag below the field's number: the wire type. */
    private static final int WIRE_TYPE_BITS = 3;

    private static final int VARINT = 0;
    private static final int FIXED64 = 1;
    private static final int DELIMITED = 2;

    private byte[] bytes = new byte[FIRST_CAPACITY];
    private int size;

    /** A field of a number that is short when it is small. */
    OtlpBuffer varint(int field, long value) {
        writeVarint((long) field << WIRE_TYPE_BITS | VARINT);
        writeVarint(value);
        return this;
    }

    /** A field of eight bytes. */
    OtlpBuffer fixed64(int field, long value) {
        writeVarint((long) field << WIRE_TYPE_BITS | FIXED64);
        return fixed64(value);
    }

    /** Eight bytes, the lowest first, without a tag. */
    OtlpBuffer fixed64(long value) {
        ensure(Long.BYTES);
        for (int shift = 0; shift < Long.SIZE; shift += Byte.SIZE) {
            bytes[size++] = (byte) (value >>> shift);
        }
        return this;
    }

    /** A field of text. */
    OtlpBuffer text(int field, String value) {
        return delimited(field, value.getBytes(StandardCharsets.UTF_8));
    }

    /** A field of bytes. */
    OtlpBuffer delimited(int field, byte[] value) {
        return opened(field, value.length).raw(value);
    }

    /** A field that is a message. */
    OtlpBuffer message(int field, OtlpBuffer content) {
        return opened(field, content.size).append(content);
    }

    /** The beginning of a field of so many bytes, which the caller writes next. */
    OtlpBuffer opened(int field, int length) {
        writeVarint((long) field << WIRE_TYPE_BITS | DELIMITED);
        writeVarint(length);
        return this;
    }

    /** Bytes as they are. */
    OtlpBuffer raw(byte[] value) {
        ensure(value.length);
        System.arraycopy(value, 0, bytes, size, value.length);
        size += value.length;
        return this;
    }

    /** All that another buffer holds. */
    OtlpBuffer append(OtlpBuffer other) {
        ensure(other.size);
        System.arraycopy(other.bytes, 0, bytes, size, other.size);
        size += other.size;
        return this;
    }

    /** One byte as it is. */
    OtlpBuffer raw(byte value) {
        ensure(1);
        bytes[size++] = value;
        return this;
    }

    void writeVarint(long value) {
        ensure(LONGEST_VARINT);
        long left = value;
        while ((left & -MORE) != 0) {
            bytes[size++] = (byte) ((left & (MORE - 1)) | MORE);
            left >>>= VARINT_BITS;
        }
        bytes[size++] = (byte) left;
    }

    static int varintSize(long value) {
        int significant = Long.SIZE - Long.numberOfLeadingZeros(value | 1);
        return (significant + VARINT_BITS - 1) / VARINT_BITS;
    }

    int size() {
        return size;
    }

    boolean isEmpty() {
        return size == 0;
    }

    /** Makes it empty, and keeps its memory. */
    OtlpBuffer cleared() {
        size = 0;
        return this;
    }

    byte[] toByteArray() {
        return Arrays.copyOf(bytes, size);
    }

    private void ensure(int more) {
        if (size + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, size + more));
        }
    }
}
