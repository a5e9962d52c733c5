// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class TableTest {
    @Test
    void linesUpItsColumns() {
        Table table = new Table("round", "x");
        table.row("1", "1,000");

        assertThat(table.markdown()).containsExactly("| round | x     |", "|-------|-------|", "| 1     | 1,000 |");
    }

    @Test
    void numbersStandToTheRightOnATerminal() {
        Table table =
                new Table("policy", "share", "why").row("B4", "9.00 %", "late").row("B10", "–", "a|b");

        assertThat(table.text()).containsExactly("policy   share  why", "B4      9.00 %  late", "B10          –  a|b");
    }

    @Test
    void foreignTextIsNoMarkup() {
        Table table = new Table("x").row("a|b\nc `d` <e>");

        assertThat(table.markdown()).contains("| a\\|b c &#96;d&#96; &lt;e&gt; |");
        assertThat(table.html()).contains("&lt;e&gt;");
    }

    @Test
    void refusesARowOfAnotherLength() {
        Table table = new Table("round", "x");

        assertThatThrownBy(() -> table.row("1")).hasMessage("a row must have 2 cells, had 1");
    }
}
