// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.lab.fleet.Site;
import dev.headroom.lab.keda.HorizontalAutoscaler;
import dev.headroom.lab.keda.HpaBehavior;
import dev.headroom.lab.traffic.RateShape;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The demo's world can be kept in shape: shown with a planner of one line, on virtual time alone. */
class EveningPeakScenarioTest {
    private static final double SYNC_SECONDS = 15;
    /** A service reads completions, so what it knows of arrivals is some seconds old. */
    private static final double TELEMETRY_AGE_SECONDS = 15;
    /** Of a run: a need may come back. */
    private static final double HOLD_SHARE = 0.2;

    private int peak;
    private Site site;

    @ParameterizedTest
    @ValueSource(doubles = {20, 60})
    void aPlannerThatCountsTwelveRequestsASecondAReplicaPasses(double virtualMinutes) {
        play(virtualMinutes * 60, 12);

        assertThat(DemoVerdict.failure(new DemoSummary(
                        1,
                        1,
                        DemoScenario.START_REPLICAS,
                        peak,
                        site.fleet().replicas(),
                        site.attainment(),
                        0,
                        List.of())))
                .isEmpty();
    }

    @Test
    void aPlannerThatNeverScalesFails() {
        play(1200, 1e9);

        assertThat(site.attainment()).isLessThan(0.5);
    }

    private void play(double runSeconds, double perReplica) {
        RateShape rates = StoryTraffic.rate(runSeconds);
        site = new Site(
                StoryTraffic.of(runSeconds, new SplittableRandom(1)),
                DemoScenario.podTemplate(),
                DemoScenario.PROMISE,
                (pod, request) -> {},
                new SplittableRandom(2));
        site.fleet().startWith(DemoScenario.START_REPLICAS);
        HorizontalAutoscaler autoscaler = new HorizontalAutoscaler(HpaBehavior.recommended(1, 12));
        for (double now = SYNC_SECONDS; now <= runSeconds; now += SYNC_SECONDS) {
            site.advanceTo(now);
            double known = highest(rates, now - HOLD_SHARE * runSeconds, now - TELEMETRY_AGE_SECONDS);
            double proposed = Math.max(1, Math.ceil(known / perReplica));
            site.fleet().scaleTo(autoscaler.sync(proposed, site.fleet().replicas(), now));
            peak = Math.max(peak, site.fleet().replicas());
        }
    }

    private static double highest(RateShape rates, double from, double until) {
        double highest = 0;
        for (double at = Math.max(0, from); at <= Math.max(0, until); at += SYNC_SECONDS) {
            highest = Math.max(highest, rates.perSecond(at));
        }
        return highest;
    }
}
