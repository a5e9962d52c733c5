// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.report;

import dev.headroom.lab.compare.cell.Setting;
import dev.headroom.lab.compare.verdict.Bar;
import dev.headroom.lab.compare.verdict.CellVerdict;
import dev.headroom.lab.compare.verdict.Outcome;
import dev.headroom.lab.compare.verdict.Regrets;
import dev.headroom.lab.compare.verdict.SideVerdict;
import dev.headroom.lab.compare.verdict.Standing;
import dev.headroom.lab.compare.verdict.Verdict;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;

/** The report of a comparison as one HTML page: verdict first, losses beside wins, then what they rest on. */
public final class ReportPage {
    private final Report report;
    private final Verdict verdict;
    private final Html page = new Html();

    private ReportPage(Report report) {
        this.report = report;
        this.verdict = report.verdict();
    }

    /** The page's text: the same report gives the same bytes. */
    public static String html(Report report) {
        return new ReportPage(report).written();
    }

    private String written() {
        page.element("h1", report.title()).facts(report.facts());
        bars();
        verdicts();
        losses();
        appendix(LossReasons.of(verdict, report.curves()));
        page.element("h2", "How much cheaper or dearer, opponent by opponent")
                .note(
                        "Left of the line Headroom costs less at the same attainment. Blue dots are settings that are won by the rule, orange"
                                + " ones lost, grey ones undecided.")
                .raw("<div class=\"wide\">")
                .raw(ForestPicture.of(verdict.all().lines()).inline())
                .raw("</div>\n");
        regret();
        fronts();
        new SettingTables(report).write(page);
        page.element("h2", "Method and limits");
        report.method().forEach(paragraph -> page.element("p", paragraph));
        report.appendices().forEach(this::appendix);
        return page.page(report.title());
    }

    private void bars() {
        page.element("h2", "Verdict");
        page.table(
                List.of("number to reach", "measured", ""),
                verdict.bars().stream()
                        .map(bar -> List.of(
                                Html.Cell.styled(bar.what(), "text"),
                                Html.Cell.styled(bar.measured(), "text"),
                                state(bar)))
                        .toList());
        if (!verdict.caveats().isEmpty()) {
            page.element("h3", "Before you believe any of it").list(verdict.caveats());
        }
    }

    private static Html.Cell state(Bar bar) {
        return switch (bar.state()) {
            case MET -> Html.Cell.styled("✓ met", "good");
            case MISSED -> Html.Cell.styled("✗ missed", "bad");
            case UNKNOWN -> Html.Cell.styled("unknown", "soft");
        };
    }

    private void verdicts() {
        page.element("h3", verdict.ours().label() + " against every baseline")
                .note(
                        "A setting is a workload, a lead time, an engine and a belief. It is won, or lost, only if the 95 % interval of the"
                                + " paired differences over seeds excludes zero; “ahead” and “behind” look at means alone. A win over a baseline is"
                                + " claimed with 80 % of the settings won.");
        standing(verdict.all());
        apart("Foreseeable load alone", verdict.foreseeable());
        apart("Unforeseeable load alone", verdict.unforeseeable());
    }

    private void apart(String title, Standing standing) {
        if (!standing.lines().isEmpty()) {
            page.folded(title, () -> standing(standing));
        }
    }

    private void standing(Standing standing) {
        page.table(
                List.of(
                        "opponent",
                        "settings",
                        "won",
                        "undecided",
                        "lost",
                        "",
                        "ahead",
                        "behind",
                        "ours over theirs, GPU-hours at 99 %",
                        "claim"),
                standing.lines().stream().map(this::line).toList());
    }

    private List<Html.Cell> line(SideVerdict opponent) {
        int won = opponent.count(Outcome.WON);
        int lost = opponent.count(Outcome.LOST);
        int open = opponent.count(Outcome.UNDECIDED);
        return List.of(
                Html.Cell.titled(opponent.name(), title(opponent)),
                number(opponent.cells().size()),
                counted(won, "good"),
                number(open),
                counted(lost, "bad"),
                Html.Cell.shares(won, open, lost),
                number(opponent.ahead()),
                number(opponent.behind()),
                Html.Cell.of(Wording.pooled(opponent)),
                claim(opponent.claim()));
    }

    /** What the policy is, where all settings are against the same one. */
    private String title(SideVerdict opponent) {
        List<String> policies = opponent.cells().stream()
                .map(cell -> cell.opponent().policy())
                .distinct()
                .toList();
        boolean one = opponent.name().equals(opponent.cells().get(0).opponent().label());
        return one ? report.titles().getOrDefault(policies.get(0), "") : "";
    }

