// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.policy.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class RingTest {
    private final Ring ring = new Ring(1, 4);

    @Test
    void forgetsTheOldestRowForTheNewest() {
        samples(0, 1, 10, 2, 20, 3, 30, 4, 40, 5);

        assertThat(ring.size()).isEqualTo(4);
        assertThat(ring.time(0)).isEqualTo(10);
        assertThat(ring.newest(0)).isEqualTo(5);
    }

    @Test
    void averagesAndFindsTheHighestOfARangeThatIsOpenOnTheLeft() {
        samples(0, 9, 15, 1, 30, 5, 45, 3);

        assertThat(ring.mean(0, 0)).isEqualTo(3);
        assertThat(ring.max(0, 15)).isEqualTo(5);
        assertThat(ring.max(0, 45)).isNaN();
    }

    @Test
    void extrapolatesAnIncreaseToTheEndsOfTheRange() {
        // 30 s sampled of a 60 s range; both gaps of 15 s are within 1.1 distances, so that all of it counts.
        samples(15, 1000, 30, 1010, 45, 1020);

        assertThat(ring.increase(0, 0, 60)).isCloseTo(40, within(1e-9));
    }

    @Test
    void extrapolatesByHalfADistanceWhereTheSeriesBeginsInTheRange() {
        // 40 s before the first sample are more than 1.1 distances: 5 s count, and 5 s at the end.
        samples(45, 100, 55, 110);

        assertThat(ring.increase(0, 0, 60)).isCloseTo(20, within(1e-9));
    }

    @Test
    void doesNotExtrapolateACounterBelowZero() {
        // At 1 a second it was zero 2 s before its first sample.
        samples(10, 2, 20, 12);

        assertThat(ring.increase(0, 0, 20)).isCloseTo(12, within(1e-9));
    }

    @Test
    void takesAFallForANewBeginning() {
        samples(10, 100, 20, 110, 30, 5);

        // 10, then 5 from zero, over 20 s sampled; the first 10 s before count in full, as no counter of 100 was zero
        // by then.
        assertThat(ring.increase(0, 0, 30)).isCloseTo(15 * 30 / 20.0, within(1e-9));
    }

    @Test
    void knowsNoIncreaseFromOneSample() {
        samples(10, 100);

        assertThat(ring.increase(0, 0, 30)).isNaN();
    }

    private void samples(double... timesAndValues) {
        for (int i = 0; i < timesAndValues.length; i += 2) {
            ring.add(timesAndValues[i]);
            ring.set(0, timesAndValues[i + 1]);
        }
    }
}
