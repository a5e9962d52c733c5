// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.episode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.headroom.lab.episode.Diagnosis.ScalingState;
import dev.headroom.lab.episode.EpisodeRunner.Diagnosed;
import dev.headroom.lab.policy.ScalingPolicy;
import dev.headroom.scaler.slo.Signal;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

class MissFinderTest {
    /** Four small engines carry it: one about 10 requests a second. */
    private static final double RATE = 38;

    private static final double CARRIED = 10;
    private static final int SECONDS = 900;

    @Test
    void missesOfAPolicyThatOrdersTooLateFallIntoTheRiseWhileReplicasStart() {
        Diagnosed run = run(second -> second < 300 ? 8 : RATE, 1, (now, fleet) -> OptionalInt.of(now < 310 ? 1 : 6));
        Diagnosis found = run.diagnosis();
        long missed = missed(run);

        assertThat(missed).isPositive();
        assertThat(sum(found.byPhase())).isEqualTo(missed);
        assertThat(sum(found.byScaling())).isEqualTo(missed);
        assertThat(found.in(ScalingState.STARTING)).isGreaterThan(missed / 2);
        assertThat(found.in(TrueNeed.Phase.RISE)).isGreaterThan(missed / 2);
        assertThat(found.bySignal().of(Signal.TTFT)).isPositive();
    }

    @Test
    void missesAfterAScaleDownAreToldApart() {
        Diagnosed run = run(second -> RATE, 5, (now, fleet) -> OptionalInt.of(now < 300 || now > 400 ? 5 : 2));
        Diagnosis found = run.diagnosis();

        assertThat(found.in(ScalingState.AFTER_FALL)).isPositive();
        assertThat(found.in(TrueNeed.Phase.LEVEL)).isEqualTo(missed(run));
    }

    @Test
    void surplusAndShortageAreAgainstTheLoadTest() {
        Diagnosis surplus =
                run(second -> RATE, 6, (now, fleet) -> OptionalInt.of(6)).diagnosis();
        Diagnosis shortage =
                run(second -> RATE, 3, (now, fleet) -> OptionalInt.of(3)).diagnosis();

        assertThat(surplus.surplus()).isCloseTo(2, within(0.3));
        assertThat(surplus.shortage()).isLessThan(0.1);
        assertThat(shortage.shortage()).isCloseTo(1, within(0.3));
        assertThat(shortage.surplus()).isLessThan(0.1);
    }

    private static Diagnosed run(IntToDoubleFunction rate, int start, ScalingPolicy policy) {
        Episode episode = Episodes.of(Episodes.poisson(SECONDS, rate, 3), SECONDS, start, 3);
        return new EpisodeRunner().diagnosed(episode, policy, new TrueNeed(episode.arrivals(), CARRIED));
    }

    private static long missed(Diagnosed run) {
        Outcome outcome = run.outcome();
        return Math.round((1 - outcome.attainment().all()) * outcome.requests().scored());
    }

    private static long sum(Map<?, Long> misses) {
        return misses.values().stream().mapToLong(Long::longValue).sum();
    }
}
