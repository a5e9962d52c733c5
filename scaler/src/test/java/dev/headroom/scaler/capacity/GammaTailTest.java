// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.capacity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class GammaTailTest {
    @Test
    void ofAVarianceAsItsSquaredMeanItIsExponential() {
        GammaTail tail = new GammaTail(3, 9);

        for (double value = 0.1; value < 60; value *= 1.3) {
            assertThat(tail.beyond(value)).isCloseTo(Math.exp(-value / 3), within(1e-9));
        }
    }

    @Test
    void ofHalfThatVarianceItIsTheSumOfTwoExponentials() {
        GammaTail tail = new GammaTail(3, 4.5);

        for (double value = 0.1; value < 60; value *= 1.3) {
            double rate = value / 1.5;
            assertThat(tail.beyond(value)).isCloseTo(Math.exp(-rate) * (1 + rate), within(1e-9));
        }
    }

    @Test
    void aConstantIsExceededByNoneAboveIt() {
        assertThat(GammaTail.beyond(2.9, 3, 0)).isEqualTo(1);
        assertThat(GammaTail.beyond(3, 3, 0)).isEqualTo(0);
        assertThat(GammaTail.beyond(0, 3, 1)).isEqualTo(1);
        assertThat(GammaTail.beyond(0.1, 0, 0)).isEqualTo(0);
    }
}
