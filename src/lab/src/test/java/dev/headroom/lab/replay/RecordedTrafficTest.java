// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.lab.episode.Episodes;
import dev.headroom.lab.traffic.Arrival;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecordedTrafficTest {
    private final RecordedTraffic traffic = new RecordedTraffic();
    private final List<Arrival> given = Episodes.poisson(1000, second -> second % 100 < 10 ? 50 : 5, 4);

    @Test
    void thinsAndThickensByTheScale() {
        for (double scale : new double[] {0.3, 1.7, 4}) {
            List<Arrival> scaled = traffic.scaled(given, scale, 9);

            assertThat((double) scaled.size() / given.size()).isBetween(0.95 * scale, 1.05 * scale);
            assertThat(scaled).isSortedAccordingTo(Comparator.comparingDouble(Arrival::atSeconds));
        }
    }

    @Test
    void keepsBursts() {
        List<Arrival> scaled = traffic.scaled(given, 3, 9);

        assertThat(inBursts(scaled)).isBetween(inBursts(given) - 0.03, inBursts(given) + 0.03);
    }

    @Test
    void dependsOnTheSeedAlone() {
        assertThat(traffic.scaled(given, 0.5, 1)).isEqualTo(traffic.scaled(given, 0.5, 1));
        assertThat(traffic.scaled(given, 0.5, 1)).isNotEqualTo(traffic.scaled(given, 0.5, 2));
    }

    private static double inBursts(List<Arrival> arrivals) {
        long inBurst = arrivals.stream()
                .filter(arrival -> arrival.atSeconds() % 100 < 10)
                .count();
        return (double) inBurst / arrivals.size();
    }
}
