// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.report;

import dev.headroom.lab.compare.verdict.Bar;
import dev.headroom.lab.compare.verdict.CellVerdict;
import dev.headroom.lab.compare.verdict.Outcome;
import dev.headroom.lab.compare.verdict.SideVerdict;
import dev.headroom.lab.compare.verdict.Standing;
import dev.headroom.lab.compare.verdict.Verdict;
import java.util.List;
import java.util.Locale;

/** A verdict for a terminal and for Markdown: the same lines as in the page, without pictures. */
public final class VerdictText {
    private static final String ROW = "%-38s %8s %5s %10s %5s %6s %7s  %-26s %s%n";
    private static final List<String> HEAD = List.of(
            "opponent", "settings", "won", "undecided", "lost", "ahead", "behind", "ours over theirs at 99 %", "claim");

    private VerdictText() {}

    /** Plain text, columns aligned. */
    public static String table(Verdict verdict) {
        StringBuilder text = new StringBuilder();
        text.append(String.format(Locale.ROOT, ROW, HEAD.toArray()));
        for (SideVerdict opponent : verdict.all().lines()) {
            text.append(String.format(Locale.ROOT, ROW, cells(opponent).toArray()));
        }
        text.append(System.lineSeparator());
        for (Bar bar : verdict.bars()) {
            text.append(String.format(
                    Locale.ROOT,
                    "%-7s  %s: %s%n",
                    bar.state().name().toLowerCase(Locale.ROOT),
                    bar.what(),
                    bar.measured()));
        }
        verdict.caveats().forEach(caveat -> text.append(String.format("note     %s%n", caveat)));
        return text.toString();
    }

    /** Markdown for a results page. */
    public static String markdown(Report report) {
        Verdict verdict = report.verdict();
        StringBuilder text =
                new StringBuilder("# ").append(Markup.cell(report.title())).append("\n\n");
        report.facts()
                .forEach(fact -> text.append("- ")
                        .append(Markup.cell(fact.name()))
                        .append(": ")
                        .append(Markup.cell(fact.value()))
                        .append('\n'));
        text.append("\n## Numbers to reach\n\n");
        row(text, List.of("number to reach", "measured", "state"));
        row(text, List.of("---", "---", "---"));
        verdict.bars()
                .forEach(bar -> row(
                        text,
                        List.of(bar.what(), bar.measured(), bar.state().name().toLowerCase(Locale.ROOT))));
        String ours = verdict.ours().label();
        standing(text, ours + " against every baseline", verdict.all());
        standing(text, "Foreseeable load alone", verdict.foreseeable());
        standing(text, "Unforeseeable load alone", verdict.unforeseeable());
        losses(text, verdict);
        appendix(text, LossReasons.of(verdict, report.curves()));
        regrets(text, verdict);
        if (!verdict.caveats().isEmpty()) {
            text.append("\n## Before you believe any of it\n\n");
            verdict.caveats()
                    .forEach(caveat ->
                            text.append("- ").append(Markup.cell(caveat)).append('\n'));
        }
        text.append("\n## Method and limits\n\n");
        report.method().forEach(paragraph -> text.append(Markup.cell(paragraph)).append("\n\n"));
        return text.toString().stripTrailing() + "\n";
    }

    private static void losses(StringBuilder text, Verdict verdict) {
        text.append("\n## Settings lost\n\n");
        if (verdict.losses().isEmpty()) {
            text.append("None by the rule.\n");
            return;
        }
        row(text, List.of("setting", "against", "ours", "theirs", "difference", "because"));
        row(text, List.of("---", "---", "--:", "--:", "--:", "---"));
        for (CellVerdict cell : verdict.losses()) {
            row(
                    text,
                    List.of(
                            cell.setting().label(),
                            cell.opponent().label(),
                            SettingTables.hours(cell.ours()),
                            SettingTables.hours(cell.theirs()),
                            SettingTables.difference(cell),
                            cell.because()));
        }
    }

    private static void appendix(StringBuilder text, Appendix appendix) {
        text.append("\n## ").append(Markup.cell(appendix.title())).append("\n\n");
        if (appendix.lines().isEmpty()) {
            text.append("Nowhere.\n");
            return;
        }
        text.append(Markup.cell(appendix.note())).append("\n\n");
        row(text, appendix.head());
        row(text, appendix.head().stream().map(head -> "---").toList());
        appendix.lines().forEach(line -> row(text, line));
    }

    private static void regrets(StringBuilder text, Verdict verdict) {
        if (verdict.regrets().stream().allMatch(regret -> regret.cells().isEmpty())) {
            return;
        }
        text.append("\n## Regret at 99 % attainment, median\n\n");
        row(text, List.of("policy", "foreseeable", "unforeseeable"));
        row(text, List.of("---", "--:", "--:"));
        verdict.regrets().stream()
                .filter(regret -> !regret.cells().isEmpty())
                .forEach(regret -> row(
                        text,
                        List.of(
                                regret.side().label(),
                                regret.foreseeableMedian().isPresent()
                                        ? Wording.ratio(
                                                regret.foreseeableMedian().getAsDouble())
                                        : Wording.NONE,
                                regret.unforeseeableMedian().isPresent()
                                        ? Wording.ratio(
                                                regret.unforeseeableMedian().getAsDouble())
                                        : Wording.NONE)));
    }

    private static void standing(StringBuilder text, String title, Standing standing) {
        if (standing.lines().isEmpty()) {
            return;
        }
        text.append("\n## ").append(Markup.cell(title)).append("\n\n");
        row(text, HEAD);
        row(
                text,
                HEAD.stream()
                        .map(head -> head.equals("opponent") || head.equals("claim") ? "---" : "--:")
                        .toList());
        standing.lines().forEach(opponent -> row(text, cells(opponent)));
    }

    private static List<String> cells(SideVerdict opponent) {
        return List.of(
                opponent.name(),
                Integer.toString(opponent.cells().size()),
                Integer.toString(opponent.count(Outcome.WON)),
                Integer.toString(opponent.count(Outcome.UNDECIDED)),
                Integer.toString(opponent.count(Outcome.LOST)),
                Integer.toString(opponent.ahead()),
                Integer.toString(opponent.behind()),
                Wording.pooled(opponent),
                Wording.claim(opponent.claim()));
    }

    private static void row(StringBuilder text, List<String> cells) {
        text.append('|');
        cells.forEach(cell -> text.append(' ').append(Markup.cell(cell)).append(" |"));
        text.append('\n');
    }
}
