// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.policy;

import dev.headroom.lab.engine.EngineModel;
import dev.headroom.lab.fleet.LeadTimeProfile;
import dev.headroom.lab.fleet.Promise;

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

    /** The same on other terms. */
    public SetUp on(Terms other) {
        return new SetUp(promise, minReplicas, maxReplicas, engine, replica, training, seed, other);
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
