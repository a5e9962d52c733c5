// SPDX-License-Identifier: Apache-2.0
package dev.headroom.cli.benchmark.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class EventStreamTest {
    private static final long SECOND = 1_000_000_000;

    private final EventStream stream = new EventStream();

    private void text(long nanos) {
        stream.line("data: {\"choices\":[{\"delta\":{\"content\":\"word \"}}]}", nanos);
    }

    @Test
    void aRoleIsNoTokenAndTheServersCountGoesBeforeTheEvents() {
        stream.line("data: {\"choices\":[{\"delta\":{\"role\":\"assistant\",\"content\":\"\"}}]}", 2 * SECOND);
        stream.line("", 2 * SECOND);
        text(3 * SECOND);
        stream.line(": comment", 4 * SECOND);
        text(7 * SECOND);
        stream.line("data: {\"choices\":[],\"usage\":{\"prompt_tokens\":30,\"completion_tokens\":5}}", 8 * SECOND);
        stream.line("data: [DONE]", 9 * SECOND);

        Timing timing = Timing.of(SECOND, 7 * SECOND, stream.answer(), 10);

        assertThat(timing.outcome()).isEqualTo(Timing.Outcome.ENDED);
        assertThat(timing.ttft()).hasValueCloseTo(2.0, within(1e-9));
        assertThat(timing.itl()).hasValueCloseTo(1.0, within(1e-9));
        assertThat(timing.e2e()).hasValueCloseTo(6.0, within(1e-9));
        assertThat(timing.inputTokens()).isEqualTo(30);
        assertThat(timing.outputTokens()).isEqualTo(5);
    }

    @Test
    void eventsAreCountedWhereTheServerCountsNothing() {
        text(SECOND);
        stream.line("data: {\"choices\":[{\"delta\":{\"reasoning_content\":\"hm\"}}],\"usage\":null}", 2 * SECOND);
        stream.line("data: [DONE]", 2 * SECOND);

        assertThat(stream.answer().outputTokens()).isEqualTo(2);
        assertThat(stream.answer().fault()).isEmpty();
    }

    @Test
    void aStreamThatEndsEarlyIsAFault() {
        text(SECOND);

        assertThat(stream.answer().fault()).contains("the stream ended early");
        assertThat(Timing.of(0, SECOND, stream.answer(), 1).outcome()).isEqualTo(Timing.Outcome.FAILED);
    }

    @Test
    void anErrorInTheStreamIsAFault() {
        stream.line("data: {\"error\":{\"message\":\"too long\"}}", SECOND);
        stream.line("data: [DONE]", SECOND);

        assertThat(stream.answer().fault()).contains("the stream has an error: too long");
    }

    @Test
    void brokenEventsAndSilentAnswersAreFaults() {
        EventStream silent = new EventStream();
        silent.line("data: [DONE]", SECOND);
        stream.line("data: {\"choices\"", SECOND);

        assertThat(silent.answer().fault()).contains("the answer has no text");
        assertThat(stream.answer().fault()).contains("an event is not JSON");
    }
}
