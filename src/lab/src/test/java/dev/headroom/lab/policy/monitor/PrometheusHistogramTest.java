// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.policy.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class PrometheusHistogramTest {
    private final PrometheusHistogram histogram = new PrometheusHistogram(new double[] {0.1, 0.5, 1, 2.5}, 8);

    @Test
    void interpolatesAQuantileWithinItsBucket() {
        histogram.scrape(0);
        observe(8, 0.3);
        observe(2, 2);
        histogram.scrape(15);

        // Rank 5 of 8 in the bucket from 0.1 to 0.5; rank 9: one of two in the bucket from 1 to 2.5.
        assertThat(histogram.quantile(0.5, -1)).isCloseTo(0.1 + 0.4 * 5 / 8, within(1e-12));
        assertThat(histogram.quantile(0.9, -1)).isCloseTo(1.75, within(1e-12));
        assertThat(histogram.mean(-1)).isCloseTo(0.64, within(1e-12));
    }

    @Test
    void answersItsHighestBoundForWhatLiesAbove() {
        histogram.scrape(0);
        observe(3, 60);
        histogram.scrape(15);

        assertThat(histogram.quantile(0.9, -1)).isEqualTo(2.5);
    }

    @Test
    void putsAnObservationOnABoundIntoTheBucketBelow() {
        histogram.scrape(0);
        observe(1, 0.5);
        histogram.scrape(15);

        assertThat(histogram.quantile(1, -1)).isEqualTo(0.5);
    }

    @Test
    void seesOnlyWhatCameWithinTheWindow() {
        histogram.scrape(0);
        observe(100, 2);
        histogram.scrape(15);
        observe(1, 0.05);
        histogram.scrape(30);

        assertThat(histogram.quantile(0.9, 14)).isCloseTo(0.09, within(1e-12));
    }

    @Test
    void knowsNothingWithoutObservations() {
        histogram.scrape(0);
        histogram.scrape(15);

        assertThat(histogram.quantile(0.9, -1)).isNaN();
        assertThat(histogram.mean(-1)).isNaN();
    }

    private void observe(int times, double seconds) {
        for (int i = 0; i < times; i++) {
            histogram.observe(seconds);
        }
    }
}
