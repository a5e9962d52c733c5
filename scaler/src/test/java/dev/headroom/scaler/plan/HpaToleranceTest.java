// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HpaToleranceTest {
    /** As Kubernetes 1.33 answers with the default tolerance. */
    @ParameterizedTest
    @CsvSource({
        "3, 4, false",
        "9, 10, false",
        "9, 8, false",
        "10, 11, true",
        "10, 9, true",
        "20, 21, true",
        "20, 22, true",
        "20, 23, false",
        "40, 43, true",
        "40, 45, false",
        "20, 18, true",
        "20, 17, false",
        "20, 20, false",
        "0, 1, false",
        "12, 0, false",
    })
    void swallowsWhatTheHpaSwallows(int current, int desired, boolean swallowed) {
        assertThat(HpaTolerance.DEFAULT.swallows(current, desired)).isEqualTo(swallowed);
    }

    @ParameterizedTest
    @CsvSource({"10, 11, 12", "20, 21, 23", "40, 41, 45", "100, 101, 111", "20, 25, 25", "20, 19, 20", "20, 17, 17"})
    void roundsOutwardToTheFirstStepThatIsTaken(int current, int desired, int reachable) {
        assertThat(HpaTolerance.DEFAULT.firstReachable(current, desired)).isEqualTo(reachable);
    }

    @Test
    void saysWhatToDoAboutIt() {
        assertThat(HpaTolerance.DEFAULT.sentence(20, 21))
                .contains("the HPA's tolerance of 10 % ignores the step from 20 to 21;"
                        + " set behavior.scaleUp.tolerance: \"0\"");
        assertThat(new HpaTolerance(0, 0.05).sentence(100, 96))
                .contains("the HPA's tolerance of 5 % ignores the step from 100 to 96;"
                        + " set behavior.scaleDown.tolerance: \"0\"");
        assertThat(HpaTolerance.DEFAULT.sentence(20, 23)).isEmpty();
    }

    @Test
    void roundsOnlyWhereItIsAskedToAndMay() {
        HpaStep rounding = new HpaStep(HpaTolerance.DEFAULT, true);
        String swallowed = HpaTolerance.DEFAULT.sentence(20, 21).orElseThrow();

        assertThat(HpaStep.DEFAULT.of(20, 21, 40)).contains(new HpaStep.Outcome(21, swallowed));
        assertThat(rounding.of(20, 21, 40)).contains(new HpaStep.Outcome(23, swallowed + "; rounded outward to 23"));
        assertThat(rounding.of(20, 21, 22))
                .contains(
                        new HpaStep.Outcome(21, swallowed + "; the next effective number, 23, is above replicas.max"));
        assertThat(rounding.of(20, 24, 40)).isEqualTo(Optional.empty());
    }

    @Property(tries = 1_000)
    void whatIsReachableIsTakenAndNeverFewer(
            @ForAll @IntRange(max = 2_000) int current,
            @ForAll @IntRange(max = 2_000) int desired,
            @ForAll @DoubleRange(max = 0.5) double up,
            @ForAll @DoubleRange(max = 0.5) double down) {
        HpaTolerance tolerance = new HpaTolerance(up, down);

        int reachable = tolerance.firstReachable(current, desired);

        assertThat(reachable).isGreaterThanOrEqualTo(desired);
        assertThat(tolerance.swallows(current, reachable)).isFalse();
        assertThat(tolerance.sentence(current, desired).isPresent()).isEqualTo(reachable != desired);
    }

    @Property(tries = 200)
    void withoutToleranceEveryStepIsTaken(
            @ForAll @IntRange(max = 2_000) int current, @ForAll @IntRange(max = 2_000) int desired) {
        assertThat(HpaTolerance.of(0).swallows(current, desired)).isFalse();
    }
}
