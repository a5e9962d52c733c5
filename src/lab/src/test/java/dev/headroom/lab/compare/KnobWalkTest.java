// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.compare;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.lab.compare.cell.CellRunner;
import dev.headroom.lab.compare.cell.Rows;
import java.util.List;
import org.junit.jupiter.api.Test;

class KnobWalkTest {
    private static final List<Double> LADDER = List.of(0.5, 0.7, 1.0, 1.4, 2.0);

    @Test
    void goesDownUntilNinetyNinePercentIsNoMoreReached() {
        assertThat(knobs(reachingFrom(0.7), false)).containsExactly(1.0, 0.7, 0.5);
        assertThat(knobs(reachingFrom(1.0), false)).containsExactly(1.0, 0.7);
    }

    @Test
    void goesUpUntilItIs() {
        assertThat(knobs(reachingFrom(1.4), false)).containsExactly(1.0, 1.4);
        assertThat(knobs(reachingFrom(2.0), false)).containsExactly(1.0, 1.4, 2.0);
    }

    @Test
    void endsWhereTheLadderEnds() {
        assertThat(knobs(reachingFrom(0), false)).containsExactly(1.0, 0.7, 0.5);
        assertThat(knobs(reachingFrom(9), false)).containsExactly(1.0, 1.4, 2.0);
    }

    @Test
    void theWholeLadderIsRunWhereThatIsAskedFor() {
        assertThat(knobs(reachingFrom(1.4), true)).isEqualTo(LADDER);
    }

    private static List<Double> knobs(CellRunner runner, boolean whole) {
        return new KnobWalk(runner, LADDER, whole)
                .walk(Rows.cell("B4", "shipped", 1, 1)).stream()
                        .map(row -> row.cell().contender().knob())
                        .toList();
    }

    private static CellRunner reachingFrom(double knob) {
        return cell -> Rows.row(cell, 10, cell.contender().knob() >= knob ? 0.99 : 0.98);
    }
}
