// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.report;

import dev.headroom.lab.compare.cell.Setting;
import dev.headroom.lab.compare.verdict.ComparisonVerdict;
import dev.headroom.lab.compare.verdict.ComparisonVerdict.Standings;
import dev.headroom.lab.compare.verdict.Criterion;
import dev.headroom.lab.compare.verdict.Curves;
import dev.headroom.lab.compare.verdict.OpponentVerdict;
import dev.headroom.lab.compare.verdict.Regrets;
import dev.headroom.lab.compare.verdict.SettingVerdict;
import dev.headroom.lab.compare.verdict.SettingVerdict.Outcome;
import dev.headroom.lab.report.Table.Cell;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The verdict on a comparison for readers: verdict first, losses beside wins, then what they rest on. */
public final class VerdictPage {
    private final Page page;
    private final ComparisonVerdict verdict;
    private final Curves curves;
    private final Map<String, String> titles;

    private VerdictPage(Page page, ComparisonVerdict verdict, Curves curves, Map<String, String> titles) {
        this.page = page;
        this.verdict = verdict;
        this.curves = curves;
        this.titles = titles;
    }

    /**
     * Adds the verdict to a report.
     *
     * @param curves behind it
     * @param titles of the policies, by id
     */
    public static void write(Page page, ComparisonVerdict verdict, Curves curves, Map<String, String> titles) {
        new VerdictPage(page, verdict, curves, titles).write();
    }

    /** The verdict for a terminal. */
    public static String text(ComparisonVerdict verdict) {
        List<String> lines = new ArrayList<>(standings(verdict.all(), Map.of()).text());
        lines.add("");
        lines.addAll(criteria(verdict.criteria()));
        verdict.caveats().forEach(caveat -> lines.add("note     " + caveat));
        return String.join(System.lineSeparator(), lines) + System.lineSeparator();
    }

    /** Lines for a terminal. */
    public static List<String> criteria(List<Criterion> criteria) {
        return criteria.stream()
                .map(one ->
                        String.format(Locale.ROOT, "%-7s  %s: %s", one.state().word(), one.what(), one.measured()))
                .toList();
    }

    private void write() {
        Table criteria = new Table("number to reach", "measured", "state");
        verdict.criteria()
                .forEach(one -> criteria.row(
                        one.what(),
                        one.measured(),
                        switch (one.state()) {
                            case MET -> Cell.styled("✓ met", "good");
                            case MISSED -> Cell.styled("✗ missed", "bad");
                            case UNKNOWN -> Cell.styled("unknown", "soft");
                        }));
        page.heading(2, "Verdict").table(criteria);
        if (!verdict.caveats().isEmpty()) {
            page.heading(3, "Before you believe any of it").list(verdict.caveats());
        }
        page.heading(3, verdict.ours().label() + " against every baseline")
                .note(
                        "A setting is a workload, a lead time, an engine and a belief. It is won, or lost, only if the 95 % interval of the"
                                + " paired differences over seeds excludes zero. “Ahead” and “behind” look at means alone. Costs are GPU-hours. A win over a"
                                + " baseline is claimed with 80 % of the settings won.")
                .table(standings(verdict.all(), titles));
        apart("Foreseeable load alone", verdict.foreseeable());
        apart("Unforeseeable load alone", verdict.unforeseeable());
        losses();
        LossReasons.write(page, verdict, curves);
        if (!verdict.all().lines().isEmpty()) {
            page.onScreen(this::differences);
        }
        regret();
        page.onScreen(this::fronts);
        page.onScreen(() -> SettingTables.write(page, verdict, curves));
    }

    private void differences() {
        page.heading(2, "How much cheaper or dearer, opponent by opponent")
                .note(
                        "Left of the line Headroom costs less at the same attainment. Blue dots are settings that are won by the rule, orange"
                                + " ones lost, grey ones undecided; bars are the mean's 95 % interval.")
                .chart(RowPictures.differences(verdict.all().lines()));
    }

    private void apart(String title, Standings standings) {
        if (!standings.lines().isEmpty()) {
            page.folded(title, standings(standings, titles));
        }
    }

