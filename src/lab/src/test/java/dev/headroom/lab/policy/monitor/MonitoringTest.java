// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.policy.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.headroom.lab.engine.EngineLimits;
import dev.headroom.lab.engine.EngineModel;
import dev.headroom.lab.engine.LinearStepTimes;
import dev.headroom.lab.engine.ServedRequest;
import dev.headroom.lab.fleet.Fleet;
import dev.headroom.lab.fleet.LeadTimeProfile;
import dev.headroom.lab.fleet.PodTemplate;
import dev.headroom.lab.traffic.Arrival;
import dev.headroom.scaler.slo.Signal;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class MonitoringTest {
    private static final EngineModel ENGINE =
            EngineModel.plain("plain", LinearStepTimes.H100_LLAMA_8B, new EngineLimits(64, 2048));

    private final Monitoring monitoring = new Monitoring(Scraping.prometheus(15), 7);
    private final Fleet fleet = new Fleet(
            new PodTemplate("demo", "llama", ENGINE, LeadTimeProfile.even(100, 100, 0)),
            new SplittableRandom(1),
            (pod, request) -> monitoring.ended(request));
    private double now;

    @Test
    void showsAPodOnlyAfterItsFirstScrape() {
        fleet.startWith(2);

        assertThat(seen().pods()).isEmpty();

        runTo(15);

        assertThat(seen().pods()).hasSize(2);
    }

    @Test
    void showsNothingOfAPodThatStarts() {
        fleet.startWith(1);
        fleet.scaleTo(3);

        runTo(60);

        assertThat(seen().pods()).hasSize(1);
        assertThat(seen().replicas()).isEqualTo(3);
        assertThat(seen().ready()).isEqualTo(1);
    }

    @Test
    void letsAGonePodsSeriesLingerUntilTheyAreMarkedStale() {
        fleet.startWith(3);
        runTo(30);

        fleet.scaleTo(1);
        runTo(55);

        // Gone at 31 s; stale 2.1 intervals of 15 s later.
        assertThat(seen().pods()).hasSize(3);

        runTo(63);

        assertThat(seen().pods()).hasSize(1);
    }

    @Test
    void forgetsAGonePodAtOnceWhereAControllerAsksThePodsItself() {
        Monitoring own = new Monitoring(Scraping.own(10, 60), 7);
        fleet.startWith(3);
        fleet.advanceTo(20);
        own.advanceTo(20, fleet);

        fleet.scaleTo(1);
        fleet.advanceTo(31);
        own.advanceTo(31, fleet);

        assertThat(own.seen(fleet, 1).pods()).hasSize(1);
    }

    @Test
    void addsUpWhatThePodsShow() {
        fleet.startWith(2);
        admit(new Arrival(0, 1_000, 5_000), 5);

        runTo(16);

        assertThat(seen().total(ServerGauge.RUNNING)).isEqualTo(5);
        assertThat(seen().averageTotal(ServerGauge.RUNNING, 60)).isBetween(0.0, 5.0);
    }

    @Test
    void seesATimeToFirstTokenWhenTheTokenComesAndNotWhenTheRequestEnds() {
        fleet.startWith(1);
        runTo(60);
        admit(new Arrival(60, 1_000, 5_000), 4);

        runTo(100);

        assertThat(seen().quantile(Signal.TTFT, 0.9, 60)).isPresent();
        assertThat(seen().quantile(Signal.ITL, 0.9, 60)).isEmpty();
    }

    @Test
    void knowsThePromptsThatHaveNoFirstToken() {
        admit(new Arrival(0, 700, 10), 3);

        runTo(30);

        assertThat(seen().promptTokensInFlight()).isEqualTo(2_100);
        assertThat(seen().unrouted()).isEqualTo(3);
    }

    @Test
    void countsArrivalsAndCompletionsASecond() {
        fleet.startWith(1);
        for (int second = 0; second < 300; second++) {
            admit(new Arrival(second, 100, 20), 2);
            runTo(second + 1.0);
        }

        assertThat(seen().perSecond(RouterCounter.ARRIVED, 60).orElseThrow()).isCloseTo(2, within(0.01));
        assertThat(seen().finishedPerSecond(60).orElseThrow()).isCloseTo(2, within(0.15));
        assertThat(seen().meanInputTokens(60).orElseThrow()).isCloseTo(100, within(1e-6));
        assertThat(seen().meanOutputTokens(60).orElseThrow()).isCloseTo(20, within(1e-6));
    }

    @Test
    void averagesWhatARecordingRuleGave() {
        monitoring.record(15, 1);
        monitoring.record(30, 3);
        runTo(31);

        assertThat(seen().recorded(20)).hasValue(2);
        assertThat(seen().recorded(1)).isEmpty();
    }

    private void admit(Arrival arrival, int times) {
        for (int i = 0; i < times; i++) {
            ServedRequest request = new ServedRequest(arrival);
            monitoring.admitted(request);
            fleet.dispatch(request);
        }
    }

    private void runTo(double time) {
        while (now < time) {
            now++;
            fleet.advanceTo(now);
            monitoring.advanceTo(now, fleet);
        }
    }

    private Observation seen() {
        return monitoring.seen(fleet, fleet.replicas());
    }
}
