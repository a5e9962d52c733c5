// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.policy;

import dev.headroom.lab.engine.EngineModel;
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
 */
public record SetUp(
        Promise promise,
        int minReplicas,
        int maxReplicas,
        EngineModel engine,
        LoadTest replica,
        TrainingWindow training,
        long seed) {
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
