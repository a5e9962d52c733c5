// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.anchors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.lab.bound.LoadTests;
import dev.headroom.lab.bound.TokenMix;
import dev.headroom.lab.engine.EngineModel;
import dev.headroom.lab.engine.ShippedEngines;
import dev.headroom.lab.episode.Cluster;
import dev.headroom.lab.episode.Episode;
import dev.headroom.lab.episode.EpisodeRunner;
import dev.headroom.lab.episode.Outcome;
import dev.headroom.lab.episode.Span;
import dev.headroom.lab.fleet.LeadTimeProfile;
import dev.headroom.lab.fleet.Promise;
import dev.headroom.lab.headroom.Belief;
import dev.headroom.lab.headroom.HeadroomVariants;
import dev.headroom.lab.policy.SetUp;
import dev.headroom.lab.traffic.RequestList;
import dev.headroom.lab.workload.Workload;
import dev.headroom.lab.workload.Workloads;
import java.time.Duration;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * llm-d's scored ramp (SLO-aware KEDA guide, scored-config.yml at commit d38c9f0): its own scaler kept TTFT 3 s and TPOT 100 ms for
 * 95.8 % of the requests at 5.93 replicas in the mean; 85.6 % while its predictor was cold.
 */
@Tag("long")
class ScoredRampAnchorTest {
    private static final double PUBLISHED_ATTAINMENT = 0.958;
    private static final double PUBLISHED_REPLICAS = 5.93;

    /** The ramp falls within 15 min of its peak, and what was needed is held for so long: 6.03 replicas here. */
    private static final double WHAT_HOLDING_COSTS = 1.05;

    private static final int LEAST = 3;
    private static final int MOST = 8;
    private static final double PEAK_STRETCH_SECONDS = 60;
    private static final Promise PROMISE = new Promise(3, 0.1, Double.POSITIVE_INFINITY);
    private static final LeadTimeProfile LEAD_TIME = LeadTimeProfile.named("98-125");
    private static final EngineModel ENGINE = ShippedEngines.named("h100x2-qwen3-32b-llmd");

    @Test
    void keepsThePromiseForMoreRequestsThanPublishedAndPaysForHolding() {
        Workload ramp = Workloads.builtIn().stream()
                .filter(workload -> workload.id().equals("W1"))
                .findFirst()
                .orElseThrow();

        SetUp.LoadTest replica = new LoadTests(1).of(ENGINE, TokenMix.of(ramp.training(1)), PROMISE);

        List<Outcome> outcomes = LongStream.rangeClosed(1, 3)
                .mapToObj(seed -> played(ramp, replica, seed))
                .toList();

        assertThat(mean(outcomes, outcome -> outcome.attainment().all())).isGreaterThan(PUBLISHED_ATTAINMENT);
        assertThat(mean(outcomes, outcome -> outcome.use().meanReplicas()))
                .isLessThan(WHAT_HOLDING_COSTS * PUBLISHED_REPLICAS);
    }

    private static double mean(List<Outcome> outcomes, ToDoubleFunction<Outcome> figure) {
        return outcomes.stream().mapToDouble(figure).average().orElseThrow();
    }

    private static Outcome played(Workload ramp, SetUp.LoadTest replica, long seed) {
        Episode episode = new Episode(
                ramp.arrivals(seed),
                ENGINE,
                PROMISE,
                new Cluster(LEAD_TIME, LEAST, MOST, LEAST),
                new Span(0, (int) ramp.seconds(), (int) ramp.drainSeconds()),
                seed);
        return new EpisodeRunner()
                .run(
                        episode,
                        HeadroomVariants.ofKnob(
                                        1, Belief.MEASURED, Duration.ofSeconds(Math.round(LEAD_TIME.typicalSeconds())))
                                .maker()
                                .make(setUp(ramp.training(1), replica, seed)));
    }

    private static SetUp setUp(RequestList before, SetUp.LoadTest replica, long seed) {
        return new SetUp(
                PROMISE,
                LEAST,
                MOST,
                ENGINE,
                replica,
                new SetUp.TrainingWindow(
                        before.meanPerSecond(),
                        before.peakPerSecond(PEAK_STRETCH_SECONDS),
                        before.meanInputTokens(),
                        before.meanOutputTokens()),
                seed);
    }
}
