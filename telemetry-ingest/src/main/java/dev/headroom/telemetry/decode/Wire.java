// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.decode;

import com.google.protobuf.WireFormat;

/** Tags of protobuf's wire format: a field's number and how it is written. */
final class Wire {
    /** Read in place of a tag where a message ends. */
    static final int NO_MORE = 0;

    private static final int TYPE_BITS = 3;

    private Wire() {}

    /** Whole numbers, booleans and enums. */
    static int varint(int field) {
        return field << TYPE_BITS | WireFormat.WIRETYPE_VARINT;
    }

    /** Texts, bytes and messages. */
    static int delimited(int field) {
        return field << TYPE_BITS | WireFormat.WIRETYPE_LENGTH_DELIMITED;
    }

    /** Numbers of eight bytes. */
    static int fixed64(int field) {
        return field << TYPE_BITS | WireFormat.WIRETYPE_FIXED64;
    }
}
