// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.decode;

import com.google.protobuf.CodedInputStream;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.common.v1.KeyValueList;
import io.opentelemetry.proto.logs.v1.LogRecord;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The wanted values of an OTLP log record, read straight from its bytes: of its attributes, of its body where that is a list of keys
 * and values, and of such lists within. Everything else, prompt text above all, is passed over unread.
 */
final class AccessLogEntry {
    /** Ids and names are shorter; longer text is ignored. */
    private static final int LONGEST_TEXT = 1024;

    private static final int LONGEST_KEY = 64;

    /** A body that holds the attributes of a log that was written as JSON, and a little more. */
    private static final int DEEPEST = 4;

    /** Envoy's mark for an absent value. */
    private static final String NOTHING = "-";

    private static final int TIME = Wire.fixed64(LogRecord.TIME_UNIX_NANO_FIELD_NUMBER);
    private static final int BODY = Wire.delimited(LogRecord.BODY_FIELD_NUMBER);
    private static final int ATTRIBUTE = Wire.delimited(LogRecord.ATTRIBUTES_FIELD_NUMBER);
    private static final int KEY = Wire.delimited(KeyValue.KEY_FIELD_NUMBER);
    private static final int VALUE = Wire.delimited(KeyValue.VALUE_FIELD_NUMBER);
    private static final int LISTED = Wire.delimited(KeyValueList.VALUES_FIELD_NUMBER);
    private static final int TEXT = Wire.delimited(AnyValue.STRING_VALUE_FIELD_NUMBER);
    private static final int WHOLE = Wire.varint(AnyValue.INT_VALUE_FIELD_NUMBER);
    private static final int NUMBER = Wire.fixed64(AnyValue.DOUBLE_VALUE_FIELD_NUMBER);
    private static final int LIST = Wire.delimited(AnyValue.KVLIST_VALUE_FIELD_NUMBER);

    private final byte[] bytes;
    private final Map<String, String> names;
    private final Map<String, String> values = new HashMap<>();
    private long timeUnixNanos;

    /**
     * Reads the entry that lies in a slice of a record.
     *
     * @param names the name within Headroom by the key of a wanted value
     */
    AccessLogEntry(byte[] bytes, Slice record, Map<String, String> names) throws IOException {
        this.bytes = bytes;
        this.names = names;
        CodedInputStream in = record.stream(bytes);
        for (int tag = in.readTag(); tag != Wire.NO_MORE; tag = in.readTag()) {
            if (tag == TIME) {
                timeUnixNanos = in.readFixed64();
            } else if (tag == ATTRIBUTE) {
                readKeyAndValue(Slice.next(in, record), 0);
            } else if (tag == BODY) {
                readValue(null, Slice.next(in, record), 0);
            } else {
                in.skipField(tag);
            }
        }
    }

    NamedValues values() {
        return new NamedValues(values);
    }

    /** 0 where it is not stated. */
    long timeUnixNanos() {
        return timeUnixNanos;
    }

    private void readKeyAndValue(Slice pair, int depth) throws IOException {
        Slice key = Slice.EMPTY;
        Slice value = Slice.EMPTY;
        CodedInputStream in = pair.stream(bytes);
        for (int tag = in.readTag(); tag != Wire.NO_MORE; tag = in.readTag()) {
            if (tag == KEY) {
                key = Slice.next(in, pair);
            } else if (tag == VALUE) {
                value = Slice.next(in, pair);
            } else {
                in.skipField(tag);
            }
        }
        readValue(key.length() > LONGEST_KEY ? null : names.get(textIn(key)), value, depth);
    }

    private void readValue(@Nullable String name, Slice value, int depth) throws IOException {
        CodedInputStream in = value.stream(bytes);
        for (int tag = in.readTag(); tag != Wire.NO_MORE; tag = in.readTag()) {
            if (tag == LIST) {
                readList(Slice.next(in, value), depth + 1);
            } else if (name == null) {
                in.skipField(tag);
            } else if (tag == TEXT) {
                keepShort(name, Slice.next(in, value));
            } else if (tag == WHOLE) {
                values.putIfAbsent(name, Long.toString(in.readInt64()));
            } else if (tag == NUMBER) {
                values.putIfAbsent(name, Double.toString(in.readDouble()));
            } else {
                in.skipField(tag);
            }
        }
    }

    private void readList(Slice list, int depth) throws IOException {
        if (depth > DEEPEST) {
            return;
        }
        CodedInputStream in = list.stream(bytes);
        for (int tag = in.readTag(); tag != Wire.NO_MORE; tag = in.readTag()) {
            if (tag == LISTED) {
                readKeyAndValue(Slice.next(in, list), depth);
            } else {
                in.skipField(tag);
            }
        }
    }

    private void keepShort(String name, Slice text) {
        if (text.length() <= LONGEST_TEXT) {
            String kept = textIn(text);
            if (!kept.equals(NOTHING)) {
                values.putIfAbsent(name, kept);
            }
        }
    }

    private String textIn(Slice slice) {
        return new String(bytes, slice.from(), slice.length(), StandardCharsets.UTF_8);
    }
}
