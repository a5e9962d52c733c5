// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class EveningPeakTest {
    private static final double RUN_SECONDS = 1200;

    @Test
    void isQuietAtBothEndsAndHighInBetween() {
        EveningPeak peak = new EveningPeak(RUN_SECONDS, new SplittableRandom(1));

        assertThat(peak.ratePerSecond(0)).isEqualTo(EveningPeak.QUIET_PER_SECOND);
        assertThat(peak.ratePerSecond(0.52 * RUN_SECONDS))
                .isEqualTo(EveningPeak.QUIET_PER_SECOND * EveningPeak.RISE_FACTOR);
        assertThat(peak.ratePerSecond(0.8 * RUN_SECONDS)).isEqualTo(EveningPeak.QUIET_PER_SECOND);
        assertThat(peak.ratePerSecond(5 * RUN_SECONDS)).isEqualTo(EveningPeak.QUIET_PER_SECOND);
    }

    @Test
    void risesWithoutAStep() {
        EveningPeak peak = new EveningPeak(RUN_SECONDS, new SplittableRandom(1));

        for (double second = 1; second <= 0.5 * RUN_SECONDS; second++) {
            double step = peak.ratePerSecond(second) - peak.ratePerSecond(second - 1);
            assertThat(step).isBetween(0.0, 0.2);
        }
    }

    @Test
    void hasAsManyArrivalsAsItsRateSays() {
        EveningPeak peak = new EveningPeak(RUN_SECONDS, new SplittableRandom(7));

        List<Arrival> quiet = until(peak, 60);
        List<Arrival> all = until(peak, RUN_SECONDS);

        // 20/s for 60 s; a Poisson count of 1,200 has a deviation of 35.
        assertThat(quiet.size()).isBetween(1_060, 1_340);
        assertThat(all.stream().mapToInt(Arrival::inputTokens).average().orElseThrow())
                .isCloseTo(680, within(20.0));
        assertThat(all.stream().mapToInt(Arrival::outputTokens).average().orElseThrow())
                .isCloseTo(193, within(6.0));
    }

    @Test
    void isTheSameForTheSameSeed() {
        List<Arrival> one = until(new EveningPeak(RUN_SECONDS, new SplittableRandom(3)), 30);
        List<Arrival> other = until(new EveningPeak(RUN_SECONDS, new SplittableRandom(3)), 30);

        assertThat(one).isEqualTo(other).isNotEmpty();
    }

    private static List<Arrival> until(EveningPeak peak, double seconds) {
        List<Arrival> arrivals = new ArrayList<>();
        for (Arrival next = peak.next(); next.atSeconds() < seconds; next = peak.next()) {
            arrivals.add(next);
        }
        return arrivals;
    }
}
