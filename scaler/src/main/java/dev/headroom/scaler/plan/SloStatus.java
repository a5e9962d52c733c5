// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.plan;

import dev.headroom.scaler.slo.MissedRule;
import dev.headroom.scaler.slo.Objective;
import dev.headroom.telemetry.snapshot.Distribution;
import dev.headroom.telemetry.snapshot.Reading;
import dev.headroom.telemetry.snapshot.UnfinishedRequests;
import java.util.OptionalDouble;

/**
 * The SLO status of an objective. A request that got no complete answer, as far as the policy counts it, took longer than any limit.
 *
 * @param objective the objective
 * @param observedSeconds recent latency at its percentile; empty while no request ended, and where the request at the percentile got no
 *     answer
 * @param missed requests that count as missed without having a latency; 0 or more
 */
public record SloStatus(Objective objective, OptionalDouble observedSeconds, long missed) {
    static SloStatus of(Objective objective, Reading now, UnfinishedRequests unfinished, MissedRule rule) {
        Distribution distribution = objective.signal().in(now);
        long missed = rule.missed(objective, now.ends()) + missedAlready(objective, unfinished);
        return new SloStatus(objective, percentileAmong(distribution, missed, objective.percentile()), missed);
    }

    /** Of an unfinished request only the age is known. */
    private static long missedAlready(Objective objective, UnfinishedRequests unfinished) {
        return switch (objective.signal()) {
            case E2E -> unfinished.olderThan(objective.atMost());
            case TTFT, ITL -> 0;
        };
    }

    /** Whether recent requests got worse latencies than promised. */
    public boolean violated() {
        return observedSeconds.isPresent() ? observedSeconds.getAsDouble() > objective.limitSeconds() : missed > 0;
    }

    /** The percentile of all requests; the missed ones come last. */
    private static OptionalDouble percentileAmong(Distribution distribution, long missed, double percentile) {
        if (missed == 0 || distribution.count() == 0) {
            return distribution.valueAt(percentile);
        }
        double rank = percentile / 100 * (double) (distribution.count() + missed - 1);
        double last = (double) (distribution.count() - 1);
        if (rank > last) {
            return OptionalDouble.empty();
        }
        return distribution.valueAt(last == 0 ? 0 : Math.min(100, rank / last * 100));
    }
}
