// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.headroom;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.lab.engine.ServedRequest;
import dev.headroom.lab.fleet.Fleet;
import dev.headroom.lab.fleet.LeadTimeProfile;
import dev.headroom.lab.fleet.PodTemplate;
import dev.headroom.lab.headroom.TelemetryFaults.Scraping;
import dev.headroom.lab.traffic.Arrival;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ScrapedSeriesTest {
    private final Fleet fleet = new Fleet(
            new PodTemplate("demo", "llama", Episode.ENGINE, LeadTimeProfile.even(60, 60, 0.1)),
            new SplittableRandom(1),
            (pod, request) -> {});

    @Test
    void frozenSeriesShowWhatTheyShowedWhenItBegan() {
        ScrapedSeries series = new ScrapedSeries(new Scraping(TelemetryGap.NEVER, new TelemetryGap(10, 20), 0));
        fleet.startWith(1);

        assertThat(running(series, 10)).isZero();
        fleet.dispatch(new ServedRequest(new Arrival(10, 100, 5000)));
        assertThat(running(series, 19)).isZero();
        assertThat(running(series, 20)).isEqualTo(1);
    }

    @Test
    void aDeadPodsSeriesAreKeptForAWhile() {
        ScrapedSeries series = new ScrapedSeries(new Scraping(TelemetryGap.NEVER, TelemetryGap.NEVER, 30));
        fleet.startWith(2);

        assertThat(shown(series, 1)).isEqualTo(2);
        fleet.scaleTo(1);
        assertThat(fleet.answering()).hasSize(1);
        assertThat(shown(series, 31)).isEqualTo(2);
        assertThat(shown(series, 32)).isEqualTo(1);
    }

    @Test
    void withoutAFaultAPodIsGoneWhenItIsGone() {
        ScrapedSeries series = new ScrapedSeries(Scraping.RIGHT);
        fleet.startWith(2);
        fleet.scaleTo(1);

        assertThat(shown(series, 1)).isEqualTo(1);
    }

    private long shown(ScrapedSeries series, double now) {
        fleet.advanceTo(now);
        return series.shown(now, fleet.answering()).count();
    }

    private int running(ScrapedSeries series, double now) {
        fleet.advanceTo(now);
        return series.shown(now, fleet.answering())
                .mapToInt(target -> target.reading().get().running()
                        + target.reading().get().waiting())
                .sum();
    }
}