    private static Table standings(Standings standings, Map<String, String> titles) {
        Table table = new Table(
                "opponent",
                "settings",
                "won",
                "undecided",
                "lost",
                "ahead",
                "behind",
                "ours over theirs at 99 %",
                "claim");
        for (OpponentVerdict opponent : standings.lines()) {
            int won = opponent.count(Outcome.WON);
            int lost = opponent.count(Outcome.LOST);
            int open = opponent.count(Outcome.UNDECIDED);
            table.row(
                    Cell.titled(opponent.name(), title(opponent, titles)),
                    new Cell(Integer.toString(won + lost + open), "", shares(won, open, lost)),
                    Cell.styled(Integer.toString(won), won == 0 ? "soft" : "good"),
                    open,
                    Cell.styled(Integer.toString(lost), lost == 0 ? "soft" : "bad"),
                    opponent.ahead(),
                    opponent.behind(),
                    Wording.pooled(opponent),
                    switch (opponent.claim()) {
                        case WIN -> Cell.styled("win", "good");
                        case LOSS -> Cell.styled("loss", "bad");
                        case NOT_SHOWN -> Cell.styled("not shown", "soft");
                    });
        }
        return table;
    }

    /** What the policy is, where all settings are against the same one. */
    private static String title(OpponentVerdict opponent, Map<String, String> titles) {
        var first = opponent.settings().get(0).opponent();
        return opponent.name().equals(first.label()) ? titles.getOrDefault(first.policy(), "") : "";
    }

    /** Won, open and lost as a small bar. */
    private static String shares(int won, int open, int lost) {
        return String.format(
                Locale.ROOT,
                "<span class=\"share\" role=\"img\" aria-label=\"%d won, %d undecided, %d lost\">"
                        + "<i class=\"won\" style=\"flex:%d\"></i><i class=\"open\" style=\"flex:%d\"></i>"
                        + "<i class=\"lost\" style=\"flex:%d\"></i></span>",
                won,
                open,
                lost,
                won,
                open,
                lost);
    }

    private void losses() {
        page.heading(3, "Settings lost");
        if (verdict.losses().isEmpty()) {
            page.paragraph(
                    "None by the rule. Settings where Headroom is dearer on average stand under “behind” above.");
            return;
        }
        Table table = new Table("setting", "against", "ours, GPU-hours", "theirs", "difference", "because");
        verdict.losses().stream()
                .sorted(Comparator.comparing(SettingVerdict::setting).thenComparing(SettingVerdict::opponent))
                .forEach(one -> table.row(
                        one.setting().label(),
                        one.opponent().label(),
                        Wording.hours(one.ours()),
                        Wording.hours(one.theirs()),
                        Cell.styled(Wording.difference(one), "bad"),
                        one.because()));
        page.table(table);
    }

    private void regret() {
        List<Regrets> known = verdict.regrets().stream()
                .filter(regret -> !regret.settings().isEmpty())
                .toList();
        if (known.isEmpty()) {
            return;
        }
        Table medians =
                new Table("policy", "median, foreseeable", "median, unforeseeable", "settings", "99 % not reached in");
        known.forEach(regret -> medians.row(
                regret.policy().label(),
                Wording.ratio(regret.median(true)),
                Wording.ratio(regret.median(false)),
                regret.settings().size(),
                regret.notReached()));
        page.heading(2, "Regret: cost over that of the clairvoyant path")
                .note(
                        "The clairvoyant path is the cheapest replica path found that keeps 99 % in the same simulator; a better one may exist."
                                + " Where a policy does not reach 99 % there is no regret, and its median counts such a setting as worse than any.")
                .onScreen(() -> page.note(
                                "A dot is a setting, filled where its load is foreseeable; a bar is the median of those.")
                        .chart(RowPictures.regrets(known, verdict.ours())))
                .folded("Medians as a table", medians);
    }

    private void fronts() {
        page.heading(2, "Fronts: attainment and cost of each policy's knob")
                .note(
                        "Up is better, left is cheaper. Coloured are Headroom and the four baselines that are the cheapest at 99 %, grey all"
                                + " others. Each line is a seed; grey ones show the first seed alone. Rings mark the knob at 1. The broken line is 99 %.");
        for (boolean foreseeable : new boolean[] {true, false}) {
            List<Setting> some = curves.settings().stream()
                    .filter(setting -> setting.foreseeable() == foreseeable)
                    .toList();
            if (!some.isEmpty()) {
                page.heading(3, foreseeable ? "Foreseeable load" : "Unforeseeable load")
                        .charts(some.stream()
                                .map(setting -> FrontPicture.of(curves, setting, verdict))
                                .toList());
            }
        }
    }
}
