// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.headroom.lab.engine.Engine;
import dev.headroom.lab.engine.EngineLimits;
import dev.headroom.lab.engine.EngineModel;
import dev.headroom.lab.engine.LinearStepTimes;
import dev.headroom.lab.engine.ServedRequest;
import dev.headroom.lab.traffic.Arrival;
import dev.headroom.scaler.slo.Signal;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PromiseTest {
    private static final Promise PROMISE = new Promise(0.5, 0.02, 2);

    @Test
    void isKeptWhereEachLimitIs() {
        // Seconds to the first token, then a token.
        assertThat(PROMISE.keptBy(served(0.1, 0.01, 10))).isTrue();
        assertThat(PROMISE.keptBy(served(0.6, 0.01, 10))).isFalse();
        assertThat(PROMISE.keptBy(served(0.1, 0.03, 10))).isFalse();
        assertThat(PROMISE.keptBy(served(0.1, 0.01, 300))).isFalse();
    }

    @Test
    void aSingleTokenHasNoTimeBetweenTokens() {
        assertThat(PROMISE.keptBy(served(0.1, 0.01, 1))).isTrue();
    }

    @Test
    void whatStillRunsBreaksItOnceItIsOverdue() {
        ServedRequest waiting = new ServedRequest(new Arrival(5, 10, 10));

        assertThat(PROMISE.brokenBy(waiting, 5.4)).isFalse();
        assertThat(PROMISE.brokenBy(waiting, 5.6)).isTrue();
    }

    @Test
    void whatIsNotPromisedCannotBeBroken() {
        Promise itlAlone = new Promise(Double.POSITIVE_INFINITY, 0.02, Double.POSITIVE_INFINITY);

        assertThat(itlAlone.keptBy(served(30, 0.01, 10))).isTrue();
        assertThat(itlAlone.brokenBy(new ServedRequest(new Arrival(0, 10, 10)), 1e6))
                .isFalse();
    }

    @Test
    void aPromiseOfNothingIsRefused() {
        assertThatThrownBy(() -> new Promise(0, 1, 1)).hasMessage("the limit of ttft must be above 0, was 0.0");
    }

    @Test
    void percentilesForgetWhatIsOlderThanAMinute() {
        RecentLatencies latencies = new RecentLatencies();
        latencies.add(served(0.4, 0.01, 2));

        assertThat(latencies.percentile(95, 10).at(Signal.TTFT)).isCloseTo(0.4, within(1e-9));
        assertThat(latencies.percentile(95, 61).at(Signal.TTFT)).isNaN();
    }

    @Test
    void aSiteCountsWhatFailedAndWhatIsOverdueAsMissed() {
        EngineModel engine =
                EngineModel.plain("plain", new LinearStepTimes(10, 0, 0, 0, 0, 0), new EngineLimits(8, 64));
        Site site = new Site(
                List.of(new Arrival(0, 10, 10), new Arrival(1, 10, 100_000)).iterator(),
                new PodTemplate("demo", "llama", engine, LeadTimeProfile.named("0")),
                PROMISE,
                (pod, request) -> {},
                new SplittableRandom(1));
        site.fleet().startWith(1);

        site.advanceTo(0.5);
        assertThat(site.attainment()).isEqualTo(1);
        site.advanceTo(4);
        assertThat(site.attainment()).isEqualTo(0.5);
        assertThat(site.reading().p95Seconds().at(Signal.E2E)).isCloseTo(0.1, within(1e-9));
    }

    /** Through an engine whose first step takes the prompt and whose every step takes as long as asked. */
    private static ServedRequest served(double toFirstToken, double perToken, int outputTokens) {
        double promptMs = (toFirstToken - perToken) * 1e3;
        LinearStepTimes times = new LinearStepTimes(perToken * 1e3, 0, 0, promptMs, 0, 0);
        Engine engine = new Engine(EngineModel.plain("plain", times, new EngineLimits(1, 1)), new SplittableRandom(1));
        ServedRequest request = new ServedRequest(new Arrival(0, 1, outputTokens));
        engine.accept(request, 0);
        engine.advanceTo(1000, done -> {});
        return request;
    }
}
