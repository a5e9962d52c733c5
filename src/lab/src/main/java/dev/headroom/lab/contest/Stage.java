// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.contest;

import dev.headroom.lab.bound.LoadTests;
import dev.headroom.lab.bound.Promises;
import dev.headroom.lab.bound.TokenMix;
import dev.headroom.lab.engine.EngineModel;
import dev.headroom.lab.episode.Cluster;
import dev.headroom.lab.episode.Episode;
import dev.headroom.lab.episode.Span;
import dev.headroom.lab.fleet.LeadTimeProfile;
import dev.headroom.lab.fleet.Promise;
import dev.headroom.lab.policy.SetUp;
import dev.headroom.lab.traffic.RequestList;
import dev.headroom.lab.workload.Workload;

/**
 * A workload on an engine: what a person finds out beforehand, from a load test and the traffic before, and the episodes that
 * can be played there.
 *
 * @param workload at the size at which its peak needs so many replicas
 * @param engine the truth
 * @param promise to each request
 * @param replica what the load test found
 * @param training what the training window of the first seed showed
 */
public record Stage(
        Workload workload, EngineModel engine, Promise promise, SetUp.LoadTest replica, SetUp.TrainingWindow training) {
    /** The protocol's size: the peak needs about so many replicas. */
    public static final int PEAK_REPLICAS = 12;

    /** Twice and a half the peak's need: room for every policy to be wrong in, and no more than a cluster would grant. */
    public static final int MAX_REPLICAS = 30;

    private static final int MIN_REPLICAS = 1;
    private static final double PEAK_STRETCH_SECONDS = 60;
    /** The start has what the first minutes need, as if somebody had seen to it. */
    private static final double FIRST_SECONDS = 300;
    /** The longest answer and prompt that a server is asked to hold, as a share of its cache. */
    private static final double LONGEST_SHARE_OF_CACHE = 0.25;

    /** Above what the first minutes need at the load test's edge: who starts a run leaves room. */
    private static final double SPARE_AT_START = 1.25;

    private static final long FIRST_SEED = 1;

    /** Sized for a workload, whatever its own size is. */
    public static Stage of(Workload any, EngineModel engine, LoadTests loadTests) {
        return of(any, engine, loadTests, PEAK_REPLICAS);
    }

    /** The same at a size at which the peak needs about so many replicas. */
    public static Stage of(Workload any, EngineModel engine, LoadTests loadTests, int peakReplicas) {
        int longest = (int) Math.min(
                Integer.MAX_VALUE, LONGEST_SHARE_OF_CACHE * engine.limits().kvTokens());
        Workload clipped = any.clipped(longest, longest);
        TokenMix mix = TokenMix.of(clipped.training(FIRST_SEED));
        Promise promise = Promises.forMix(engine, mix);
        SetUp.LoadTest replica = loadTests.of(engine, mix, promise);
        Workload sized = clipped.scaledToPeak(peakReplicas * replica.ratePerSecond());
        return new Stage(sized, engine, promise, replica, trainingOf(sized.training(FIRST_SEED)));
    }

    /** At its own size, with a promise that its makers made. */
    static Stage ofPublished(Workload published, EngineModel engine, Promise promise, LoadTests loadTests) {
        RequestList before = published.training(FIRST_SEED);
        SetUp.LoadTest replica = loadTests.of(engine, TokenMix.of(before), promise);
        return new Stage(published, engine, promise, replica, trainingOf(before));
    }

    private static SetUp.TrainingWindow trainingOf(RequestList before) {
        return new SetUp.TrainingWindow(
                before.meanPerSecond(),
                before.peakPerSecond(PEAK_STRETCH_SECONDS),
                before.meanInputTokens(),
                before.meanOutputTokens());
    }

    /** What whoever sets a policy up knows. */
    public SetUp setUp(long seed) {
        return setUp(MIN_REPLICAS, MAX_REPLICAS, seed);
    }

    SetUp setUp(int min, int max, long seed) {
        return new SetUp(promise, min, max, engine, replica, training, seed);
    }

    /** The window that is scored. */
    public Episode run(LeadTimeProfile leadTime, long seed) {
        return episode(workload.arrivals(seed), leadTime, seed);
    }

    /** The window on which parameters are chosen. */
    Episode trainingRun(LeadTimeProfile leadTime, long seed) {
        return episode(workload.training(seed), leadTime, seed);
    }

    private Episode episode(RequestList arrivals, LeadTimeProfile leadTime, long seed) {
        double first = arrivals.window(0, FIRST_SECONDS).size() / FIRST_SECONDS;
        int start = (int) Math.ceil(SPARE_AT_START * first / replica.ratePerSecond());
        int within = Math.max(MIN_REPLICAS, Math.min(MAX_REPLICAS, start));
        int seconds = (int) Math.ceil(Math.max(1, arrivals.spanSeconds()));
        return new Episode(
                WarmUp.before(arrivals),
                engine,
                promise,
                new Cluster(leadTime, MIN_REPLICAS, MAX_REPLICAS, within),
                new Span(WarmUp.SECONDS, seconds, Span.USUAL_DRAIN_SECONDS),
                seed);
    }
}
