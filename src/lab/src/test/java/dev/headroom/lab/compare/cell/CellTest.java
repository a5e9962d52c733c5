// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.compare.cell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headroom.lab.compare.cell.Cell.Window;
import dev.headroom.lab.compare.cell.ResultRow.Bounds;
import dev.headroom.lab.compare.cell.ResultRow.Cost;
import dev.headroom.lab.compare.cell.ResultRow.Kept;
import dev.headroom.lab.compare.cell.ResultRow.Service;
import dev.headroom.lab.compare.cell.Setting.Belief;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class CellTest {
    @Test
    void keysOfCellsThatDifferDiffer() {
        Cell cell = Rows.cell("B4", "tuned", 1, 7);

        assertThat(cell.key()).isEqualTo("W|foreseeable|warm|h100|absent|B4|tuned||1.0|run|7");
        assertThat(Rows.cell("B4", "tuned", 1.2, 7).key()).isNotEqualTo(cell.key());
        assertThat(new Cell(cell.setting(), cell.contender(), Window.TRAINING, 7).key())
                .isNotEqualTo(cell.key());
    }

    @Test
    void aNameThatWouldBlurKeysIsRefused() {
        assertThatThrownBy(() -> new PolicyForm("B|4", "tuned"))
                .hasMessage("a policy must have no control character and no '|', was 'B|4'");
        assertThatThrownBy(() -> new PolicyForm("", "tuned")).hasMessage("a policy must have a name, was ''");
        assertThatThrownBy(() -> Rows.cell("B4", "tuned", 0, 7))
                .hasMessage("knob of B4 tuned must be above 0, was 0.0");
    }

    @Test
    void policiesAreOrderedAsPeopleCount() {
        List<String> sorted = List.of(
                        new PolicyForm("headroom", "shipped"),
                        new PolicyForm("B10", "shipped"),
                        new PolicyForm("B2", "tuned"),
                        new PolicyForm("B2", "shipped"),
                        new PolicyForm("B02", "shipped"))
                .stream()
                .sorted()
                .map(PolicyForm::label)
                .toList();

        assertThat(sorted).containsExactly("B02 shipped", "B2 shipped", "B2 tuned", "B10 shipped", "headroom shipped");
    }

    @Test
    void regretIsCostOverTheBound() {
        assertThat(Rows.bounded(Rows.cell("B4", "tuned", 1, 7), 15, 0.98, 10).regret())
                .hasValue(1.5);
        assertThat(Rows.row(Rows.cell("B4", "tuned", 1, 7), 15, 0.98).regret()).isEmpty();
        assertThatThrownBy(() -> new Bounds(OptionalDouble.of(0), OptionalDouble.empty(), false))
                .hasMessage("clairvoyantGpuHours must be above 0, was 0.0");
    }

    @Test
    void figuresThatCannotBeAreRefused() {
        assertThatThrownBy(() -> new Kept(1.01, 1, 1, 1)).hasMessage("attainment must be 0 to 1, was 1.01");
        assertThatThrownBy(() -> new Cost(Double.NaN, 1, 1)).hasMessage("gpuHours must be 0 or more, was NaN");
        assertThatThrownBy(() -> new Service(
                        10, 11, 0, 0, OptionalDouble.empty(), OptionalDouble.empty(), OptionalDouble.empty()))
                .hasMessage("violations must be at most the 10 requests, was 11");
    }

    @Test
    void settingsAreOrderedFromShortToLongLeadTimes() {
        List<String> sorted = List.of("slow", "warm", "30", "new", "200").stream()
                .map(leadTime -> new Setting("W", true, leadTime, "h100", Belief.TRUE))
                .sorted()
                .map(Setting::leadTime)
                .toList();

        assertThat(sorted).containsExactly("30", "warm", "200", "new", "slow");
    }
}
