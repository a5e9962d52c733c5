// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.days;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import java.util.List;
import org.junit.jupiter.api.Test;

class DaysReportTest {
    @Test
    void saysWhichBarsAreCleared() {
        List<DayBars.Bar> bars = new DayBars(
                        "headroom",
                        List.of(
                                new DayStanding(List.of(DayRows.row("headroom", 111, true, 0))),
                                new DayStanding(List.of(DayRows.row("B15", 100))),
                                new DayStanding(List.of(DayRows.row("B3", 105, false, 0)))))
                .bars();

        assertThat(bars)
                .extracting(DayBars.Bar::found, DayBars.Bar::cleared)
                .containsExactly(
                        tuple("1 of 1", true),
                        tuple("median 1.11, P90 1.11", true),
                        // B3 does not keep the promise and is no measure.
                        tuple("0 % of 1 pairs, dearest 1.11", false),
                        // Four in half a day.
                        tuple("most 8.00, on evening-r8-h100-llama-8b-warm-p95-absent", true),
                        tuple("largest ratio 1.25; above in 0 of 1 cells, at most for 0 s", true));
    }

    @Test
    void oneAnswerThatIsTooLargeMissesItsBar() {
        List<DayBars.Bar> bars = new DayBars(
                        "headroom", List.of(new DayStanding(List.of(DayRows.row("headroom", 111, true, 3)))))
                .bars();

        assertThat(bars)
                .filteredOn(bar -> bar.what().startsWith("no answer above"))
                .extracting(DayBars.Bar::cleared)
                .containsExactly(false);
    }

    @Test
    void hasALineForEachPolicyOfACell() {
        String report = DaysReport.of(
                List.of(DayRows.row("headroom", 120), DayRows.row("B15", 104)),
                BuiltInDays.all(),
                List.of("Command: x"));

        assertThat(report)
                .contains("- Command: x")
                .contains("### evening-r8-h100-llama-8b-warm-p95-absent")
                .contains("a working day with its peak in the evening. Staircase: 100.00 GPU-hours.")
                .contains(
                        "| headroom | yes | 97.00 | 98.00 | 99.00 | 75.00 | 120.00 | 1.20 | 8.00 | 9 | 1.25 (0 s) | 21.00 |")
                .contains("| B15 | 1 of 1 | 1.04 | 1.04 | 8.00 | 1.25 | 0 cells |");
    }
}
