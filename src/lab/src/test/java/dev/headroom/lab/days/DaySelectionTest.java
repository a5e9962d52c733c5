// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.days;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.lab.days.DayCell.Knowledge;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class DaySelectionTest {
    private static final Set<String> RECORDED =
            Set.of("conv", "code", "m-small", "m-large", "deepseek", "image", "office");

    private static final Set<String> DAYS = days();

    @Test
    void theWholeSuiteHasEveryDaySizeEngineLeadTimePromiseAndBelief() {
        List<DayCell> all = DaySelection.of(DaySelection.Size.FULL, DAYS, 0, 1, 1);

        assertThat(all).extracting(DayCell::day).containsAll(DAYS);
        assertThat(all).extracting(DayCell::peak).contains(0, 8, 20, 60);
        assertThat(all).extracting(DayCell::leadTime).contains("warm", "new", "slow");
        assertThat(all).extracting(DayCell::percentile).contains(95, 99);
        assertThat(all).extracting(DayCell::engine).contains("h100-llama-8b", "h200-llama-8b", "h100x2-qwen3-32b");
        assertThat(all).extracting(DayCell::belief).contains(Knowledge.values());
        assertThat(all).extracting(DayCell::id).doesNotHaveDuplicates();
        assertThat(share(all, Knowledge.ABSENT)).isBetween(0.45, 0.55);
        assertThat(share(all, Knowledge.FAST) + share(all, Knowledge.SLOW)).isBetween(0.2, 0.3);
    }

    @Test
    void smallerSizesAreTheBeginningOfLargerOnes() {
        List<DayCell> quick = DaySelection.of(DaySelection.Size.QUICK, DAYS, 0, 1, 1);
        List<DayCell> medium = DaySelection.of(DaySelection.Size.MEDIUM, DAYS, 0, 1, 1);

        assertThat(medium).containsAll(quick).hasSizeGreaterThan(quick.size());
    }

    @Test
    void leavesOutDaysThatAreNotThereAndHasEverySeed() {
        List<DayCell> cells = DaySelection.of(DaySelection.Size.QUICK, Set.of("flat"), 9, 5, 2);

        assertThat(cells)
                .extracting(DayCell::id)
                .containsExactly(
                        "flat-9h-r8-h100-llama-8b-warm-p95-absent-s5", "flat-9h-r8-h100-llama-8b-warm-p95-absent-s6");
    }

    @Test
    void aStaircaseIsSharedWhateverIsBelievedAndHoweverLongAStartTakes() {
        DayCell one = new DayCell("flat", 0, "h100", "warm", 95, Knowledge.ABSENT, 0, 1);
        DayCell other = new DayCell("flat", 0, "h100", "slow", 95, Knowledge.FAST, 0, 1);

        assertThat(one.staircase()).isEqualTo("flat-own-h100-p95-s1").isEqualTo(other.staircase());
        assertThat(one.id()).isNotEqualTo(other.id());
    }

    private static double share(List<DayCell> cells, Knowledge belief) {
        return (double) cells.stream().filter(cell -> cell.belief() == belief).count() / cells.size();
    }

    private static Set<String> days() {
        Set<String> ids = BuiltInDays.all().stream().map(ServiceDay::id).collect(Collectors.toSet());
        ids.addAll(RECORDED);
        return Set.copyOf(ids);
    }
}
