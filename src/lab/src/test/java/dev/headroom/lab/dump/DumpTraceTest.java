// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.dump;

import static dev.headroom.lab.dump.Events.admitted;
import static dev.headroom.lab.dump.Events.batch;
import static dev.headroom.lab.dump.Events.completed;
import static dev.headroom.lab.dump.Events.record;
import static dev.headroom.lab.dump.Events.span;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headroom.lab.file.BadInputException;
import dev.headroom.lab.traffic.Arrival;
import dev.headroom.proto.telemetry.Phase;
import io.opentelemetry.proto.trace.v1.Span.SpanKind;
import io.opentelemetry.proto.trace.v1.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DumpTraceTest {
    @TempDir
    Path directory;

    @Test
    void requestsOfSpansAndEventsAreCountedFromTheFirstArrival() throws IOException {
        Path file = dumped(
                record("any.name", 0, batch(span(1, 1000, 100, 10), span(2, 250, 200, 20))),
                record("other", 1, completed("a", 750, 300, 30).build().toByteArray()));

        DumpTrace trace = DumpTrace.read(file);

        assertThat(trace.requests())
                .containsExactly(new Arrival(0, 200, 20), new Arrival(0.5, 300, 30), new Arrival(0.75, 100, 10));
        assertThat(trace.models()).isEqualTo(Map.of("llama", 2, "chat", 1));
        assertThat(trace.leftOutInWords()).isEqualTo("nothing was left out");
    }

    @Test
    void eachRequestCountsOnceHoweverOftenItWasDelivered() throws IOException {
        byte[] spans = batch(span(1, 0, 100, 10), span(2, 0, 200, 20));
        byte[] event = completed("a", 0, 300, 30).build().toByteArray();
        Path file = dumped(record("s", 0, spans), record("s", 1, spans), record("e", 0, event), record("e", 1, event));

        DumpTrace trace = DumpTrace.read(file);

        assertThat(trace.requests()).hasSize(3);
        assertThat(trace.leftOut()).isEqualTo(Map.of(LeftOut.COPY, 3));
    }

    @Test
    void anAdmissionIsNoRequestOfItsOwnAndWithoutAnEndItIsLeftOut() throws IOException {
        Path file = dumped(
                record("e", 0, admitted("a", 0).build().toByteArray()),
                record("e", 1, admitted("b", 10).build().toByteArray()),
                record("e", 2, completed("a", 0, 300, 30).build().toByteArray()));

        DumpTrace trace = DumpTrace.read(file);

        assertThat(trace.requests()).containsExactly(new Arrival(0, 300, 30));
        assertThat(trace.leftOutInWords()).isEqualTo("left out: 1 requests without an end in the dump");
    }

    @Test
    void abortedAndFailedRequestsAreLoadAsFarAsTheyCame() throws IOException {
        Path file = dumped(
                record(
                        "e",
                        0,
                        completed("a", 0, 300, 7)
                                .setPhase(Phase.ABORTED)
                                .build()
                                .toByteArray()),
                record(
                        "s",
                        0,
                        batch(span(1, 5000, 100, 3)
                                .setStatus(Status.newBuilder().setCode(Status.StatusCode.STATUS_CODE_ERROR)))));

        assertThat(DumpTrace.read(file).requests()).containsExactly(new Arrival(0, 300, 7), new Arrival(5, 100, 3));
    }

    @Test
    void whatIsLeftOutIsCountedByReason() throws IOException {
        Path file = dumped(
                record("e", 0, completed("good", 0, 1, 1).build().toByteArray()),
                record(
                        "e",
                        1,
                        completed("uncounted", 0, 1, 1)
                                .clearOutputTokens()
                                .build()
                                .toByteArray()),
                record("e", 2, completed("empty", 0, 1, 0).build().toByteArray()),
                record("e", 3, completed("negative", 0, -5, 1).build().toByteArray()),
                record(
                        "e",
                        4,
                        completed("backwards", 0, 5, 1)
                                .setEventTimeMs(Events.NOON_MILLIS - 9000)
                                .build()
                                .toByteArray()),
                record("e", 5, completed("", 0, 5, 1).build().toByteArray()),
                record("s", 6, batch(span(1, 0, 1, 1).setName("tokenize").clearAttributes())),
                record("m", 7, Events.scrape()),
                record("x", 8, new byte[] {1, 2, 3}),
                new DumpedRecord("x", 0, 9, 0, Optional.empty(), List.of(), Optional.empty()));

        DumpTrace trace = DumpTrace.read(file);

        assertThat(trace.requests()).hasSize(1);
        assertThat(trace.leftOut())
                .containsEntry(LeftOut.NO_TOKENS, 2)
                .containsEntry(LeftOut.IMPOSSIBLE, 2)
                // The event without an id, and the other span.
                .containsEntry(LeftOut.NO_REQUEST, 2)
                // Its bytes read as a span, too.
                .containsEntry(LeftOut.METRICS, 1)
                .containsEntry(LeftOut.OTHER_RECORD, 2)
                .hasSize(5);
    }

    @Test
    void clientsCountWhereNobodyElseTellsOfAnything() throws IOException {
        byte[] ofClient = batch(span(2, 500, 100, 10).setName("chat llama").setKind(SpanKind.SPAN_KIND_CLIENT));

        DumpTrace both = DumpTrace.read(dumped(record("s", 0, batch(span(1, 0, 100, 10))), record("s", 1, ofClient)));
        DumpTrace alone = DumpTrace.read(dumped(record("s", 0, ofClient)));

        assertThat(both.requests()).hasSize(1);
        assertThat(both.leftOut()).isEqualTo(Map.of(LeftOut.OF_CLIENTS, 1));
        assertThat(alone.requests()).containsExactly(new Arrival(0, 100, 10));
        assertThat(alone.leftOut()).isEmpty();
    }

    @Test
    void ofSeveralModelsOneCanBeChosen() throws IOException {
        Path file = dumped(
                record("s", 0, batch(span(1, 0, 100, 10))),
                record("e", 0, completed("a", 0, 300, 30).build().toByteArray()),
                record("e", 1, admitted("b", 0).build().toByteArray()));

        DumpTrace llama = DumpTrace.read(file, Optional.of("llama"));

        assertThat(llama.requests()).containsExactly(new Arrival(0, 100, 10));
        assertThat(llama.leftOut()).isEqualTo(Map.of(LeftOut.OTHER_MODEL, 2));
        assertThatThrownBy(() -> DumpTrace.read(file, Optional.of("none")))
                .isInstanceOf(BadInputException.class)
                .hasMessage("dump " + file + " holds no ended request of model none with its token counts;"
                        + " left out: 3 requests of other models");
    }

    @Test
    void anySourceIsReadByItsFirstBytes() throws IOException {
        Path dump = dumped(
                record("s", 0, batch(span(1, 0, 100, 10))),
                record("e", 0, completed("a", 0, 300, 30).build().toByteArray()));
        Path csv = Files.writeString(directory.resolve("x"), "arrival_s,input_tokens,output_tokens\n1,2,3\n");

        assertThat(TraceSource.read(dump)).hasSize(2);
        assertThat(TraceSource.open(dump, Optional.empty()).note())
                .contains(
                        "dump " + dump + ": 2 requests, of 2 models together: {chat=1, llama=1}; nothing was left out");
        assertThat(TraceSource.open(dump, Optional.of("chat")).requests()).hasSize(1);
        assertThat(TraceSource.read(csv)).containsExactly(new Arrival(1, 2, 3));
        assertThat(TraceSource.open(csv, Optional.empty()).note()).isEmpty();
        assertThatThrownBy(() -> TraceSource.open(csv, Optional.of("chat")))
                .hasMessage("trace " + csv + " names no models, so none can be chosen, was 'chat'");
    }

    private Path dumped(DumpedRecord... records) throws IOException {
        Path file = directory.resolve("dump.gz");
        try (DumpWriter writer = new DumpWriter(file)) {
            for (DumpedRecord record : records) {
                writer.write(record);
            }
            writer.finish();
        }
        return file;
    }
}
