// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.scaler.doctor.RiseRules.Limit;
import dev.headroom.scaler.doctor.RiseRules.Select;
import java.time.Duration;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class RiseRulesTest {
    private static final Duration QUARTER = Duration.ofSeconds(15);
    private static final Duration MINUTE = Duration.ofMinutes(1);

    @Test
    void theDefaultTakesTheFirstStepAtOnceAndDoublesEachQuarterOfAMinute() {
        assertThat(RiseRules.DEFAULT.timeFrom(1, 5)).contains(Duration.ZERO);
        assertThat(RiseRules.DEFAULT.timeFrom(5, 10)).contains(Duration.ZERO);
        assertThat(RiseRules.DEFAULT.timeFrom(10, 80)).contains(QUARTER.multipliedBy(2));
    }

    @Test
    void podsInAPeriodAreCounted() {
        RiseRules onePodAMinute = new RiseRules(Duration.ZERO, Select.MAX, List.of(new Limit(1, false, MINUTE)));

        assertThat(onePodAMinute.timeFrom(2, 9)).contains(MINUTE.multipliedBy(6));
    }

    @Test
    void theWindowComesOnTop() {
        RiseRules waiting = new RiseRules(Duration.ofMinutes(5), Select.MAX, RiseRules.DEFAULT.limits());

        assertThat(waiting.timeFrom(1, 2)).contains(Duration.ofMinutes(5));
        assertThat(waiting.timeFrom(2, 2)).contains(Duration.ZERO);
    }

    @Test
    void ofSeveralTheFastestOrTheSlowestCounts() {
        List<Limit> limits = List.of(new Limit(1, false, MINUTE), new Limit(100, true, MINUTE));

        assertThat(new RiseRules(Duration.ZERO, Select.MAX, limits).timeFrom(8, 16))
                .contains(Duration.ZERO);
        assertThat(new RiseRules(Duration.ZERO, Select.MIN, limits).timeFrom(8, 16))
                .contains(MINUTE.multipliedBy(7));
    }

    @Test
    void disabledNeverRises() {
        assertThat(new RiseRules(Duration.ZERO, Select.DISABLED, RiseRules.DEFAULT.limits()).timeFrom(1, 2))
                .isEmpty();
    }

    @Property
    void moreReplicasNeverComeSooner(
            @ForAll @IntRange(min = 1, max = 100) int from,
            @ForAll @IntRange(max = 300) int to,
            @ForAll @IntRange(min = 1, max = 50) int pods,
            @ForAll @IntRange(min = 1, max = 200) int percent) {
        RiseRules rules = new RiseRules(
                Duration.ZERO, Select.MIN, List.of(new Limit(pods, false, QUARTER), new Limit(percent, true, MINUTE)));

        assertThat(rules.timeFrom(from, to).orElseThrow())
                .isLessThanOrEqualTo(rules.timeFrom(from, to + 1).orElseThrow());
    }
}
