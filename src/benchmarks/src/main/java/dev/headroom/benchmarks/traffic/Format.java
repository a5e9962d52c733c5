// SPDX-License-Identifier: Apache-2.0
package dev.headroom.benchmarks.traffic;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.headroom.proto.telemetry.RequestTelemetry;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.TracesData;

/** A format of records that the service reads. */
public enum Format {
    /** vLLM's spans as a Collector batches them: OTLP. */
    SPANS("OTLP batches of vLLM spans") {
        @Override
        public int parse(byte[] value) throws InvalidProtocolBufferException {
            int spans = 0;
            for (ResourceSpans resource : TracesData.parseFrom(value).getResourceSpansList()) {
                for (ScopeSpans scope : resource.getScopeSpansList()) {
                    spans += scope.getSpansCount();
                }
            }
            return spans;
        }
    },
    /** Headroom's own event, one in a record. */
    EVENTS("single native events") {
        @Override
        public int parse(byte[] value) throws InvalidProtocolBufferException {
            return RequestTelemetry.parseFrom(value).getSchemaVersion();
        }
    };

    private final String words;

    Format(String words) {
        this.words = words;
    }

    /** For people. */
    public String words() {
        return words;
    }

    /** Parses a value with protobuf's generated classes, and tells how many requests it holds. */
    public abstract int parse(byte[] value) throws InvalidProtocolBufferException;
}
