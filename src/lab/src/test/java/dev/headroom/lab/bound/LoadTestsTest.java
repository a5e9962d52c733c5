// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.bound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.headroom.lab.engine.EngineLimits;
import dev.headroom.lab.engine.EngineModel;
import dev.headroom.lab.engine.LinearStepTimes;
import dev.headroom.lab.episode.Episode;
import dev.headroom.lab.episode.EpisodeRunner;
import dev.headroom.lab.episode.Episodes;
import dev.headroom.lab.fleet.Promise;
import dev.headroom.lab.policy.SetUp.LoadTest;
import dev.headroom.lab.policy.StaticReplicas;
import dev.headroom.lab.traffic.Arrival;
import dev.headroom.scaler.slo.Signal;
import java.util.List;
import org.junit.jupiter.api.Test;

class LoadTestsTest {
    private static final TokenMix MIX = TokenMix.of(List.of(new Arrival(0, 500, 100)));

    private final LoadTests tests = new LoadTests(1);

    @Test
    void findsTheRateThatOneReplicaJustCarries() {
        LoadTest found = tests.of(Episodes.SMALL_ENGINE, MIX, Episodes.PROMISE);

        assertThat(attainmentAt(0.9 * found.ratePerSecond())).isGreaterThan(0.99);
        assertThat(attainmentAt(1.2 * found.ratePerSecond())).isLessThan(0.99);
    }

    @Test
    void knowsTheConcurrencyByLittlesLaw() {
        LoadTest found = tests.of(Episodes.SMALL_ENGINE, MIX, Episodes.PROMISE);

        // About 100 steps of 9 to 15 ms for each request.
        assertThat(found.concurrency() / found.ratePerSecond()).isBetween(0.9, 2.0);
    }

    @Test
    void computesPromptsAsFastAsTheirStepsAllow() {
        EngineModel engine =
                EngineModel.plain("straight", new LinearStepTimes(10, 0, 0, 0.01, 0, 0), new EngineLimits(16, 2000));

        LoadTest found = tests.of(engine, MIX, Episodes.PROMISE);

        // Steps of 2,000 tokens take 10 ms and 20 ms more; prompts of 500 tokens fill them.
        assertThat(found.prefillTokensPerSecond()).isCloseTo(2000 / 0.030, within(200.0));
    }

    @Test
    void carriesMoreUnderALooserPromise() {
        double tight = tests.of(Episodes.SMALL_ENGINE, MIX, new Promise(0.2, 0.012, 10))
                .ratePerSecond();
        double loose =
                tests.of(Episodes.SMALL_ENGINE, MIX, new Promise(5, 0.1, 30)).ratePerSecond();

        assertThat(tight).isPositive().isLessThan(loose);
    }

    @Test
    void aimsAtWhatAnIdleEngineKeepsWhereTheLongestAnswersAreTooLong() {
        TokenMix mix = TokenMix.of(List.of(
                new Arrival(0, 500, 100),
                new Arrival(0, 500, 100),
                new Arrival(0, 500, 100),
                new Arrival(0, 500, 3000)));

        LoadTest found = tests.of(Episodes.SMALL_ENGINE, mix, Episodes.PROMISE);

        assertThat(found.ratePerSecond()).isPositive();
        assertThat(found.concurrency()).isPositive();
    }

    @Test
    void makesAPromiseThatAReplicaUnderLoadCanKeep() {
        Promise promise = Promises.forMix(Episodes.SMALL_ENGINE, MIX);

        // An idle prompt of 500 tokens takes 24 ms and a step 8 ms: the least limits stand.
        assertThat(promise.limit(Signal.TTFT)).isCloseTo(1, within(1e-9));
        assertThat(promise.limit(Signal.ITL)).isCloseTo(0.05, within(1e-9));
        assertThat(promise.limit(Signal.E2E)).isCloseTo(1 + 0.05 * 100, within(1e-9));
        assertThat(tests.of(Episodes.SMALL_ENGINE, MIX, promise).ratePerSecond())
                .isGreaterThan(5);
    }

    @Test
    void allowsMoreForLongPrompts() {
        TokenMix longPrompts = TokenMix.of(List.of(new Arrival(0, 30_000, 100)));

        Promise promise = Promises.forMix(Episodes.SMALL_ENGINE, longPrompts);

        // 15 steps of at most 2,048 prompt tokens, about 62 ms each.
        assertThat(promise.limit(Signal.TTFT)).isBetween(4.0, 5.5);
    }

    private double attainmentAt(double rate) {
        List<Arrival> arrivals = Episodes.poisson(600, second -> rate, 11);
        Episode episode = Episodes.of(arrivals, 600, 1, 11);
        return new EpisodeRunner()
                .run(episode, new StaticReplicas(1))
                .attainment()
                .all();
    }
}
