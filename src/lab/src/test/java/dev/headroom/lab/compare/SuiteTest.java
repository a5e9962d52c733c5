// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headroom.lab.compare.cell.Contender;
import dev.headroom.lab.compare.cell.PolicyForm;
import dev.headroom.lab.compare.cell.Setting;
import dev.headroom.lab.compare.cell.Setting.Belief;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class SuiteTest {
    private final FakeBench bench = new FakeBench();

    @Test
    void theQuickSuiteRunsItsWorkloadsWithAWarmAndANewNode() {
        Suite quick = suite(SuiteSize.QUICK);

        assertThat(quick.settings()).hasSize(8);
        assertThat(quick.settings().stream().map(Setting::leadTime).distinct()).containsExactly("warm", "new");
        assertThat(quick.settings().stream().map(Setting::workload).distinct())
                .containsExactly("W1-ramp", "W4-conv-day", "W8-step", "W8-flash");
        assertThat(quick.seeds()).containsExactly(5L, 6L);
        assertThat(quick.ours()).isEqualTo(new PolicyForm("headroom", "shipped"));
    }

    @Test
    void theFullSuiteRunsEveryWorkloadWithEveryLeadTimeOnChangingEngines() {
        Suite full = suite(SuiteSize.FULL);

        assertThat(full.settings()).hasSize(24);
        assertThat(full.settings().stream().map(Setting::leadTime).distinct())
                .containsExactly("30", "warm", "new", "slow");
        assertThat(full.settings().stream().map(Setting::engine).distinct()).containsExactly("h100", "h200");
        assertThat(full.seeds()).hasSize(5);
    }

    @Test
    void theMediumSuiteRunsMoreWorkloadsWithThreeSeeds() {
        Suite medium = suite(SuiteSize.MEDIUM);

        assertThat(medium.settings().stream().map(Setting::workload).distinct())
                .containsExactly("W1-ramp", "W4-conv-day", "W4-code-day", "W8-step", "W8-flash");
        assertThat(medium.settings().stream().map(Setting::leadTime).distinct()).containsExactly("warm", "new");
        assertThat(medium.seeds()).hasSize(3);
    }

    @Test
    void inAtLeastHalfTheSettingsTheBeliefIsAbsentOrWrong() {
        for (SuiteSize size : SuiteSize.values()) {
            List<Setting> settings = suite(size).settings();

            assertThat(settings.stream()
                            .filter(setting -> setting.belief() != Belief.TRUE)
                            .count())
                    .as(size.word())
                    .isGreaterThanOrEqualTo(settings.size() / 2 + settings.size() % 2);
            assertThat(settings.stream().map(Setting::belief).collect(Collectors.toSet()))
                    .as(size.word())
                    .containsExactlyInAnyOrder(Belief.values());
        }
    }

    @Test
    void aFilterLeavesOutAndChangesNothingElse() {
        Suite all = suite(SuiteSize.QUICK);
        Suite some = Suite.of(SuiteSize.QUICK, bench, 5, Set.of("W8-step"), Set.of("B4"));

        assertThat(some.settings())
                .isEqualTo(all.settings().stream()
                        .filter(setting -> setting.workload().equals("W8-step"))
                        .toList());
        assertThat(some.entrants()).extracting(Entrant::policy).containsExactly("headroom", "B4");
    }

    @Test
    void saysWhichNamesThereAre() {
        assertThatThrownBy(() -> Suite.of(SuiteSize.QUICK, bench, 5, Set.of("W7"), Set.of()))
                .hasMessage(
                        "--workload must be one of W1-ramp, W4-conv-day, W4-code-day, W8-step, W8-flash, W9-drift, was 'W7'");
        assertThatThrownBy(() -> Suite.of(SuiteSize.QUICK, bench, 5, Set.of("W9-drift"), Set.of()))
                .hasMessage("suite quick has no workload W9-drift");
        assertThatThrownBy(() -> Suite.of(SuiteSize.QUICK, bench, 5, Set.of(), Set.of("B99")))
                .hasMessageStartingWith("--policy must be one of headroom, B0, B1,");
    }

    @Test
    void aThinnedGridIsSpreadOverTheWhole() {
        List<Contender> grid = List.of("a", "b", "c", "d", "e", "f").stream()
                .map(name -> new Contender(new PolicyForm("B4", "tuned"), name, 1))
                .toList();
        Entrant entrant = new Entrant(
                "B4", "", Entrant.Role.BASELINE, List.of(new Contender(new PolicyForm("B4", "shipped"), "", 1)), grid);

        assertThat(suite(SuiteSize.QUICK).grid(entrant))
                .extracting(Contender::parameters)
                .containsExactly("a", "d");
        assertThat(suite(SuiteSize.FULL).grid(entrant)).isEqualTo(grid);
    }

    @Test
    void aGridOfAnotherPolicyIsRefused() {
        List<Contender> shipped = List.of(new Contender(new PolicyForm("B4", "shipped"), "", 1));
        List<Contender> grid = List.of(new Contender(new PolicyForm("B5", "tuned"), "x", 1));

        assertThatThrownBy(() -> new Entrant("B4", "", Entrant.Role.BASELINE, shipped, grid))
                .hasMessage("the grid of policy B4 must be of 'B4 tuned', was of 'B5 tuned'");
    }

    private Suite suite(SuiteSize size) {
        return Suite.of(size, bench, 5, Set.of(), Set.of());
    }
}
