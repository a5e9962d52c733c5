// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.lab.traffic.Arrival;
import dev.headroom.lab.traffic.RateShape;
import java.util.Iterator;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class StoryTrafficTest {
    private static final double RUN_SECONDS = 3600;
    private static final RateShape RATE = StoryTraffic.rate(RUN_SECONDS);

    @Test
    void theSpikeComesOnTopOfThePeakInItsChapterAlone() {
        double begins = Chapter.SPIKE.begins() * RUN_SECONDS;

        assertThat(RATE.perSecond(begins - 1)).isEqualTo(90);
        assertThat(RATE.perSecond(begins + 1)).isEqualTo(90 + StoryTraffic.SPIKE_PER_SECOND);
        assertThat(RATE.perSecond(Chapter.SPIKE.ends() * RUN_SECONDS - 1)).isEqualTo(90);
    }

    @Test
    void theChaptersAreWhatTheirTitlesSay() {
        assertThat(RATE.perSecond(0)).isEqualTo(20);
        assertThat(RATE.perSecond(Chapter.QUIET.ends() * RUN_SECONDS)).isEqualTo(20);
        assertThat(RATE.perSecond(Chapter.CLIMB.ends() * RUN_SECONDS)).isEqualTo(90);
        assertThat(RATE.perSecond(Chapter.PEAK.ends() * RUN_SECONDS)).isEqualTo(90);
        assertThat(RATE.perSecond(StoryTraffic.QUIET_AGAIN * RUN_SECONDS)).isEqualTo(20);
        assertThat(RATE.perSecond(9 * RUN_SECONDS)).isEqualTo(20);
    }

    @Test
    void theShortestStoryHasAQuietEndThatIsLongerThanAHold() {
        double minutes = StoryTraffic.shortest().toMinutes();

        assertThat(minutes).isEqualTo(55);
        assertThat(minutes * (1 - StoryTraffic.QUIET_AGAIN)).isBetween(17.5, 18.0);
    }

    @Test
    void requestsComeAtTheRateAndGoOnAfterTheRun() {
        Iterator<Arrival> traffic = StoryTraffic.of(100, new SplittableRandom(7));
        int afterwards = 0;
        for (Arrival one = traffic.next(); one.atSeconds() < 1100; one = traffic.next()) {
            afterwards += one.atSeconds() >= 100 ? 1 : 0;
        }

        assertThat(afterwards).isBetween(19_400, 20_600);
    }
}
