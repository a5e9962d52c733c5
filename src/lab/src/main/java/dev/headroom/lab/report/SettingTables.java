// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.report;

import dev.headroom.lab.compare.cell.PolicyForm;
import dev.headroom.lab.compare.cell.ResultRow;
import dev.headroom.lab.compare.cell.Setting;
import dev.headroom.lab.compare.verdict.ComparisonVerdict;
import dev.headroom.lab.compare.verdict.Curves;
import dev.headroom.lab.compare.verdict.Curves.Curve;
import dev.headroom.lab.compare.verdict.ParetoFront.Reading;
import dev.headroom.lab.compare.verdict.SettingVerdict;
import dev.headroom.lab.report.Table.Cell;
import java.util.Collection;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

/** A table for each setting: every policy as given, at 99 %, and against Headroom. */
final class SettingTables {
    private SettingTables() {}

    static void write(Page page, ComparisonVerdict verdict, Curves curves) {
        page.heading(2, "Setting by setting")
                .note(
                        "The first columns are each policy as given, its knob at 1; means over seeds. “≤” marks a policy whose cheapest"
                                + " outcome is still above 99 %, “≥” a regret over a path whose search ran out of its allowance. The last column: Headroom's attainment at the cost of the policy as given.");
        for (Setting setting : curves.settings()) {
            Table table = new Table(
                    "policy",
                    "attainment",
                    "GPU-hours",
                    "mean replicas",
                    "regret",
                    "reversals",
                    "killed",
                    "GPU-hours at 99 %",
                    "Headroom against it",
                    "outcome",
                    "attainment at its cost");
            for (PolicyForm policy : curves.policies()) {
                Collection<Curve> seeds = curves.of(setting, policy).values();
                if (!seeds.isEmpty()) {
                    table.row(cells(verdict, setting, policy, seeds));
                }
            }
            page.folded(setting.label() + (setting.foreseeable() ? " · foreseeable" : " · unforeseeable"), table);
        }
    }

    private static Object[] cells(
            ComparisonVerdict verdict, Setting setting, PolicyForm policy, Collection<Curve> seeds) {
        Optional<SettingVerdict> met = verdict.opponents().stream()
                .flatMap(opponent -> opponent.settings().stream())
                .filter(one -> one.setting().equals(setting) && one.opponent().equals(policy))
                .findFirst();
        return new Object[] {
            Cell.styled(policy.label(), policy.equals(verdict.ours()) ? "good" : ""),
            Wording.percent(mean(seeds, ResultRow::attainment)),
            Wording.hours(mean(seeds, ResultRow::gpuHours)),
            Wording.hours(mean(seeds, row -> row.cost().meanReplicas())),
            regret(seeds),
            Wording.trimmed(mean(seeds, row -> row.moves().reversals())),
            Wording.trimmed(mean(seeds, row -> row.moves().killed())),
            (seeds.stream().anyMatch(curve -> curve.cost().kind() == Reading.Kind.EDGE) ? "≤ " : "")
                    + Wording.hours(Curves.meanCost(seeds)),
            met.map(Wording::difference).orElse(""),
            met.map(one -> Cell.styled(
                            Wording.word(one.outcome()),
                            switch (one.outcome()) {
                                case WON -> "good";
                                case LOST -> "bad";
                                case UNDECIDED -> "soft";
                            }))
                    .orElse(Cell.styled("", "")),
            met.map(one -> Wording.points(one.attainmentGain())).orElse("")
        };
    }

    /** “≥” where the search for the bound ran out with a seed. */
    private static String regret(Collection<Curve> seeds) {
        double mean = mean(seeds, row -> row.regret().orElse(Double.NaN));
        boolean ranOut =
                seeds.stream().anyMatch(curve -> curve.asGiven().bounds().ranOut());
        return Double.isNaN(mean) ? Wording.NONE : (ranOut ? "≥ " : "") + Wording.ratio(OptionalDouble.of(mean));
    }

    private static double mean(Collection<Curve> seeds, ToDoubleFunction<ResultRow> figure) {
        return seeds.stream().map(Curve::asGiven).mapToDouble(figure).average().orElse(Double.NaN);
    }
}
