// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.capacity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.apache.commons.statistics.distribution.GammaDistribution;
import org.junit.jupiter.api.Test;

/** The tail is held against the exact one. */
class GammaTailTest {
    @Test
    void isNearTheExactTail() {
        for (double shape = 0.05; shape < 40; shape *= 1.17) {
            double mean = 3;
            GammaDistribution exact = GammaDistribution.of(shape, mean / shape);
            GammaTail tail = new GammaTail(mean, mean * mean / shape);
            for (double value = 1e-6; value < 60; value *= 1.3) {
                double expected = exact.survivalProbability(value);
                // Of a shape below 2 it is exact; beyond, the cube root is nearer where the tail is.
                double near = shape < 2 ? 1e-6 : expected <= 0.5 ? 0.002 : 0.0035;
                assertThat(tail.beyond(value))
                        .as("shape %s, value %s", shape, value)
                        .isCloseTo(expected, within(near));
            }
        }
    }

    @Test
    void aConstantIsExceededByNoneAboveIt() {
        assertThat(GammaTail.beyond(2.9, 3, 0)).isEqualTo(1);
        assertThat(GammaTail.beyond(3, 3, 0)).isEqualTo(0);
        assertThat(GammaTail.beyond(0, 3, 1)).isEqualTo(1);
    }
}
