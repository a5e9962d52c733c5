// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.decode;

import com.google.protobuf.InvalidProtocolBufferException;
import io.opentelemetry.proto.common.v1.AnyValue;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Reads an attribute's value in place in a record. Nearly all are one int or one double, and those need no object; protobuf's own reader
 * handles all others. Invalid bytes give no value.
 */
final class AttributeValue {
    private static final int INT = Wire.varint(AnyValue.INT_VALUE_FIELD_NUMBER);
    private static final int DOUBLE = Wire.fixed64(AnyValue.DOUBLE_VALUE_FIELD_NUMBER);
    private static final int LENGTH_OF_DOUBLE = 1 + Double.BYTES;
    private static final VarHandle WORD = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    /** Of 28 bits at most: four bytes of a varint after the tag. */
    private static final int LENGTH_OF_SMALL_INT = 1 + 4;

    private static final int BITS = 7;
    private static final int LOW = 0x7F;

    private AttributeValue() {}

    static OptionalInt count(byte[] bytes, Slice value) {
        int small = smallInt(bytes, value);
        return small >= 0 ? OptionalInt.of(small) : Numbers.count(any(bytes, value));
    }

    static Optional<Duration> seconds(byte[] bytes, Slice value) {
        return value.length() == LENGTH_OF_DOUBLE && bytes[value.from()] == DOUBLE
                ? Numbers.seconds(Double.longBitsToDouble((long) WORD.get(bytes, value.from() + 1)))
                : Numbers.seconds(any(bytes, value));
    }

    static String text(byte[] bytes, Slice value) {
        return any(bytes, value).getStringValue();
    }

    /** Negative where it is something else. */
    private static int smallInt(byte[] bytes, Slice value) {
        int length = value.length();
        if (length < 2 || length > LENGTH_OF_SMALL_INT || bytes[value.from()] != INT) {
            return -1;
        }
        int last = value.from() + length - 1;
        int number = bytes[last];
        for (int at = last - 1; at > value.from(); at--) {
            if (bytes[at] >= 0) {
                return -1;
            }
            number = number << BITS | (bytes[at] & LOW);
        }
        return number;
    }

    private static AnyValue any(byte[] bytes, Slice value) {
        try {
            return AnyValue.parser().parseFrom(bytes, value.from(), value.length());
        } catch (InvalidProtocolBufferException notAValue) {
            return AnyValue.getDefaultInstance();
        }
    }
}
