// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.compare.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class IntervalTest {
    @Test
    void studentsIntervalIsThatOfTheTables() {
        // s = 1, error = 1/√3, t(0.975; 2) = 4.30265.
        ConfidenceInterval three = ConfidenceInterval.student(new double[] {1, 2, 3});
        // s = 1/√2, error = 1/2, t(0.975; 1) = 12.7062.
        ConfidenceInterval two = ConfidenceInterval.student(new double[] {2, 3});

        assertThat(three.mean()).isEqualTo(2);
        assertThat(three.high() - three.mean()).isCloseTo(4.30265 / Math.sqrt(3), within(1e-4));
        assertThat(three.mean() - three.low()).isCloseTo(4.30265 / Math.sqrt(3), within(1e-4));
        assertThat(two.high()).isCloseTo(2.5 + 12.7062 / 2, within(1e-3));
    }

    @Test
    void tellsWhichSideOfZeroItIsOn() {
        assertThat(ConfidenceInterval.student(new double[] {-0.20, -0.21, -0.19})
                        .isBelowZero())
                .isTrue();
        assertThat(ConfidenceInterval.student(new double[] {0.20, 0.21, 0.19}).isAboveZero())
                .isTrue();
        ConfidenceInterval open = ConfidenceInterval.student(new double[] {-0.2, 0.1, 0.05});
        assertThat(open.isBelowZero() || open.isAboveZero()).isFalse();
    }

    @Test
    void oneValueHasNoInterval() {
        assertThatThrownBy(() -> ConfidenceInterval.student(new double[] {1}))
                .hasMessage("an interval needs 2 values or more, had 1");
        assertThatThrownBy(() -> ConfidenceInterval.bootstrap(List.of(new double[] {1, 2}), 1))
                .hasMessage("an interval needs 2 values or more, had 1");
    }

    @Test
    void theBootstrapIsTheSameForTheSameSeed() {
        List<double[]> values = singly(0.1, -0.3, 0.2, -0.1, 0.05);

        assertThat(ConfidenceInterval.bootstrap(values, 7)).isEqualTo(ConfidenceInterval.bootstrap(values, 7));
        assertThat(ConfidenceInterval.bootstrap(singly(3, 3, 3), 7)).isEqualTo(new ConfidenceInterval(3, 3, 3, 3));
    }

    @Test
    void forManyNormalValuesTheBootstrapIsStudents() {
        SplittableRandom chance = new SplittableRandom(11);
        double[] values = new double[400];
        for (int index = 0; index < values.length; index++) {
            values[index] = chance.nextGaussian() + 5;
        }

        ConfidenceInterval student = ConfidenceInterval.student(values);
        ConfidenceInterval bootstrap = ConfidenceInterval.bootstrap(singly(values), 3);

        assertThat(bootstrap.low()).isCloseTo(student.low(), within(0.01));
        assertThat(bootstrap.high()).isCloseTo(student.high(), within(0.01));
    }

    @Test
    void whatHasMuchInCommonIsNoMoreEvidenceForBeingMore() {
        List<double[]> twice = List.of(new double[] {0.1, 0.1}, new double[] {-0.3, -0.3}, new double[] {0.2, 0.2});

        assertThat(ConfidenceInterval.bootstrap(twice, 5).low())
                .isCloseTo(
                        ConfidenceInterval.bootstrap(singly(0.1, -0.3, 0.2), 5).low(), within(1e-12));
        assertThat(ConfidenceInterval.bootstrap(twice, 5).values()).isEqualTo(6);
    }

    private static List<double[]> singly(double... values) {
        return Arrays.stream(values).mapToObj(value -> new double[] {value}).toList();
    }
}
