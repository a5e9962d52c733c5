// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.keda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ToleranceTest {
    @ParameterizedTest
    @CsvSource({"7.0004, 1, 3, 7", "21.001, 1, 3, 22", "30, 6.111, 3, 5"})
    void roundsUpInThousandths(double value, double target, int now, int replicas) {
        assertThat(Tolerance.ZERO.replicasFor(value, target, now)).isEqualTo(replicas);
    }

    @Test
    void aMetricOfTypeValueGoesDownWhilePodsStart() {
        // Ratio 1.5 and 2 ready of 4: ceil(1.5 × 2).
        assertThat(Tolerance.TENTH_SINCE_1_33.replicasForValue(15, 10, 4, 2)).isEqualTo(3);
        assertThat(Tolerance.TENTH_SINCE_1_33.replicasForValue(10.5, 10, 4, 2)).isEqualTo(4);
    }

    @Test
    void anOldControllerHasOneToleranceBothWays() {
        assertThatThrownBy(() -> new Tolerance(0.1, 0, Tolerance.Comparison.UP_TO_1_32))
                .hasMessageContaining("one tolerance both ways");
        assertThatThrownBy(() -> Tolerance.ZERO.withUp(-0.1)).hasMessage("tolerance up must be 0 or more, was -0.1");
    }
}
