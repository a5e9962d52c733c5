// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.headroom.lab.compare.cell.PolicyForm;
import dev.headroom.lab.compare.cell.ResultRow;
import dev.headroom.lab.compare.cell.Rows;
import dev.headroom.lab.compare.cell.Setting;
import dev.headroom.lab.compare.verdict.ComparisonVerdict;
import dev.headroom.lab.compare.verdict.Curves;
import dev.headroom.lab.compare.verdict.Judge;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

class VerdictPageTest {
    private static final PolicyForm OURS = new PolicyForm("headroom", "shipped");

    private final List<ResultRow> rows = new ArrayList<>();

    @Test
    void verdictComesFirstAndLossesStandBesideWins() {
        won(Rows.setting("W1"));
        lost(Rows.surprise("W<8>"));

        String html = report().html();

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
    void needsNothingFromElsewhere() {
        won(Rows.setting("W1"));

        String html = report().html();

        assertThat(html.replaceAll("(?s)<script.*?</script>", ""))
                .doesNotContain("http", "src=", "href=", "url(", "@import", "NaN", "Infinity");
        assertThat(ChartTest.charts(html)).hasSize(3);
    }

    @Test
    void chartsShowEachSetting() {
        won(Rows.setting("W1"));
        lost(Rows.surprise("W<8>"));
        Curves curves = Curves.of(rows);
        ComparisonVerdict verdict = new Judge(OURS, 1).judge(curves);

        JsonNode front = ChartTest.read(
                FrontPicture.of(curves, Rows.surprise("W<8>"), verdict).json());
        JsonNode differences =
                ChartTest.read(RowPictures.differences(verdict.opponents()).json());
        JsonNode regrets =
                ChartTest.read(RowPictures.regrets(verdict.regrets(), OURS).json());

        assertThat(tips(front))
                .contains("headroom shipped, knob 0.7, seed 0: 90.00 % at 6.00 GPU-hours")
                .hasSize(9);
        assertThat(front.findValuesAsText("label")).containsExactly("clairvoyant path");
        assertThat(front.findValuesAsText("name")).contains("headroom shipped", "B4 shipped");
        assertThat(tips(differences))
                .contains(
                        "W1 · warm · h100 · belief absent: −20.0 %, won",
                        "W<8> · warm · h100 · belief absent: +20.0 %, lost");
        assertThat(tips(regrets)).contains("W<8> · warm · h100 · belief absent: 1.71");
        assertThat(regrets.path("panels").get(0).path("rows")).hasToString("[\"headroom shipped\",\"B4 shipped\"]");
        assertThat(regrets.path("panels").get(0).path("asides")).hasToString("[\"1.14 / 1.71\",\"1.43 / 1.43\"]");
    }

    private static List<String> tips(JsonNode chart) {
        return chart.findValues("points").stream()
                .flatMap(points -> StreamSupport.stream(points.spliterator(), false))
                .map(point -> point.get(2).asText())
                .toList();
    }

    @Test
    void markdownSaysTheSame() {
        won(Rows.setting("W1"));
        lost(Rows.surprise("W8"));

        String markdown = report().markdown().replaceAll(" +", " ");

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

        String html = report().html();

        assertThat(html)
                .contains("No clairvoyant path that keeps 99 % is known")
                .doesNotContain("Regret: distance");
    }

    private Page report() {
        Curves curves = Curves.of(rows);
        Page page = new Page("Compared").facts(List.of(new Fact("seeds", "3")));
        VerdictPage.write(page, new Judge(OURS, 1).judge(curves), curves, Map.of("B4", "SLO <aware>"));
        return page;
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
