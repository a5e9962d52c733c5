// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.anchors;

import dev.headroom.lab.engine.EngineModel;
import dev.headroom.lab.engine.ShippedEngines;
import dev.headroom.lab.engine.StepTimes;
import dev.headroom.lab.episode.Cluster;
import dev.headroom.lab.episode.Episode;
import dev.headroom.lab.episode.EpisodeRunner;
import dev.headroom.lab.episode.Outcome;
import dev.headroom.lab.episode.Span;
import dev.headroom.lab.fleet.LeadTimeProfile;
import dev.headroom.lab.fleet.Promise;
import dev.headroom.lab.headroom.HeadroomOptions;
import dev.headroom.lab.headroom.HeadroomVariants;
import dev.headroom.lab.policy.ScalingPolicy;
import dev.headroom.lab.policy.SetUp;
import dev.headroom.lab.policy.StaticReplicas;
import dev.headroom.lab.traffic.DrawnArrivals;
import dev.headroom.lab.traffic.LengthShapes;
import dev.headroom.lab.traffic.RateShapes;
import dev.headroom.lab.traffic.RequestList;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * One run of llm-d's guide to token-aware autoscaling (guides/workload-autoscaling/keda-epp-token-aware/README.md at commit 560d420,
 * "Benchmarking"): Poisson arrivals for 1,200 s, lengths fixed, open loop, Qwen3-32B on two H100, 1 to 4 replicas, 1 at the start. Its
 * pods take 98 to 125 s. The engine is {@code h100x2-qwen3-32b} at the pace at which one replica carries the 1.40 requests/s of 8,192
 * tokens that the published latencies of one replica tell of. No profile is given: the guide's users have none.
 *
 * @param ratePerSecond requests
 * @param inputTokens of every prompt
 * @param outputTokens of every answer
 */
record TokenAwareRun(double ratePerSecond, int inputTokens, int outputTokens) {
    private static final int SECONDS = 1200;

    /** Clients gave up after so long. */
    private static final int CLIENT_TIMEOUT_SECONDS = 600;

    /** Of the shipped engine's step times, so that one replica carries 1.40 requests/s instead of 1.25. */
    private static final double PACE = 0.89;

    private static final EngineModel ENGINE = engine(ShippedEngines.named("h100x2-qwen3-32b"));
    private static final int MOST = 4;
    private static final long SEED = 7;
    private static final double UNKNOWN = 1;
    private static final Promise PROMISE = new Promise(5, 0.1, Double.POSITIVE_INFINITY);

    private static final String POLICY = """
            apiVersion: headroom.dev/v1
            workload: { scaleTarget: { kind: Deployment, name: workload } }
            objectives:
              - { signal: ttft, percentile: 95, atMost: 5s }
              - { signal: itl, percentile: 95, atMost: 100ms }
            replicas: { min: 1, max: 4 }
            """;

    /** With as many replicas from the first second to the last. */
    Outcome withStatic(int replicas) {
        return run(new StaticReplicas(replicas), replicas);
    }

    /** With Headroom as installed, and a timeline of one point every 5 s. */
    Outcome withHeadroom() {
        return run(
                HeadroomVariants.ofDocuments(
                                POLICY, Optional.empty(), HeadroomOptions.PLAN_EVERY_SECONDS, decision -> {})
                        .maker()
                        .make(setUp()),
                1);
    }

    private Outcome run(ScalingPolicy policy, int start) {
        RequestList arrivals = RequestList.of(
                new DrawnArrivals(
                        RateShapes.constant(ratePerSecond),
                        LengthShapes.fixed(inputTokens, outputTokens),
                        1,
                        SECONDS,
                        new SplittableRandom(SEED)),
                SECONDS);
        Episode episode = new Episode(
                arrivals,
                ENGINE,
                PROMISE,
                new Cluster(LeadTimeProfile.named("98-125"), 1, MOST, start),
                new Span(0, SECONDS, CLIENT_TIMEOUT_SECONDS),
                SEED);
        return new EpisodeRunner().run(episode, policy, 5);
    }

    private static EngineModel engine(EngineModel shipped) {
        StepTimes times = shipped.times();
        return shipped.withTimes((sequences, context, prefill) -> PACE * times.millis(sequences, context, prefill));
    }

    /** Headroom reads its seed alone: nobody has tested a replica, and nothing is known of the traffic before. */
    private SetUp setUp() {
        return new SetUp(
                PROMISE,
                1,
                MOST,
                ENGINE,
                new SetUp.LoadTest(UNKNOWN, UNKNOWN, UNKNOWN),
                new SetUp.TrainingWindow(ratePerSecond, ratePerSecond, inputTokens, outputTokens),
                SEED);
    }
}
