// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.decode;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.telemetry.fixture.OtlpRecords;
import dev.headroom.telemetry.fixture.OtlpSpan;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SpanSourcesTest {
    /** What is kept is read the same for ever, and is put through the filters of the Collectors that are shipped. */
    @Test
    void ofEverySourceASpanIsKept() throws IOException {
        Set<SpanSource> kept = new HashSet<>();
        for (OtlpSpan span : OtlpRecords.spans().values()) {
            kept.add(firstThatKnows(span));
        }

        assertThat(kept)
                .as("sources of which OtlpRecords holds a span")
                .containsExactlyInAnyOrderElementsOf(OtlpSpanDecoder.SOURCES);
    }

    private static SpanSource firstThatKnows(OtlpSpan kept) throws IOException {
        Span span = OtlpSpan.traces(List.of(kept))
                .getResourceSpans(0)
                .getScopeSpans(0)
                .getSpans(0);
        byte[] bytes = span.toByteArray();
        SpanFields fields = new SpanFields(bytes, Slice.whole(bytes));
        return OtlpSpanDecoder.SOURCES.stream()
                .filter(source -> source.knows(fields))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no source knows " + span.getName()));
    }
}
