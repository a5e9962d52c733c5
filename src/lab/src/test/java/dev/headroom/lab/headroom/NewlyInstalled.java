// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.headroom;

import dev.headroom.lab.engine.EngineModel;
import dev.headroom.lab.engine.ShippedEngines;
import dev.headroom.lab.episode.Cluster;
import dev.headroom.lab.episode.Episode;
import dev.headroom.lab.episode.EpisodeRunner;
import dev.headroom.lab.episode.Moment;
import dev.headroom.lab.episode.Outcome;
import dev.headroom.lab.episode.Span;
import dev.headroom.lab.fleet.LeadTimeProfile;
import dev.headroom.lab.fleet.Promise;
import dev.headroom.lab.policy.ScalingPolicy;
import dev.headroom.lab.policy.SetUp;
import dev.headroom.lab.traffic.Arrival;
import dev.headroom.lab.traffic.DrawnArrivals;
import dev.headroom.lab.traffic.LengthShapes;
import dev.headroom.lab.traffic.RateShape;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * A workload that Headroom was just installed for, without a profile: requests of about 1,000 tokens in and 200 out before servers of
 * h100-llama-8b.
 *
 * @param arrivals of the whole episode
 * @param promise that is kept
 * @param cluster of the servers
 * @param scoredFrom the second from which on attainment counts
 */
record NewlyInstalled(List<Arrival> arrivals, Promise promise, Cluster cluster, int scoredFrom) {
    static final EngineModel ENGINE = ShippedEngines.named("h100-llama-8b");

    private static final int TIMELINE_EVERY = 10;
    private static final int TAIL_SECONDS = 300;

    static List<Arrival> arrivals(RateShape rate, int seconds) {
        List<Arrival> arrivals = new ArrayList<>();
        new DrawnArrivals(rate, LengthShapes.lognormal(1000, 200, 1, 8000, 2000), 1, seconds, new SplittableRandom(1))
                .forEachRemaining(arrivals::add);
        return arrivals;
    }

    static Cluster cluster(String leadTime, int minReplicas, int maxReplicas, int startReplicas) {
        return new Cluster(LeadTimeProfile.named(leadTime), minReplicas, maxReplicas, startReplicas);
    }

    /** With the policy that a person would write, and so many seconds between two plans. */
    ScalingPolicy policy(double planEverySeconds) {
        HeadroomOptions options = HeadroomOptions.defaults(1).planningEvery(planEverySeconds);
        return HeadroomVariants.installed(setUp(), Belief.ABSENT, false, options);
    }

    Outcome run(Function<SetUp, ScalingPolicy> policy) {
        int end = (int) Math.floor(arrivals.get(arrivals.size() - 1).atSeconds());
        Span span = new Span(scoredFrom, end - scoredFrom - TAIL_SECONDS, TAIL_SECONDS);
        return new EpisodeRunner()
                .run(new Episode(arrivals, ENGINE, promise, cluster, span, 1), policy.apply(setUp()), TIMELINE_EVERY);
    }

    /** Answers between two seconds. */
    static IntStream wanted(Outcome outcome, int from, int until) {
        return outcome.timeline().stream()
                .filter(moment -> moment.atSeconds() >= from && moment.atSeconds() < until)
                .mapToInt(Moment::wanted);
    }

    /** Nobody has tested the servers, and there is no profile to make of it. */
    private SetUp setUp() {
        return new SetUp(
                promise,
                cluster.minReplicas(),
                cluster.maxReplicas(),
                ENGINE,
                new SetUp.LoadTest(1, 1, 1),
                new SetUp.TrainingWindow(1, 1, 1000, 200),
                1);
    }
}
