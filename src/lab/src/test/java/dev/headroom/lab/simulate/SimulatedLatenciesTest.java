// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SimulatedLatenciesTest {
    @ParameterizedTest
    @CsvSource({"50, 2", "75, 3", "76, 4", "99, 4", "1, 1"})
    void aPercentileIsAFigureThatOccurred(double percent, double figure) {
        assertThat(SimulatedLatencies.of(4, 1, Double.NaN, 3, 2).percentile(percent))
                .isEqualTo(figure);
    }

    @Test
    void nothingHasNoPercentile() {
        assertThat(SimulatedLatencies.of(Double.NaN).percentile(50)).isNaN();
    }
}
