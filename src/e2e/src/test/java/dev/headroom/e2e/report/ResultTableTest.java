// SPDX-License-Identifier: Apache-2.0
package dev.headroom.e2e.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.e2e.report.Row.Verdict;
import java.util.List;
import org.junit.jupiter.api.Test;

class ResultTableTest {
    @Test
    void hasALineForEachRow() {
        String table = ResultTable.of(List.of(
                new Row("zero", "p99 within 500 ms", "p99 212 ms", Verdict.HOLDS, ""),
                new Row("loop", "at most 2 reversals", "5 reversals", Verdict.FAILS, "expected 2 or fewer")));

        assertThat(table).isEqualTo("""
                | scenario | what must hold | measured | verdict |
                |---|---|---|---|
                | zero | p99 within 500 ms | p99 212 ms | holds |
                | loop | at most 2 reversals | 5 reversals | DOES NOT HOLD: expected 2 or fewer |
                """);
    }

    @Test
    void keepsACellOnOneLineAndInItsColumn() {
        String table = ResultTable.of(List.of(new Row("a", "b", "one\n  two | three", Verdict.LEFT_OUT, "")));

        assertThat(table.lines().skip(2)).containsExactly("| a | b | one two \\| three | left out |");
    }
}
