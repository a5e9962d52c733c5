// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.consume;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/** A stream that gives a limited number of bytes and then fails, and fails at its end. One thread. */
final class BoundedStream extends InputStream {
    private final InputStream source;
    private final long most;
    private long given;
    private boolean exhausted;

    BoundedStream(InputStream source, long most) {
        this.source = source;
        this.most = most;
    }

    /** Bytes that it gave. */
    long given() {
        return given;
    }

    /** Whether more was wanted than it may give. */
    boolean isExhausted() {
        return exhausted;
    }

    /** Throws where the read values do not fit together. */
    void require(boolean sound) throws IOException {
        if (!sound) {
            throw new IOException("the batch is inconsistent");
        }
    }

    @Override
    public int read() throws IOException {
        refuseBeyond();
        int value = source.read();
        if (value < 0) {
            throw new EOFException();
        }
        given++;
        return value;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        refuseBeyond();
        int read = source.read(target, offset, (int) Math.min(length, most - given));
        if (read < 0) {
            throw new EOFException();
        }
        given += read;
        return read;
    }

    /** By reading: some decompressors claim to have skipped bytes that do not exist. */
    @Override
    public long skip(long count) throws IOException {
        byte[] nowhere = new byte[(int) Math.min(Math.max(1, count), 1 << 16)];
        long left = count;
        while (left > 0) {
            left -= read(nowhere, 0, (int) Math.min(nowhere.length, left));
        }
        return Math.max(0, count);
    }

    private void refuseBeyond() throws IOException {
        if (given >= most) {
            exhausted = true;
            throw new IOException("the batch is too large");
        }
    }
}
