// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.decode;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.ExtensionRegistryLite;
import dev.headroom.telemetry.EventId;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The few fields of an OTLP span that tell of a request, read straight from its bytes. The rest of a span is passed over unread:
 * making objects of all of it would be most of the work of taking a request in.
 */
final class SpanFields {
    private static final byte[] REQUEST_SPAN = "llm_request".getBytes(StandardCharsets.UTF_8);

    private static final int TRACE_ID = Wire.delimited(Span.TRACE_ID_FIELD_NUMBER);
    private static final int SPAN_ID = Wire.delimited(Span.SPAN_ID_FIELD_NUMBER);
    private static final int NAME = Wire.delimited(Span.NAME_FIELD_NUMBER);
    private static final int START = Wire.fixed64(Span.START_TIME_UNIX_NANO_FIELD_NUMBER);
    private static final int END = Wire.fixed64(Span.END_TIME_UNIX_NANO_FIELD_NUMBER);
    private static final int ATTRIBUTE = Wire.delimited(Span.ATTRIBUTES_FIELD_NUMBER);
    private static final int STATUS = Wire.delimited(Span.STATUS_FIELD_NUMBER);
    private static final int KEY = Wire.delimited(KeyValue.KEY_FIELD_NUMBER);
    private static final int VALUE = Wire.delimited(KeyValue.VALUE_FIELD_NUMBER);

    private final byte[] bytes;
    private final SpanAttributes attributes = new SpanAttributes();
    private Slice traceId = Slice.EMPTY;
    private Slice spanId = Slice.EMPTY;
    private boolean namedAsRequest;
    private boolean failed;
    private long startUnixNanos;
    private long endUnixNanos;

    /** Reads the span that lies in a slice of a record. */
    SpanFields(byte[] bytes, Slice span) throws IOException {
        this.bytes = bytes;
        CodedInputStream in = span.stream(bytes);
        for (int tag = in.readTag(); tag != Wire.NO_MORE; tag = in.readTag()) {
            readField(tag, in, span);
        }
    }

    SpanAttributes attributes() {
        return attributes;
    }

    boolean isNamedAsRequest() {
        return namedAsRequest;
    }

    boolean isIdentifiedAndDated() {
        return spanId.length() > 0 && traceId.length() > 0 && startUnixNanos != 0 && endUnixNanos != 0;
    }

    /** Whether its status is an error. */
    boolean failed() {
        return failed;
    }

    long startUnixNanos() {
        return startUnixNanos;
    }

    long endUnixNanos() {
        return endUnixNanos;
    }

    /** By span, not by request id: the children of a request with n > 1 share the request id. */
    EventId id() {
        return new RequestHash().with(bytes, traceId).with(bytes, spanId).toEventId();
    }

    private void readField(int tag, CodedInputStream in, Slice span) throws IOException {
        if (tag == ATTRIBUTE) {
            readAttribute(Slice.next(in, span));
        } else if (tag == START) {
            startUnixNanos = in.readFixed64();
        } else if (tag == END) {
            endUnixNanos = in.readFixed64();
        } else if (tag == TRACE_ID) {
            traceId = Slice.next(in, span);
        } else if (tag == SPAN_ID) {
            spanId = Slice.next(in, span);
        } else if (tag == NAME) {
            namedAsRequest = Slice.next(in, span).holds(REQUEST_SPAN, bytes);
        } else if (tag == STATUS) {
            Status status = in.readMessage(Status.parser(), ExtensionRegistryLite.getEmptyRegistry());
            failed = status.getCode() == Status.StatusCode.STATUS_CODE_ERROR;
        } else {
            in.skipField(tag);
        }
    }

    private void readAttribute(Slice attribute) throws IOException {
        Slice key = Slice.EMPTY;
        Slice value = Slice.EMPTY;
        CodedInputStream in = attribute.stream(bytes);
        for (int tag = in.readTag(); tag != Wire.NO_MORE; tag = in.readTag()) {
            if (tag == KEY) {
                key = Slice.next(in, attribute);
            } else if (tag == VALUE) {
                value = Slice.next(in, attribute);
            } else {
                in.skipField(tag);
            }
        }
        attributes.read(bytes, key, value);
    }

    /** Where in a record a field lies. */
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

        boolean holds(byte[] expected, byte[] bytes) {
            return Arrays.equals(bytes, from, from + length, expected, 0, expected.length);
        }
    }
}
