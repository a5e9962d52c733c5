// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.report;

import dev.headroom.lab.compare.cell.ResultRow;
import dev.headroom.lab.compare.cell.Setting;
import dev.headroom.lab.compare.cell.Side;
import dev.headroom.lab.compare.verdict.CellVerdict;
import dev.headroom.lab.compare.verdict.Curve;
import dev.headroom.lab.compare.verdict.Curves;
import dev.headroom.lab.compare.verdict.Matched;
import dev.headroom.lab.compare.verdict.Outcome;
import dev.headroom.lab.compare.verdict.Verdict;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

/** A table for each setting: every policy as given, at 99 %, and against Headroom. */
final class SettingTables {
    private static final List<String> HEAD = List.of(
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

    private final Verdict verdict;
    private final Curves curves;

    SettingTables(Report report) {
        this.verdict = report.verdict();
        this.curves = report.curves();
    }

    void write(Html page) {
        page.element("h2", "Setting by setting")
                .note(
                        "The first columns are each policy as given, its knob at 1; means over seeds. “≤” marks a policy whose cheapest"
                                + " outcome is still above 99 %, “≥” a regret over a path whose search ran out of its allowance. The last column: what Headroom attains for what the policy as given costs.");
        for (Setting setting : curves.settings()) {
            List<List<Html.Cell>> lines = new ArrayList<>();
            for (Side side : curves.sides()) {
                Collection<Curve> seeds = curves.of(setting, side).values();
                if (!seeds.isEmpty()) {
                    lines.add(line(setting, side, seeds));
                }
            }
            page.folded(
                    setting.label() + (setting.foreseeable() ? " · foreseeable" : " · unforeseeable"),
                    () -> page.table(HEAD, lines));
        }
    }

    private List<Html.Cell> line(Setting setting, Side side, Collection<Curve> seeds) {
        Optional<CellVerdict> cell = verdict.opponents().stream()
                .flatMap(opponent -> opponent.cells().stream())
                .filter(one -> one.setting().equals(setting) && one.opponent().equals(side))
                .findFirst();
        double regret = mean(seeds, row -> row.regret().orElse(Double.NaN));
        return List.of(
                Html.Cell.styled(side.label(), side.equals(verdict.ours()) ? "good" : ""),
                Html.Cell.of(Wording.percent(mean(seeds, row -> row.attainment().all()))),
                Html.Cell.of(Wording.hours(mean(seeds, row -> row.cost().gpuHours()))),
                Html.Cell.of(Wording.hours(mean(seeds, row -> row.cost().meanReplicas()))),
                Html.Cell.of(regret(regret, seeds)),
                Html.Cell.of(Wording.trimmed(mean(seeds, row -> row.moves().reversals()))),
                Html.Cell.of(Wording.trimmed(mean(seeds, row -> row.moves().killed()))),
                Html.Cell.of(matched(seeds, verdict.attainment())),
                Html.Cell.of(cell.map(SettingTables::difference).orElse("")),
                cell.map(SettingTables::outcome).orElse(Html.Cell.of("")),
                Html.Cell.of(
                        cell.map(one -> Wording.points(one.attainmentGain())).orElse("")));
    }

    /** “≥” where the search for the bound ran out with a seed. */
    private static String regret(double mean, Collection<Curve> seeds) {
        if (Double.isNaN(mean)) {
            return Wording.NONE;
        }
        boolean ranOut =
                seeds.stream().anyMatch(curve -> curve.asGiven().bounds().ranOut());
        return (ranOut ? "≥ " : "") + Wording.ratio(mean);
    }

    static String hours(OptionalDouble gpuHours) {
        return gpuHours.isPresent() ? Wording.hours(gpuHours.getAsDouble()) : Wording.NOT_REACHED;
    }

    static String difference(CellVerdict cell) {
        if (cell.difference().isPresent()) {
            return Wording.interval(cell.difference().get());
        }
        OptionalDouble relative = cell.relativeDifference();
        return relative.isPresent() ? Wording.signedPercent(relative.getAsDouble()) : Wording.NONE;
    }

    private static Html.Cell outcome(CellVerdict cell) {
        return Html.Cell.styled(
                cell.outcome().word(),
                cell.outcome() == Outcome.WON ? "good" : cell.outcome() == Outcome.LOST ? "bad" : "soft");
    }

    private static String matched(Collection<Curve> seeds, double attainment) {
        List<Matched> costs =
                seeds.stream().map(curve -> curve.front().costAt(attainment)).toList();
        if (!costs.stream().allMatch(Matched::reached)) {
            return Wording.NOT_REACHED;
        }
        boolean edge = costs.stream().anyMatch(cost -> cost.kind() == Matched.Kind.EDGE);
        double mean = costs.stream().mapToDouble(Matched::figure).average().orElse(Double.NaN);
        return (edge ? "≤ " : "") + Wording.hours(mean);
    }

    private static double mean(Collection<Curve> seeds, ToDoubleFunction<ResultRow> figure) {
        return seeds.stream().map(Curve::asGiven).mapToDouble(figure).average().orElse(Double.NaN);
    }
}
