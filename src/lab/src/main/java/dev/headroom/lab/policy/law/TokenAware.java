// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.policy.law;

import dev.headroom.lab.policy.monitor.Gauge;
import dev.headroom.lab.policy.monitor.Sight;

/**
 * llm-d's token-aware KEDA recipe (guide of September 2026): prompt tokens in flight over what a replica prefills within a threshold,
 * or the cache in use over 0.8, whichever asks for more.
 */
public final class TokenAware implements Baseline {
    private final double prefillTokensPerSecond;
    private final double thresholdSeconds;
    private final double kvTarget;

    /**
     * With its calibration.
     *
     * @param prefillTokensPerSecond the guide's V_P, as it was measured
     * @param thresholdSeconds prefill that may be in flight on a replica
     * @param kvTarget share of the cache to use
     */
    public TokenAware(double prefillTokensPerSecond, double thresholdSeconds, double kvTarget) {
        this.prefillTokensPerSecond = Demands.positive("prefillTokensPerSecond", prefillTokensPerSecond);
        this.thresholdSeconds = Demands.positive("thresholdSeconds", thresholdSeconds);
        this.kvTarget = Demands.positive("kvTarget", kvTarget);
    }

    @Override
    public Decision decide(Sight sight) {
        double tokens = sight.promptTokensInFlight();
        double usage = sight.total(Gauge.KV_USAGE);
        return Decision.of(desired(tokens, usage), tokens + " prompt tokens in flight, " + usage + " caches in use");
    }

    /** {@code max(ceil(tokens / V_P / threshold), ceil(usage / target))}. */
    double desired(double promptTokensInFlight, double kvUsage) {
        return Math.max(
                Math.ceil(promptTokensInFlight / prefillTokensPerSecond / thresholdSeconds),
                Math.ceil(kvUsage / kvTarget));
    }
}
