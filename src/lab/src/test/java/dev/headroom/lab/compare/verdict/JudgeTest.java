// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.compare.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.headroom.lab.compare.cell.PolicyForm;
import dev.headroom.lab.compare.cell.ResultRow;
import dev.headroom.lab.compare.cell.Rows;
import dev.headroom.lab.compare.cell.Setting;
import dev.headroom.lab.compare.verdict.OpponentVerdict.Claim;
import dev.headroom.lab.compare.verdict.SettingVerdict.Outcome;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class JudgeTest {
    private static final PolicyForm OURS = new PolicyForm("headroom", "shipped");

    private final List<ResultRow> rows = new ArrayList<>();

    @Test
    void aSettingIsWonWhereTheIntervalOfPairedDifferencesExcludesZero() {
        // 8/10, 8.1/10, 7.9/10: differences −0.20, −0.19, −0.21; s = 0.01, half = 4.30265 × 0.01/√3 = 0.0248.
        costs("W1", "headroom", 8, 8.1, 7.9);
        costs("W1", "B4", 10, 10, 10);

        SettingVerdict cell = only(judge());

        assertThat(cell.outcome()).isEqualTo(Outcome.WON);
        assertThat(cell.difference().orElseThrow().mean()).isCloseTo(-0.2, within(1e-9));
        assertThat(cell.difference().orElseThrow().high()).isCloseTo(-0.2 + 0.02484, within(1e-4));
        assertThat(cell.because()).isEqualTo("the interval over 3 seeds excludes 0");
    }

    @Test
    void pairingTakesOutWhatAllShareOfASeed() {
        costs("W1", "headroom", 9, 18, 27);
        costs("W1", "B4", 10, 20.2, 29.7);

        assertThat(only(judge()).outcome()).isEqualTo(Outcome.WON);
    }

    @Test
    void aSettingIsLostTheSameWay() {
        costs("W1", "headroom", 12, 12.1, 11.9);
        costs("W1", "B4", 10, 10, 10);

        ComparisonVerdict verdict = judge();

        assertThat(only(verdict).outcome()).isEqualTo(Outcome.LOST);
        assertThat(verdict.losses()).containsExactly(only(verdict));
    }

    @Test
    void aDifferenceThatMayBeChanceDecidesNothing() {
        costs("W1", "headroom", 8, 12, 9);
        costs("W1", "B4", 10, 10, 10);

        SettingVerdict cell = only(judge());

        assertThat(cell.outcome()).isEqualTo(Outcome.UNDECIDED);
        assertThat(cell.lean()).isEqualTo(-1);
        assertThat(cell.because()).isEqualTo("the interval over 3 seeds includes 0");
    }

    @Test
    void oneSeedDecidesNothingHoweverLargeTheDifference() {
        costs("W1", "headroom", 1);
        costs("W1", "B4", 10);

        ComparisonVerdict verdict = judge();

        assertThat(only(verdict).outcome()).isEqualTo(Outcome.UNDECIDED);
        assertThat(only(verdict).relativeDifference()).hasValue(-0.9);
        assertThat(verdict.caveats()).anyMatch(caveat -> caveat.startsWith("One seed: there are no intervals"));
    }

    @Test
    void whoAloneGetsThereWithEverySeedWins() {
        costs("W1", "headroom", 20, 21, 22);
        attains("W1", "B4", 0.97, 0.96, 0.98);
        attains("W2", "headroom", 0.97, 0.98, 0.96);
        costs("W2", "B4", 10, 10, 10);

        List<SettingVerdict> cells = judge().opponents().get(0).settings();

        assertThat(cells).extracting(SettingVerdict::outcome).containsExactly(Outcome.WON, Outcome.LOST);
        assertThat(cells.get(0).because()).isEqualTo("99 % reached with 3 of 3 seeds, by the other with 0");
        assertThat(cells.get(0).relativeDifference()).isEmpty();
        assertThat(cells).extracting(SettingVerdict::lean).containsExactly(-1, 1);
    }

    @Test
    void whoGetsThereWithSomeSeedsIsNeitherBeatenNorBeats() {
        costs("W1", "headroom", 20, 21, 22);
        attains("W1", "B4", 0.99, 0.96, 0.98);

        assertThat(only(judge()).outcome()).isEqualTo(Outcome.UNDECIDED);
    }

    @Test
    void aWinIsClaimedWithFourFifthsOfAllSettings() {
        for (int workload = 1; workload <= 5; workload++) {
            costs("W" + workload, "headroom", workload == 5 ? new double[] {8, 12, 9} : new double[] {8, 8.1, 7.9});
            costs("W" + workload, "B4", 10, 10, 10);
            costs("W" + workload, "B5", workload < 4 ? new double[] {10, 10, 10} : new double[] {5, 9, 13});
        }

        ComparisonVerdict verdict = judge();

        assertThat(verdict.opponents()).extracting(OpponentVerdict::name).containsExactly("B4 shipped", "B5 shipped");
        assertThat(verdict.opponents().get(0).claim()).isEqualTo(Claim.WIN);
        assertThat(verdict.opponents().get(1).claim()).isEqualTo(Claim.NOT_SHOWN);
        assertThat(verdict.opponents().get(0).count(Outcome.WON)).isEqualTo(4);
        assertThat(verdict.opponents().get(0).pooled()).isPresent();
    }

    @Test
    void theBestBaselineIsTheCheapestOfEachSettingThatGetsThere() {
        costs("W1", "headroom", 8, 8, 8);
        costs("W1", "B4", 10, 10, 10);
        costs("W1", "B5", 7, 7, 7);
        costs("W2", "headroom", 8, 8, 8);
        costs("W2", "B4", 10, 10, 10);
        attains("W2", "B5", 0.5, 0.5, 0.5);
        attains("W3", "headroom", 0.98, 0.98, 0.98);
        attains("W3", "B4", 0.96, 0.96, 0.96);
        attains("W3", "B5", 0.97, 0.97, 0.97);

        OpponentVerdict best = judge().all().bestOfAll();

        assertThat(best.settings()).extracting(cell -> cell.opponent().policy()).containsExactly("B5", "B4", "B5");
        assertThat(best.settings())
                .extracting(SettingVerdict::outcome)
                .containsExactly(Outcome.LOST, Outcome.WON, Outcome.UNDECIDED);
    }

    @Test
    void headroomsOtherVariantsAreNoOpponents() {
        costs("W1", "headroom", 8, 8, 8);
        costs("W1", "B4", 10, 10, 10);
        rows.add(Rows.row(Rows.cell(Rows.setting("W1"), "headroom", "admitted", 1, 1), 7, 0.99));

        assertThat(judge().opponents()).extracting(OpponentVerdict::name).containsExactly("B4 shipped");
    }

    @Test
    void attainmentAtTheirCostIsReadOffOurFront() {
        // Ours: 8 h for 98 %, 12 h for 100 %. Theirs as given costs 10 h for 95 %; for that we attain 99 %.
        rows.add(Rows.row(Rows.cell(Rows.setting("W1"), "headroom", "shipped", 1, 1), 8, 0.98));
        rows.add(Rows.row(Rows.cell(Rows.setting("W1"), "headroom", "shipped", 2, 1), 12, 1));
        rows.add(Rows.row(Rows.cell(Rows.setting("W1"), "B4", "shipped", 1, 1), 10, 0.95));
        rows.add(Rows.row(Rows.cell(Rows.setting("W1"), "B4", "shipped", 2, 1), 20, 0.995));

        assertThat(only(judge()).attainmentGain().orElseThrow()).isCloseTo(0.04, within(1e-9));
    }

    @Test
    void regretOfWhoDoesNotGetThereIsWorseThanAny() {
        bounded(Rows.setting("W1"), "headroom", 11, 0.99);
        bounded(Rows.setting("W2"), "headroom", 12, 0.99);
        bounded(Rows.setting("W3"), "headroom", 9, 0.9);
        bounded(Rows.surprise("W4"), "headroom", 20, 0.99);

        ComparisonVerdict verdict = judge();
        Regrets regrets = verdict.regrets().get(0);

        assertThat(regrets.median(true)).hasValue(1.2);
        assertThat(regrets.median(false)).hasValue(2);
        assertThat(verdict.criteria().get(1).state()).isEqualTo(Criterion.State.MET);
        assertThat(verdict.criteria().get(1).measured()).isEqualTo("median 1.200");
    }

    @Test
    void theUnforeseeableBarLooksAtTunedBaselines() {
        costs(Rows.surprise("W1"), "headroom", "shipped", 8, 8, 8);
        costs(Rows.surprise("W1"), "B4", "shipped", 5, 5, 5);
        costs(Rows.surprise("W1"), "B4", "tuned", 10, 10, 10);

        ComparisonVerdict verdict = judge();

        assertThat(verdict.criteria().get(2).state()).isEqualTo(Criterion.State.MET);
        assertThat(verdict.criteria().get(2).measured())
                .isEqualTo("median difference -20.0 %, dearer on average in 0 of 1 settings");
        assertThat(verdict.criteria().get(0).state()).isEqualTo(Criterion.State.MISSED);
    }

    @Test
    void whoWasNotTurnedDownFarEnoughIsNotBeaten() {
        for (long seed = 1; seed <= 3; seed++) {
            rows.add(Rows.row(Rows.cell(Rows.setting("W1"), "headroom", "shipped", 1, seed), 8, 0.99));
            rows.add(Rows.row(Rows.cell(Rows.setting("W1"), "B4", "shipped", 1, seed), 12, 0.999));
            rows.add(Rows.row(Rows.cell(Rows.setting("W1"), "B4", "shipped", 0.5, seed), 10, 0.995));
        }

        ComparisonVerdict verdict = judge();

        assertThat(only(verdict).outcome()).isEqualTo(Outcome.UNDECIDED);
        assertThat(only(verdict).because())
                .isEqualTo("the other's cheapest outcome is still above 99 %: it might do for less");
        assertThat(verdict.caveats())
                .contains(
                        "Some fronts lie wholly above 99 %; their cheapest outcome replaces the cost at 99 %: Headroom's in"
                                + " 0 settings, baselines' in 1 pairings.");
    }

    @Test
    void foreseeableAndUnforeseeableLoadStandApart() {
        costs("W1", "headroom", 8, 8, 8);
        costs("W1", "B4", 10, 10, 10);
        costs(Rows.surprise("W8"), "headroom", "shipped", 12, 12, 12);
        costs(Rows.surprise("W8"), "B4", "shipped", 10, 10, 10);

        ComparisonVerdict verdict = judge();

        assertThat(verdict.all().bestOfAll().settings()).hasSize(2);
        assertThat(verdict.foreseeable().bestOfAll().count(Outcome.WON)).isEqualTo(1);
        assertThat(verdict.unforeseeable().bestOfAll().count(Outcome.LOST)).isEqualTo(1);
        assertThat(verdict.unforeseeable().opponents().get(0).settings()).hasSize(1);
    }

    @Test
    void nothingRunIsNothingKnown() {
        costs("W1", "headroom", 8);

        assertThat(judge().criteria()).extracting(Criterion::state).containsOnly(Criterion.State.UNKNOWN);
    }

    private ComparisonVerdict judge() {
        return new Judge(OURS, 1).judge(Curves.of(rows));
    }

    private static SettingVerdict only(ComparisonVerdict verdict) {
        assertThat(verdict.opponents()).hasSize(1);
        assertThat(verdict.opponents().get(0).settings()).hasSize(1);
        return verdict.opponents().get(0).settings().get(0);
    }

    /** Reaches 99 % at these costs, seed by seed. */
    private void costs(String workload, String policy, double... gpuHours) {
        costs(Rows.setting(workload), policy, "shipped", gpuHours);
    }

    private void costs(Setting setting, String policy, String variant, double... gpuHours) {
        for (int seed = 0; seed < gpuHours.length; seed++) {
            rows.add(Rows.row(Rows.cell(setting, policy, variant, 1, seed), gpuHours[seed], 0.99));
        }
    }

    private void attains(String workload, String policy, double... attainments) {
        for (int seed = 0; seed < attainments.length; seed++) {
            rows.add(Rows.row(Rows.cell(Rows.setting(workload), policy, "shipped", 1, seed), 10, attainments[seed]));
        }
    }

    private void bounded(Setting setting, String policy, double gpuHours, double attainment) {
        rows.add(Rows.bounded(Rows.cell(setting, policy, "shipped", 1, 1), gpuHours, attainment, 10));
    }
}
