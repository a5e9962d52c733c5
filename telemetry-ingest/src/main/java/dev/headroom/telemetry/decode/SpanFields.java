// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.decode;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.ExtensionRegistryLite;
import dev.headroom.telemetry.EventId;
import dev.headroom.telemetry.Observer;
import dev.headroom.telemetry.Origin;
import dev.headroom.telemetry.Phase;
import dev.headroom.telemetry.RequestObservation;
import dev.headroom.telemetry.RequestTimings;
import dev.headroom.telemetry.TokenCounts;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;

/**
 * The few fields of an OTLP span that describe a request, read straight from its bytes. The rest of a span is skipped unread: making
 * objects of all of it would be most of the work of taking a request in.
 */
final class SpanFields {
    private static final int TRACE_ID = Wire.delimited(Span.TRACE_ID_FIELD_NUMBER);
    private static final int SPAN_ID = Wire.delimited(Span.SPAN_ID_FIELD_NUMBER);
    private static final int NAME = Wire.delimited(Span.NAME_FIELD_NUMBER);
    private static final int KIND = Wire.varint(Span.KIND_FIELD_NUMBER);
    private static final int START = Wire.fixed64(Span.START_TIME_UNIX_NANO_FIELD_NUMBER);
    private static final int END = Wire.fixed64(Span.END_TIME_UNIX_NANO_FIELD_NUMBER);
    private static final int ATTRIBUTE = Wire.delimited(Span.ATTRIBUTES_FIELD_NUMBER);
    private static final int STATUS = Wire.delimited(Span.STATUS_FIELD_NUMBER);
    private static final int KEY = Wire.delimited(KeyValue.KEY_FIELD_NUMBER);
    private static final int VALUE = Wire.delimited(KeyValue.VALUE_FIELD_NUMBER);

    private final byte[] bytes;
    private final SpanAttributes attributes;
    private Slice traceId = Slice.EMPTY;
    private Slice spanId = Slice.EMPTY;
    private Slice name = Slice.EMPTY;
    private int kind;
    private boolean failed;
    private long startUnixNanos;
    private long endUnixNanos;

    /** Reads the span that lies in a slice of a record. */
    SpanFields(byte[] bytes, Slice span) throws IOException {
        this.bytes = bytes;
        this.attributes = new SpanAttributes(bytes);
        CodedInputStream in = span.stream(bytes);
        for (int tag = in.readTag(); tag != Wire.NO_MORE; tag = in.readTag()) {
            readField(tag, in, span);
        }
    }

    SpanAttributes attributes() {
        return attributes;
    }

    /**
     * Whether it has that name.
     *
     * @param utf8 a name
     */
    boolean isNamed(byte[] utf8) {
        return name.holds(utf8, bytes);
    }

    /** Whether its sender says that it served the request. */
    boolean isOfServer() {
        return kind == Span.SpanKind.SPAN_KIND_SERVER_VALUE;
    }

    boolean isIdentifiedAndDated() {
        return spanId.length() > 0 && traceId.length() > 0 && startUnixNanos != 0 && endUnixNanos != 0;
    }

    /** Whether its status is an error. */
    boolean failed() {
        return failed;
    }

    /** How its request ended, by finish reason and status. */
    Phase end() {
        if (attributes.wasAborted()) {
            return Phase.ABORTED;
        }
        return failed ? Phase.FAILED : Phase.COMPLETED;
    }

    /** From its start to its end. */
    Duration lasted() {
        return Duration.between(start(), Instant.ofEpochSecond(0, endUnixNanos));
    }

    /**
     * The observation of a request that lasted as long as the span did.
     *
     * @param origin where the request ran
     * @param phase how it ended
     */
    RequestObservation observation(
            Origin origin, Phase phase, TokenCounts tokens, RequestTimings timings, Observer observer) {
        return new RequestObservation(
                id().inPhase(phase),
                origin,
                phase,
                start(),
                Instant.ofEpochSecond(0, endUnixNanos),
                tokens,
                timings,
                0,
                observer);
    }

    /** By span, not by request id: the children of a request with n > 1 share the request id. */
    private EventId id() {
        return new RequestHash().with(bytes, traceId).with(bytes, spanId).toEventId();
    }

    private Instant start() {
        return Instant.ofEpochSecond(0, startUnixNanos);
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
            name = Slice.next(in, span);
        } else if (tag == KIND) {
            kind = in.readEnum();
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
        attributes.read(key, value);
    }
}
