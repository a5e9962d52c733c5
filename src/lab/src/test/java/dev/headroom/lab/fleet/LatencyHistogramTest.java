// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class LatencyHistogramTest {
    private final LatencyHistogram histogram = new LatencyHistogram();

    @Test
    void agreesWithSortedTimesToATwentiethOfAPercent() {
        SplittableRandom chance = new SplittableRandom(11);
        double[] seconds = chance.doubles(10_000).map(u -> Math.exp(12 * u - 6)).toArray();
        Arrays.stream(seconds).forEach(histogram::add);
        Arrays.sort(seconds);

        for (double percent : new double[] {1, 50, 90, 95, 99, 99.9, 100}) {
            double exact = seconds[(int) Math.ceil(percent / 100 * seconds.length) - 1];
            assertThat(histogram.percentile(percent)).isCloseTo(exact, within(0.0005 * exact));
        }
        assertThat(histogram.mean()).isCloseTo(Arrays.stream(seconds).average().orElseThrow(), within(1e-9));
        assertThat(histogram.max()).isEqualTo(seconds[seconds.length - 1]);
    }

    @Test
    void leavesOutWhatIsNoNumber() {
        histogram.add(Double.NaN);

        assertThat(histogram.count()).isZero();
        assertThat(histogram.percentile(50)).isNaN();
        assertThat(histogram.mean()).isNaN();
        assertThat(histogram.max()).isNaN();
    }

    @Test
    void oneTimeIsEveryPercentile() {
        histogram.add(0.25);

        assertThat(histogram.percentile(1)).isCloseTo(0.25, within(0.000125));
        assertThat(histogram.percentile(100)).isCloseTo(0.25, within(0.000125));
    }

    @Test
    void refusesPercentilesThatAreNone() {
        assertThatThrownBy(() -> histogram.percentile(0))
                .hasMessage("a percentile must be above 0, up to 100, was 0.0");
    }
}
