// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.decode.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.headroom.telemetry.decode.json.JsonMessage.Field;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** Reads numbers, texts and ids in the several forms that OTLP's JSON allows. Other values are not written. */
final class JsonScalars {
    /** Longer than any name, model or reason that is read; a longer text is no such thing. */
    private static final int LONGEST_TEXT = 4_096;

    /** Digits of the largest number of 64 bits, and a sign. */
    private static final int LONGEST_WHOLE = 21;

    /** Digits of a double, sign, point and exponent, and some to spare. */
    private static final int LONGEST_DOUBLE = 40;

    private static final double LARGEST_WHOLE = 0x1p63;

    private static final int TRACE_ID_BYTES = 16;
    private static final int SPAN_ID_BYTES = 8;
    private static final int HEX = 16;
    private static final int HALF = 4;

    private final WireWriter out;

    JsonScalars(WireWriter out) {
        this.out = out;
    }

    /** Writes the value that the parser stands at. */
    void read(JsonParser in, JsonToken value, Field field) throws IOException {
        int number = field.number();
        switch (field.shape()) {
            case TEXT -> textOf(in, value, number);
            case TRACE_ID -> id(in, value, number, TRACE_ID_BYTES);
            case SPAN_ID -> id(in, value, number, SPAN_ID_BYTES);
            case BOOL -> {
                if (value.isBoolean()) {
                    out.varint(number, value == JsonToken.VALUE_TRUE ? 1 : 0);
                }
            }
            case WHOLE -> whole(in, value).ifPresent(whole -> out.varint(number, whole));
            case FIXED64 -> whole(in, value).ifPresent(whole -> out.fixed64(number, whole));
            case DOUBLE -> number(in, value).ifPresent(found -> out.fixed64(number, Double.doubleToRawLongBits(found)));
            case ENUM -> enumeration(in, value, field).ifPresent(found -> out.varint(number, found));
            case MESSAGE, MESSAGES, ATTRIBUTES -> {
                // Null, as a rule: absent.
            }
        }
    }

    /** Writes the string that the parser stands at, unless it is too long. */
    void text(JsonParser in, int field) throws IOException {
        if (in.getTextLength() <= LONGEST_TEXT) {
            out.delimited(field, in.getText().getBytes(StandardCharsets.UTF_8));
        }
    }

    private void textOf(JsonParser in, JsonToken value, int field) throws IOException {
        if (value == JsonToken.VALUE_STRING) {
            text(in, field);
        }
    }

    private void id(JsonParser in, JsonToken value, int field, int length) throws IOException {
        if (value != JsonToken.VALUE_STRING || in.getTextLength() != 2 * length) {
            return;
        }
        char[] digits = in.getTextCharacters();
        int from = in.getTextOffset();
        byte[] id = new byte[length];
        for (int i = 0; i < length; i++) {
            int high = Character.digit(digits[from + 2 * i], HEX);
            int low = Character.digit(digits[from + 2 * i + 1], HEX);
            if (high < 0 || low < 0) {
                return;
            }
            id[i] = (byte) (high << HALF | low);
        }
        out.delimited(field, id);
    }

    private static OptionalLong whole(JsonParser in, JsonToken value) throws IOException {
        if (value == JsonToken.VALUE_NUMBER_INT && in.getNumberType() != JsonParser.NumberType.BIG_INTEGER) {
            return OptionalLong.of(in.getLongValue());
        } else if (value == JsonToken.VALUE_NUMBER_FLOAT) {
            double number = in.getDoubleValue();
            return number == Math.rint(number) && Math.abs(number) < LARGEST_WHOLE
                    ? OptionalLong.of((long) number)
                    : OptionalLong.empty();
        }
        boolean digits = value.isNumeric() || value == JsonToken.VALUE_STRING;
        return digits && in.getTextLength() <= LONGEST_WHOLE ? whole(in.getText()) : OptionalLong.empty();
    }

    /** Unsigned ones above the largest signed have the same 64 bits as negative ones. */
    private static OptionalLong whole(String text) {
        try {
            return OptionalLong.of(text.startsWith("-") ? Long.parseLong(text) : Long.parseUnsignedLong(text));
        } catch (NumberFormatException notWhole) {
            return OptionalLong.empty();
        }
    }

    private static OptionalDouble number(JsonParser in, JsonToken value) throws IOException {
        if (value.isNumeric()) {
            return OptionalDouble.of(in.getDoubleValue());
        }
        if (value != JsonToken.VALUE_STRING || in.getTextLength() > LONGEST_DOUBLE) {
            return OptionalDouble.empty();
        }
        try {
            return OptionalDouble.of(Double.parseDouble(in.getText()));
        } catch (NumberFormatException notANumber) {
            return OptionalDouble.empty();
        }
    }

    private static OptionalLong enumeration(JsonParser in, JsonToken value, Field field) throws IOException {
        if (value == JsonToken.VALUE_STRING && in.getTextLength() <= LONGEST_TEXT) {
            Integer known = field.names().get(in.getText());
            return known == null ? whole(in, value) : OptionalLong.of(known);
        }
        return whole(in, value);
    }
}
