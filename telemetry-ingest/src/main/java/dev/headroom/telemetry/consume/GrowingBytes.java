// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.consume;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** Bytes that are written one after the other, and looked at where they lie. One thread. */
final class GrowingBytes extends OutputStream {
    private byte[] bytes;
    private int length;

    /** Empty, with room for {@code room} bytes. */
    GrowingBytes(int room) {
        this.bytes = new byte[Math.max(1, room)];
    }

    int length() {
        return length;
    }

    @Override
    public void write(int value) {
        reserve(1);
        bytes[length++] = (byte) value;
    }

    @Override
    public void write(byte[] source, int offset, int count) {
        reserve(count);
        System.arraycopy(source, offset, bytes, length, count);
        length += count;
    }

    void append(ByteBuffer source) {
        int count = source.remaining();
        reserve(count);
        source.get(bytes, length, count);
        length += count;
    }

    /** Appends the stream's next bytes, at most {@code count}; answers how many there were. */
    int append(InputStream source, int count) throws IOException {
        reserve(count);
        int read = source.readNBytes(bytes, length, count);
        length += read;
        return read;
    }

    /** Drops the bytes after {@code newLength}. */
    void cutTo(int newLength) {
        length = newLength;
    }

    /** All of it, not copied. */
    ByteBuffer buffer() {
        return from(0);
    }

    /** The bytes from {@code start} on, not copied; valid until more is written. */
    ByteBuffer from(int start) {
        return ByteBuffer.wrap(bytes, start, length - start).slice();
    }

    private void reserve(int count) {
        if (bytes.length - length < count) {
            bytes = Arrays.copyOf(bytes, Math.max(length + count, (int) Math.min(2L * bytes.length, 1 << 30)));
        }
    }
}
