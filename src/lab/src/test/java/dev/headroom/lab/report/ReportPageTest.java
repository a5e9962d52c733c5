// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.lab.compare.cell.ResultRow;
import dev.headroom.lab.compare.cell.Rows;
import dev.headroom.lab.compare.cell.Setting;
import dev.headroom.lab.compare.cell.Side;
import dev.headroom.lab.compare.verdict.Curves;
import dev.headroom.lab.compare.verdict.Judge;
import dev.headroom.lab.compare.verdict.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ReportPageTest {
    private static final Side OURS = new Side("headroom", "shipped");

    private final List<ResultRow> rows = new ArrayList<>();

    @Test
    void verdictComesFirstAndLossesStandBesideWins() {
        won(Rows.setting("W1"));
        lost(Rows.surprise("W<8>"));

        String html = ReportPage.html(report());

        assertThat(html.indexOf("Verdict")).isBetween(0, html.indexOf("Settings lost"));
        assertThat(html.indexOf("Settings lost")).isLessThan(html.indexOf("Fronts"));
        assertThat(html)
                .contains("W&lt;8&gt; · warm · h100 · belief absent")
                .contains("<td class=\"bad\">+20.0 % [+17.5, +22.5]</td>")
                .contains("B4 shipped <small class=\"soft\">SLO &lt;aware&gt;</small>")
                .contains("−20.0 % [−22.5, −17.5]")
                .contains("1 won, 0 undecided, 1 lost");
    }

    @Test
    void needsNothingFromElsewhereAndRunsNothing() {
        won(Rows.setting("W1"));

        String html = ReportPage.html(report());

        assertThat(html.replace("http://www.w3.org/2000/svg", ""))
                .doesNotContain("http", "src=", "href=", "url(", "<script", "@import");
        assertThat(html).doesNotContain("NaN", "Infinity");
    }

    @Test
    void picturesAreWellFormed() {
        won(Rows.setting("W1"));
        lost(Rows.surprise("W<8>"));
        Report report = report();

        Xml.parsed(ParetoPicture.of(report.curves(), Rows.surprise("W<8>"), report.verdict())
                .document());
        Xml.parsed(ForestPicture.of(report.verdict().opponents()).document());
        Xml.parsed(RegretPicture.of(report.verdict().regrets(), OURS).document());
    }

    @Test
    void markdownSaysTheSame() {
        won(Rows.setting("W1"));
        lost(Rows.surprise("W8"));

        String markdown = VerdictText.markdown(report());

        assertThat(markdown)
                .contains("| B4 shipped | 2 | 1 | 0 | 1 | 1 | 1 |")
                .contains("| +20.0 % [+17.5, +22.5] |")
                .contains("## Settings lost")
                .contains("## Where it is behind, and what that looks like")
                .contains("| W8 · warm · h100 · belief absent | B4 shipped | 1.00 % | TTFT 0 %, ITL 0 %, E2E 0 % |");
    }

    @Test
    void aRunWithoutBoundsHasNoRegret() {
        for (long seed = 1; seed <= 2; seed++) {
            rows.add(Rows.row(Rows.cell(Rows.setting("W1"), "headroom", "shipped", 1, seed), 8, 0.99));
            rows.add(Rows.row(Rows.cell(Rows.setting("W1"), "B4", "shipped", 1, seed), 9, 0.5));
        }

        String html = ReportPage.html(report());

        assertThat(html)
                .contains("No clairvoyant path that keeps 99 % is known")
                .doesNotContain("Regret: distance");
    }

    private Report report() {
        Curves curves = Curves.of(rows);
        Verdict verdict = new Judge(OURS, Set.of(), 1).judge(curves);
        return new Report(
                "Compared",
                List.of(new Fact("seeds", "3")),
                verdict,
                curves,
                Map.of("B4", "SLO <aware>"),
                List.of("method"),
                List.of());
    }

    private void won(Setting setting) {
        against(setting, 8, 8.1, 7.9);
    }

    private void lost(Setting setting) {
        against(setting, 12, 12.1, 11.9);
    }

    private void against(Setting setting, double... ours) {
        for (int seed = 0; seed < ours.length; seed++) {
            rows.add(Rows.bounded(Rows.cell(setting, "headroom", "shipped", 1, seed), ours[seed], 0.99, 7));
            rows.add(Rows.bounded(Rows.cell(setting, "headroom", "shipped", 0.7, seed), ours[seed] / 2, 0.9, 7));
            rows.add(Rows.bounded(Rows.cell(setting, "B4", "shipped", 1, seed), 10, 0.99, 7));
        }
    }
}
