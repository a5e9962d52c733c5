// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.decode;

import com.google.protobuf.CodedInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A field's place in a record: unread fields are not copied either. */
record Slice(int from, int length) {
    static final Slice EMPTY = new Slice(0, 0);

    /** The field that a stream over {@code within} stands before; passes over it. */
    static Slice next(CodedInputStream in, Slice within) throws IOException {
        int length = in.readRawVarint32();
        int from = within.from + in.getTotalBytesRead();
        in.skipRawBytes(length);
        return new Slice(from, length);
    }

    static Slice whole(byte[] bytes) {
        return new Slice(0, bytes.length);
    }

    CodedInputStream stream(byte[] bytes) {
        return CodedInputStream.newInstance(bytes, from, length);
    }

    /** Where the fields of a tag lie in this one, which is a message. */
    List<Slice> fields(int wanted, byte[] bytes) throws IOException {
        List<Slice> found = new ArrayList<>();
        CodedInputStream in = stream(bytes);
        for (int tag = in.readTag(); tag != Wire.NO_MORE; tag = in.readTag()) {
            if (tag == wanted) {
                found.add(next(in, this));
            } else {
                in.skipField(tag);
            }
        }
        return found;
    }

    boolean holds(byte[] expected, byte[] bytes) {
        return Arrays.equals(bytes, from, from + length, expected, 0, expected.length);
    }

    /** Whether {@code part} stands somewhere in it. */
    boolean contains(byte[] part, byte[] bytes) {
        for (int at = from; at <= from + length - part.length; at++) {
            if (Arrays.equals(bytes, at, at + part.length, part, 0, part.length)) {
                return true;
            }
        }
        return false;
    }
}
