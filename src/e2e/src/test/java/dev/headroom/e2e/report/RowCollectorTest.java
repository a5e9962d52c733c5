// SPDX-License-Identifier: Apache-2.0
package dev.headroom.e2e.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.headroom.e2e.report.Row.Verdict;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class RowCollectorTest {
    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private final RowCollector collector = new RowCollector(new PrintStream(said, true, StandardCharsets.UTF_8));

    @Test
    void aScenarioThatIsLeftOutHasARowThatSaysWhy() {
        collector.leftOut("vllm", "Python is missing");

        assertThat(collector.rows())
                .containsExactly(new Row("vllm", "it can run", "", Verdict.LEFT_OUT, "Python is missing"));
        assertThat(said.toString(StandardCharsets.UTF_8)).contains("e2e: vllm: it can run: left out");
    }

    @Test
    void aLaneGoesOnWhenAnotherHasARow() throws InterruptedException {
        Thread lane = new Thread(() -> collector.awaitFirst("zero"));
        lane.start();

        collector.another().leftOut("loop", "Go is missing");
        // Another scenario's row is not the one.
        assertThat(lane.isAlive()).isTrue();
        collector.another().leftOut("zero", "Go is missing");
        lane.join();

        assertThat(collector.rows()).hasSize(2);
    }

    @Test
    void aFailureOutsideTestsMakesTheRunFail() {
        collector.another().ended("loop", new NoClassDefFoundError("a class"));

        assertThat(collector.rows()).containsExactly(new Row("loop", "it can run", "", Verdict.FAILS, "a class"));
        assertThat(said.toString(StandardCharsets.UTF_8)).contains("NoClassDefFoundError");
    }

    @Test
    void aScenarioWithoutARowFails() {
        collector.leftOut("vllm", "Python is missing");

        collector.complete(List.of("vllm", "zero"));

        assertThat(collector.rows())
                .extracting(Row::scenario, Row::verdict)
                .containsExactly(tuple("vllm", Verdict.LEFT_OUT), tuple("zero", Verdict.FAILS));
    }
}
