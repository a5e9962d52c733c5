// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.headroom.lab.report.Chart.Kind;
import dev.headroom.lab.report.Chart.Point;
import dev.headroom.lab.report.Chart.Shape;
import dev.headroom.lab.report.Chart.Stroke;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

class ChartTest {
    private static final String HOSTILE = "a</script><!--<img src=x onerror=\"alert(1)\">";

    @Test
    void aPanelHasItsSeriesLimitsMarksAndShades() {
        JsonNode chart = read(timed("t")
                .limit(0.05, "limit 50 ms")
                .mark(30, "ink", "here")
                .shade(15, 30)
                .json());

        assertThat(chart.path("kind").asText()).isEqualTo("clock");
        assertThat(chart.path("at")).hasToString("[0,15,30]");
        assertThat(chart.path("panels")).hasSize(1);
        JsonNode panel = chart.path("panels").get(0);
        assertThat(panel.path("limit").asDouble()).isEqualTo(0.05);
        assertThat(panel.path("marks")).hasToString("[{\"colour\":\"ink\",\"label\":\"here\",\"x\":30}]");
        assertThat(panel.path("shades")).hasToString("[[15,30]]");
        assertThat(panel.path("series").get(0))
                .hasToString("{\"name\":\"a\",\"colour\":\"ours\",\"stroke\":\"line\",\"steps\":true,"
                        + "\"values\":[0.333333,null,12000000]}");
    }

    @Test
    void aPanelWithoutSeriesSaysSo() {
        Chart chart = new Chart("t", "Nothing.", Kind.CLOCK, "s", 0, 30).panel("empty", "", 100, Kind.NUMBER);

        assertThat(read(chart.json()).path("panels").get(0).path("series")).hasToString("[]");
    }

    @Test
    void aSeriesGoesOnWithItsLike() {
        Chart chart = timed("t");
        for (int index = 0; index < 3; index++) {
            chart.series("", "c1", Stroke.THIN).dot(Shape.RING, 2.5, new Point(index, 1, "tip " + index));
        }
        chart.series("", "c2", Stroke.THIN).dot(Shape.BAR, 2.5, new Point(4, 1), "7");

        JsonNode series = read(chart.json()).path("panels").get(0).path("series");

        assertThat(series).hasSize(3);
        assertThat(series.get(1).path("dots"))
                .hasToString("[{\"shape\":\"ring\",\"radius\":2.5,\"points\":"
                        + "[[0,1,\"tip 0\",\"\"],[1,1,\"tip 1\",\"\"],[2,1,\"tip 2\",\"\"]]}]");
        assertThat(series.get(2).path("dots").get(0).path("points")).hasToString("[[4,1,\"\",\"7\"]]");
    }

    @Test
    void whatOthersWroteStaysText() {
        Chart chart = timed(HOSTILE)
                .series(HOSTILE, "c1", Stroke.LINE)
                .dot(Shape.DOT, 3, new Point(1, 1, HOSTILE), HOSTILE)
                .limit(1, HOSTILE)
                .mark(1, "ink", HOSTILE);

        String page = new Page(HOSTILE).chart(chart).html();

        String description = chart.html();
        assertThat(description).doesNotContain("<img", "<!--");
        assertThat(description.split("</script", -1)).hasSize(2);
        assertThat(description.split("<script", -1)).hasSize(2);
        assertThat(page).doesNotContain("<img");
        assertThat(read(chart.json()).path("title").asText()).isEqualTo(HOSTILE);
    }

    @Test
    void aPageCarriesWhatDrawsItsCharts() {
        String page = new Page("t").chart(timed("one")).chart(timed("two")).html();

        assertThat(page)
                .containsOnlyOnce("var uPlot=")
                .containsOnlyOnce("Copyright (c) 2022 Leon Sorokin")
                .containsOnlyOnce("querySelectorAll('figure.chart')")
                .containsOnlyOnce("<noscript>")
                .contains(".u-over", "role=\"img\" aria-label=\"says &lt;it&gt;\"");
        assertThat(page.split("<script", -1)).hasSize(5);
        assertThat(page.split("</script", -1)).hasSize(5);
        assertThat(new Page("t").html()).doesNotContain("<script", "<noscript", ".u-over");
    }

    /** Every chart of a page, in order. */
    static List<JsonNode> charts(String page) {
        String mark = "<script type=\"application/json\">";
        return List.of(page.split(mark, -1)).stream()
                .skip(1)
                .map(rest -> read(rest.substring(0, rest.indexOf("</script>"))))
                .toList();
    }

    static JsonNode read(String json) {
        try {
            return new ObjectMapper().readTree(json);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** The names of a chart's panels. */
    static List<String> panels(JsonNode chart) {
        return StreamSupport.stream(chart.path("panels").spliterator(), false)
                .map(panel -> panel.path("name").asText())
                .toList();
    }

    private static Chart timed(String title) {
        return new Chart(title, "says <it>", Kind.CLOCK, "min:s", 0, 30)
                .at(List.of(0.0, 15.0, 30.0))
                .panel("panel", "", 56, Kind.DURATION)
                .series("a", "ours", Stroke.LINE)
                .values(true, 1.0 / 3, Double.NaN, 12_000_000);
    }
}
