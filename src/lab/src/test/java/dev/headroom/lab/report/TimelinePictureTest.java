// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.headroom.lab.fleet.Promise;
import dev.headroom.lab.report.TimeChart.Change;
import dev.headroom.lab.report.TimelinePoint.Latencies;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class TimelinePictureTest {
    @Test
    void showsLoadReplicasLatenciesAndReasons() {
        String html = page("peak <1> & more", DrawnEpisodes.peak(240), DrawnEpisodes.LIMITS);

        JsonNode chart = ChartTest.charts(html).get(0);
        assertThat(ChartTest.panels(chart))
                .containsExactly("requests/s", "replicas", "TTFT P99", "ITL P99", "E2E P99", "kept so far");
        assertThat(chart.findValuesAsText("name")).contains("load", "wanted", "ready", "clairvoyant");
        assertThat(chart.findValuesAsText("limitName")).containsExactly("limit 1 s", "limit 50 ms", "limit 30 s");
        assertThat(html)
                .contains("<h1>peak &lt;1&gt; &amp; more</h1>")
                .contains("The chart shows requests/s, replicas, TTFT P99, ITL P99, E2E P99, kept so far over 59:45;")
                .contains("14 of ", "one more for P99 &lt;ttft &amp; itl&gt;")
                .doesNotContain(":NaN", "Infinity]");
    }

    @Test
    void eachChangeHasAMarkWithItsReason() {
        List<TimelinePoint> points = DrawnEpisodes.peak(240);

        JsonNode chart =
                ChartTest.charts(page("t", points, DrawnEpisodes.LIMITS)).get(0);

        JsonNode wanted = chart.path("panels").get(1).path("series").get(2);
        assertThat(wanted.path("name").asText()).isEqualTo("wanted");
        JsonNode marks = wanted.path("dots").get(0).path("points");
        List<Change> changes = TimeChart.changes(TimelinePicture.counts(points));
        assertThat(marks).hasSameSizeAs(changes);
        assertThat(marks.get(0).get(2).asText()).isEqualTo(changes.get(0).text());
        assertThat(marks).anySatisfy(mark -> assertThat(mark.get(3).asText()).isEqualTo("14"));
    }

    @Test
    void theLoadIsShadedWhereAnyLimitIsPassed() {
        JsonNode panels = ChartTest.charts(page("t", DrawnEpisodes.peak(240), new Promise(1, 0.0001, 30)))
                .get(0)
                .path("panels");

        // All of the time but where nothing was measured.
        assertThat(panels.get(0).path("shades")).hasToString("[[0,315],[390,3585]]");
        assertThat(panels.get(3).path("shades")).isEqualTo(panels.get(0).path("shades"));
        assertThat(panels.get(1).has("shades")).isFalse();
    }

    @Test
    void aLimitThatIsNotSetHasNoPanel() {
        String html =
                page("t", DrawnEpisodes.peak(40), new Promise(Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY, 30));

        assertThat(ChartTest.panels(ChartTest.charts(html).get(0)))
                .containsExactly("requests/s", "replicas", "E2E P99", "kept so far");
    }

    @Test
    void anEpisodeInWhichNothingHappensCanBeDrawn() {
        String html = page("still", List.of(still(0), still(15)), DrawnEpisodes.LIMITS);

        assertThat(ChartTest.charts(html)).hasSize(1);
        assertThat(html).contains("The number of replicas was never changed.");
    }

    @Test
    void anEpisodeOfOneMomentCanBeDrawn() {
        assertThat(ChartTest.charts(page("t", List.of(still(0)), DrawnEpisodes.LIMITS)))
                .hasSize(1);
    }

    @Test
    void noPointIsNoTimeline() {
        assertThatThrownBy(() -> page("t", List.of(), DrawnEpisodes.LIMITS))
                .hasMessage("a timeline must have a point, had none");
    }

    @Test
    void theLargestChangesAreMarkedAndNoneOnAnother() {
        List<Change> changes = TimeChart.changes(TimelinePicture.counts(DrawnEpisodes.peak(240)));

        List<Change> foremost = TimeChart.foremost(changes, 5, 60);

        assertThat(foremost).hasSize(5).isSubsetOf(changes);
        for (int index = 1; index < foremost.size(); index++) {
            assertThat(foremost.get(index).to().seconds()
                            - foremost.get(index - 1).to().seconds())
                    .isGreaterThanOrEqualTo(60);
        }
    }

    @Test
    void thePageHasEveryChange() {
        List<TimelinePoint> points = DrawnEpisodes.peak(240);

        String html = TimelinePicture.html("a <replay>", List.of(new Fact("seed", "1")), points, DrawnEpisodes.LIMITS);

        assertThat(html).contains("<h1>a &lt;replay&gt;</h1>");
        assertThat(html.replaceAll("(?s)<script.*?</script>", "")).doesNotContain("src=", "href=", "url(");
        assertThat(TimelinePicture.html("a <replay>", List.of(new Fact("seed", "1")), points, DrawnEpisodes.LIMITS))
                .isEqualTo(html);
        assertThat(html.split("<tr>", -1))
                .hasSize(TimeChart.changes(TimelinePicture.counts(points)).size() + 2);
    }

    @Test
    void theCsvLeavesOutWhatIsNotKnown() {
        TimelinePoint known = new TimelinePoint(
                15, 4.25, 3, 2, OptionalInt.of(2), new Latencies(0.5, 0.025, 10), 0.99, "demand needs 3, \"up\"");

        assertThat(TimelinePoint.csv(List.of(still(0), known)))
                .isEqualTo(
                        "time_s,requests_per_s,replicas,ready,bound,ttft_p99_s,itl_p99_s,e2e_p99_s,attainment,reason\n"
                                + "0,0,1,1,,,,,,\n"
                                + "15,4.25,3,2,2,0.5,0.025,10,0.99,\"demand needs 3, \"\"up\"\"\"\n");
    }

    private static String page(String title, List<TimelinePoint> points, Promise limits) {
        return TimelinePicture.html(title, List.of(), points, limits);
    }

    private static TimelinePoint still(double seconds) {
        return new TimelinePoint(
                seconds,
                0,
                1,
                1,
                OptionalInt.empty(),
                new Latencies(Double.NaN, Double.NaN, Double.NaN),
                Double.NaN,
                "");
    }
}
