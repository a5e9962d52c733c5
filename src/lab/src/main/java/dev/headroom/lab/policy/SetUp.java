// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.policy;

import dev.headroom.lab.engine.EngineModel;
import dev.headroom.lab.fleet.LeadTimeProfile;
import dev.headroom.lab.fleet.Promise;
import dev.headroom.lab.policy.law.EngineSheet;
import dev.headroom.lab.policy.law.KnownCapacity;
import dev.headroom.lab.policy.law.LatencyLimits;
import dev.headroom.lab.policy.law.Recommendation;
import dev.headroom.scaler.slo.Signal;

/**
 * What a person knows who sets a policy up: from the server's start parameters, a load test of one replica and a training window;
 * nothing of the run that is to come.
 *
 * @param promise what each request should get
 * @param minReplicas never fewer
 * @param maxReplicas never more
 * @param engine as a load test of it shows it: limits, GPUs and step times are known to who starts the server
 * @param replica what the load test found
 * @param training what the training window showed
 * @param seed of whatever chance the policy's own delays have
 * @param terms what a policy that plans ahead is told besides
 */
public record SetUp(
        Promise promise,
        int minReplicas,
        int maxReplicas,
        EngineModel engine,
        LoadTest replica,
        TrainingWindow training,
        long seed,
        Terms terms) {
    /** Of an end-to-end time that stands alone. */
    private static final double FIRST_TOKEN_SHARE = 0.2;

    /** On the terms of the benchmark's protocol. */
    public SetUp(
            Promise promise,
            int minReplicas,
            int maxReplicas,
            EngineModel engine,
            LoadTest replica,
            TrainingWindow training,
            long seed) {
        this(promise, minReplicas, maxReplicas, engine, replica, training, seed, Terms.PROTOCOL);
    }

    /** The same with another minimum. */
    SetUp withMin(int min) {
        return new SetUp(promise, min, maxReplicas, engine, replica, training, seed, terms);
    }

    /** At least 1: what wakes a model up is not what is compared. */
    int leastReplicas() {
        return Math.max(1, minReplicas);
    }

    /** So many replicas, rounded up and within the limits. */
    int bounded(double replicas) {
        return bounded(Recommendation.of(replicas, ""), leastReplicas());
    }

    /** What is recommended, rounded up and within the limits; what is present where nothing is. */
    int bounded(Recommendation recommendation, int present) {
        return recommendation.within(leastReplicas(), maxReplicas, present);
    }

    /** What carries so many requests a second by the load test, rounded up and within the limits. */
    int replicasFor(double requestsPerSecond) {
        return bounded(requestsPerSecond / replica.ratePerSecond());
    }

    /**
     * The promise as policies take it that know TTFT and time per token only. Who has promised an end-to-end time alone gives a fifth
     * of it to the first token and shares the rest among the others; that choice is ours, so that such policies have a target at all.
     */
    LatencyLimits latencyLimits() {
        double endToEnd = promise.limit(Signal.E2E);
        double rest = (1 - FIRST_TOKEN_SHARE) * endToEnd / Math.max(1, training.meanOutputTokens());
        return new LatencyLimits(limit(Signal.TTFT, FIRST_TOKEN_SHARE * endToEnd), limit(Signal.ITL, rest));
    }

    private double limit(Signal signal, double derived) {
        double promised = promise.limit(signal);
        return Double.isInfinite(promised) ? derived : promised;
    }

    /**
     * The share of its cache that a replica uses at the rate at which it just keeps the promise. Recipes that scale on cache use have
     * constants near 0.5 to 0.9; where the promise breaks long before the cache is full, who tunes them looks around this share.
     */
    double cacheUseAtObjective() {
        double context = training.meanInputTokens() + training.meanOutputTokens() / 2;
        return Math.min(1, replica.concurrency() * context / engine.limits().kvTokens());
    }

    /** So many requests a second by the load test, and the work of a mean request. */
    KnownCapacity capacity(double perReplica) {
        return KnownCapacity.of(perReplica, training.meanInputTokens(), training.meanOutputTokens());
    }

    /** The engine's profile at the mean lengths. */
    EngineSheet sheet() {
        return new EngineSheet(engine, training.meanInputTokens(), training.meanOutputTokens());
    }

    /**
     * What is promised to how many, and how long a start takes.
     *
     * @param share of requests that must keep each limit, above 0 and below 1
     * @param leadSeconds four of five starts take no longer; above 0
     */
    public record Terms(double share, double leadSeconds) {
        /** 99 % of the requests, on nodes that stand ready. */
        public static final Terms PROTOCOL = of(0.99, LeadTimeProfile.named("warm"));

        /** A start that takes no time at all still takes until the next decision. */
        private static final double LEAST_LEAD_SECONDS = 1;

        public Terms {
            if (!(share > 0 && share < 1 && leadSeconds > 0 && Double.isFinite(leadSeconds))) {
                throw new IllegalArgumentException(
                        "terms need a share above 0 and below 1 and a lead time above 0 s, were " + share + " and "
                                + leadSeconds + " s");
            }
        }

        /** With what a lead time's profile says of four of five starts. */
        public static Terms of(double share, LeadTimeProfile leadTime) {
            return new Terms(share, Math.max(LEAST_LEAD_SECONDS, leadTime.p80Seconds()));
        }
    }

    /**
     * One replica under Poisson arrivals of the training window's requests.
     *
     * @param ratePerSecond the highest at which the promise is kept for 99 % of the requests
     * @param concurrency mean requests in flight at that rate
     * @param prefillTokensPerSecond the most it can compute of prompts alone
     */
    public record LoadTest(double ratePerSecond, double concurrency, double prefillTokensPerSecond) {}

    /**
     * The traffic before the run.
     *
     * @param meanPerSecond mean rate
     * @param peakPerSecond highest mean rate of a minute
     * @param meanInputTokens mean prompt length
     * @param meanOutputTokens mean answer length
     */
    public record TrainingWindow(
            double meanPerSecond, double peakPerSecond, double meanInputTokens, double meanOutputTokens) {}
}
