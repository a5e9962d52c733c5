// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headroom.lab.fleet.Promise;
import dev.headroom.lab.report.TimeChart.Change;
import dev.headroom.lab.report.TimelinePoint.Latencies;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class TimelinePictureTest {
    @Test
    void showsLoadReplicasLatenciesAndReasons() {
        String svg = TimelinePicture.svg("peak <1> & more", DrawnEpisodes.peak(240), DrawnEpisodes.LIMITS);

        Xml.parsed(svg);
        assertThat(svg)
                .contains("peak &lt;1&gt; &amp; more", "requests/s", "replicas", "wanted", "ready", "clairvoyant")
                .contains("TTFT P99", "limit 1 s", "ITL P99", "limit 50 ms", "E2E P99", "limit 30 s", "kept so far")
                .contains("The largest 14 of ", "one more for P99 &lt;ttft &amp; itl&gt;")
                .doesNotContain("NaN", "Infinity");
    }

    @Test
    void aLimitThatIsNotSetHasNoPanel() {
        String svg = TimelinePicture.svg(
                "t", DrawnEpisodes.peak(40), new Promise(Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY, 30));

        assertThat(svg).contains("E2E P99").doesNotContain("TTFT P99", "ITL P99", "NaN");
    }

    @Test
    void anEpisodeInWhichNothingHappensCanBeDrawn() {
        List<TimelinePoint> still = List.of(still(0), still(15));

        String svg = TimelinePicture.svg("still", still, DrawnEpisodes.LIMITS);

        Xml.parsed(svg);
        assertThat(svg).contains("The number of replicas was never changed.").doesNotContain("NaN", "Infinity");
    }

    @Test
    void onePointIsNoTimeline() {
        assertThatThrownBy(() -> TimelinePicture.svg("t", List.of(still(0)), DrawnEpisodes.LIMITS))
                .hasMessage("a timeline must have 2 points or more, had 1");
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

        assertThat(html).contains("<h1>a &lt;replay&gt;</h1>").doesNotContain("<script", "src=", "href=", "url(");
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
