// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LeadTimeProfileTest {
    private static final int STARTS = 20_001;

    @ParameterizedTest
    @CsvSource({"warm, 105, 0.15", "new, 300, 0.30", "slow, 600, 0.35"})
    void namedOnesHaveTheMedianAndSpreadOfTheProtocol(String name, double median, double sigma) {
        double[] leads = sorted(LeadTimeProfile.named(name), schedule -> schedule.readyAt() - 100);

        // 15.87 % of a normal distribution lie below one standard deviation under the mean.
        assertThat(leads[STARTS / 2]).isCloseTo(median, within(0.01 * median));
        assertThat(Math.log(leads[STARTS / 2] / leads[(int) (0.1587 * STARTS)])).isCloseTo(sigma, within(0.01));
        assertThat(LeadTimeProfile.named(name).typicalSeconds()).isEqualTo(median);
    }

    @Test
    void secondsAreFixedAndASpanIsEven() {
        double[] fixed = sorted(LeadTimeProfile.named("30"), schedule -> schedule.readyAt() - 100);
        double[] even = sorted(LeadTimeProfile.named("98-125"), schedule -> schedule.readyAt() - 100);

        assertThat(fixed[0]).isCloseTo(30, within(1e-9));
        assertThat(fixed[STARTS - 1]).isCloseTo(30, within(1e-9));
        assertThat(even[0]).isBetween(98.0, 98.1);
        assertThat(even[STARTS / 4]).isCloseTo(104.75, within(0.5));
        assertThat(even[STARTS - 1]).isBetween(124.9, 125.0);
        assertThat(LeadTimeProfile.named("98-125").name()).isEqualTo("98-125");
    }

    @ParameterizedTest
    @ValueSource(strings = {"hot", "-5", "30s", "125-98", ""})
    void anythingElseIsRefused(String name) {
        assertThatThrownBy(() -> LeadTimeProfile.named(name))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("lead time");
    }

    @Test
    void aStandingNodeIsPaidFromBindingAndANewOneFromItsLaunch() {
        PodSchedule warm = LeadTimeProfile.named("warm").draw(0, new SplittableRandom(1));
        PodSchedule fresh = LeadTimeProfile.named("new").draw(0, new SplittableRandom(1));

        assertThat(warm.launchedAt()).isEqualTo(warm.boundAt()).isCloseTo(0.02 * warm.readyAt(), within(1e-9));
        assertThat(fresh.launchedAt()).isCloseTo(0.033 * fresh.readyAt(), within(1e-9));
        assertThat(fresh.boundAt()).isCloseTo(0.317 * fresh.readyAt(), within(1e-9));
        assertThat(fresh.loadsAt()).isCloseTo(0.65 * fresh.readyAt(), within(1e-9));
    }

    @Test
    void aSlowStartLasts45SecondsWhereThereIsOne() {
        LeadTimeProfile thirty = LeadTimeProfile.named("30");

        assertThat(draw(thirty).warmAt()).isEqualTo(draw(thirty).readyAt());
        PodSchedule warm = draw(LeadTimeProfile.named("warm"));
        assertThat(warm.warmAt()).isEqualTo(warm.readyAt() + 45);
    }

    private static PodSchedule draw(LeadTimeProfile profile) {
        return profile.draw(0, new SplittableRandom(7));
    }

    private static double[] sorted(LeadTimeProfile profile, ToDoubleFunction<PodSchedule> seconds) {
        SplittableRandom chance = new SplittableRandom(42);
        double[] drawn = new double[STARTS];
        Arrays.setAll(drawn, start -> seconds.applyAsDouble(profile.draw(100, chance)));
        Arrays.sort(drawn);
        return drawn;
    }
}
