// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.keda;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The HPA's arithmetic for target 1 and type AverageValue, at three tolerances. */
class ToleranceTest {
    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource({
        // now, wanted, up to 1.32, since 1.33, tolerance 0
        "3, 4, 4, 4, 4",
        "9, 10, 10, 10, 10",
        "10, 11, 11, 10, 11",
        "20, 21, 20, 20, 21",
        "20, 22, 22, 20, 22",
        "20, 23, 23, 23, 23",
        "40, 43, 40, 40, 43",
        "40, 45, 45, 45, 45",
        "20, 18, 20, 20, 18",
        "20, 17, 17, 17, 17",
        "7, 7, 7, 7, 7",
    })
    void takesTheStepsTheHpaTakes(int now, int wanted, int upTo132, int since133, int zero) {
        assertThat(Tolerance.TENTH_UP_TO_1_32.replicasFor(wanted, 1, now)).isEqualTo(upTo132);
        assertThat(Tolerance.TENTH_SINCE_1_33.replicasFor(wanted, 1, now)).isEqualTo(since133);
        assertThat(Tolerance.ZERO.replicasFor(wanted, 1, now)).isEqualTo(zero);
    }

    @ParameterizedTest
    @CsvSource({"7.0004, 1, 3, 7", "21.001, 1, 3, 22", "30, 6.111, 3, 5"})
    void roundsUpInThousandths(double value, double target, int now, int replicas) {
        assertThat(Tolerance.ZERO.replicasFor(value, target, now)).isEqualTo(replicas);
    }
}
