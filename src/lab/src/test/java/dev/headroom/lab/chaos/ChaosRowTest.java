// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.lab.chaos.ChaosRow.End;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class ChaosRowTest {
    private static final ChaosRow HELD = new ChaosRow(
            "one", End.HELD, OptionalInt.of(6), OptionalInt.of(6), 0, OptionalDouble.of(7.66), true, "all well");
    private static final ChaosRow FELL = new ChaosRow(
            "two", End.BROKEN, OptionalInt.of(6), OptionalInt.of(2), 1.5, OptionalDouble.empty(), false, "told NONE");

    @Test
    void showsWhatWasMeasured() {
        List<String> lines = ChaosRow.table(List.of(HELD, FELL));

        assertThat(lines)
                .contains(
                        "| one   | held   | 6             | 6      | no   | never     | yes       | 7.7     | yes   |",
                        "| two   | BROKEN | 6             | 2      | yes  | 1.5 s     | no        |         | no    |",
                        "- `one`: all well.",
                        "- `two`: told NONE.");
    }

    @Test
    void aFaultThatCannotRunHereShowsNothingThatLooksPassed() {
        ChaosRow notRun = ChaosRow.without(BrokerChaos.DISK_FULL, End.NOT_RUN, "no name spaces here");

        assertThat(ChaosRow.table(List.of(notRun)))
                .contains("- `broker-disk-full`: no name spaces here.")
                .filteredOn(line -> line.startsWith("| broker-disk-full"))
                .singleElement()
                .asString()
                .doesNotContain("yes", "held", "never")
                .contains("| not run |");
    }
}