    private static Html.Cell claim(SideVerdict.Claim claim) {
        String style = switch (claim) {
            case WIN -> "good";
            case LOSS -> "bad";
            case NOT_SHOWN -> "soft";
        };
        return Html.Cell.styled(Wording.claim(claim), style);
    }

    private static Html.Cell number(int count) {
        return Html.Cell.of(Integer.toString(count));
    }

    private static Html.Cell counted(int count, String style) {
        return Html.Cell.styled(Integer.toString(count), count == 0 ? "soft" : style);
    }

    private void losses() {
        List<CellVerdict> lost = verdict.losses();
        page.element("h3", "Settings lost");
        if (lost.isEmpty()) {
            page.element(
                    "p", "None by the rule. Settings where Headroom is dearer in the mean stand under “behind” above.");
            return;
        }
        page.table(
                List.of("setting", "against", "ours, GPU-hours", "theirs", "difference", "because"),
                lost.stream()
                        .sorted(Comparator.comparing(CellVerdict::setting).thenComparing(CellVerdict::opponent))
                        .map(ReportPage::loss)
                        .toList());
    }

    private static List<Html.Cell> loss(CellVerdict cell) {
        return List.of(
                Html.Cell.of(cell.setting().label()),
                Html.Cell.of(cell.opponent().label()),
                Html.Cell.of(SettingTables.hours(cell.ours())),
                Html.Cell.of(SettingTables.hours(cell.theirs())),
                Html.Cell.styled(SettingTables.difference(cell), "bad"),
                Html.Cell.styled(cell.because(), "text"));
    }

    private void regret() {
        if (verdict.regrets().stream().allMatch(regret -> regret.cells().isEmpty())) {
            return;
        }
        page.element("h2", "Regret: distance to who knows the future")
                .note(
                        "The clairvoyant path is the cheapest replica path found that keeps 99 % in the same simulator; a better one may exist."
                                + " Where a policy does not reach 99 % there is no regret, and its median counts such a setting as worse than any.")
                .raw("<div class=\"wide\">")
                .raw(RegretPicture.of(verdict.regrets(), verdict.ours()).inline())
                .raw("</div>\n");
        page.folded(
                "Medians as a table",
                () -> page.table(
                        List.of(
                                "policy",
                                "median, foreseeable",
                                "median, unforeseeable",
                                "settings",
                                "99 % not reached in"),
                        verdict.regrets().stream()
                                .filter(regret -> !regret.cells().isEmpty())
                                .map(ReportPage::medians)
                                .toList()));
    }

    private static List<Html.Cell> medians(Regrets regret) {
        long missed =
                regret.cells().stream().filter(cell -> cell.regret().isEmpty()).count();
        return List.of(
                Html.Cell.of(regret.side().label()),
                Html.Cell.of(ratio(regret.foreseeableMedian())),
                Html.Cell.of(ratio(regret.unforeseeableMedian())),
                number(regret.cells().size()),
                Html.Cell.of(Long.toString(missed)));
    }

    private static String ratio(OptionalDouble median) {
        return median.isEmpty() ? Wording.NONE : Wording.ratio(median.getAsDouble());
    }

    private void fronts() {
        page.element("h2", "Fronts: what each policy's knob buys")
                .note(
                        "Up is better, left is cheaper. Coloured are Headroom and the four baselines that are the cheapest at 99 %, grey all"
                                + " others; a line a seed, of the grey ones the first seed alone; rings where the knob is at 1. The broken line is 99 %.");
        List<Setting> settings = new ArrayList<>(report.curves().settings());
        for (boolean foreseeable : new boolean[] {true, false}) {
            List<Setting> some = settings.stream()
                    .filter(setting -> setting.foreseeable() == foreseeable)
                    .toList();
            if (!some.isEmpty()) {
                page.element("h3", foreseeable ? "Foreseeable load" : "Unforeseeable load")
                        .raw("<div class=\"pictures\">\n");
                some.forEach(setting -> page.raw("<div>")
                        .raw(ParetoPicture.of(report.curves(), setting, verdict).inline())
                        .raw("</div>\n"));
                page.raw("</div>\n");
            }
        }
    }

    private void appendix(Appendix appendix) {
        page.element("h2", appendix.title()).note(appendix.note());
        page.folded(
                appendix.lines().size() + " lines",
                () -> page.table(
                        appendix.head(),
                        appendix.lines().stream()
                                .map(line -> line.stream().map(Html.Cell::of).toList())
                                .toList()));
    }
}
