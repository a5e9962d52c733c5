// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class MarkdownTableTest {
    @Test
    void linesUpItsColumns() {
        MarkdownTable table = new MarkdownTable("round", "x");
        table.row("1", "1,000");

        assertThat(table.lines()).containsExactly("| round | x     |", "|-------|-------|", "| 1     | 1,000 |");
    }

    @Test
    void refusesARowOfAnotherLength() {
        MarkdownTable table = new MarkdownTable("round", "x");

        assertThatThrownBy(() -> table.row("1")).hasMessage("a row must have 2 cells, had 1");
    }
}
