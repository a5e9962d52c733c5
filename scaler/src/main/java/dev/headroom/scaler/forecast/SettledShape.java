// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.forecast;

import dev.headroom.scaler.forecast.TrafficShape.Lengths;
import dev.headroom.scaler.forecast.TrafficShape.Spread;
import java.util.Optional;

/**
 * A workload's shape as it was first seen, until it is seen to differ: sketches of lengths are never still, and what follows from a
 * shape need not be worked out again for a change that no replica feels. Means may be off by 1 %, quantiles by 2.5 % of themselves
 * or of the mean length, whichever is more, the last two of them by more, and bursts by 0.05 s. One thread.
 */
public final class SettledShape {
    private static final double MEANS = 0.01;
    private static final double QUANTILES = 0.025;

    /** Of requests that are fewer than 1 in 200 the lengths are hearsay. */
    private static final double RARE = 0.1;

    private static final double RARE_FROM = 99.5;
    private static final double BURST_SECONDS = 0.05;

    private Optional<TrafficShape> settled = Optional.empty();

    /** Nothing was seen yet. */
    public SettledShape() {}

    /** The same demand with the shape of late, unless that differs. */
    public Demand settle(Demand demand) {
        Optional<TrafficShape> before = settled.filter(shape -> isLike(shape, demand.shape()));
        settled = before.or(() -> Optional.of(demand.shape()));
        return before.map(shape -> new Demand(
                        demand.requestsPerSecond(),
                        demand.standardError(),
                        shape,
                        demand.horizon(),
                        demand.method(),
                        demand.distribution()))
                .orElse(demand);
    }

    /** Whether no replica would tell two shapes apart. */
    static boolean isLike(TrafficShape one, TrafficShape other) {
        Spread before = one.spread();
        Spread now = other.spread();
        return one.arrivals() == other.arrivals()
                && isNear(one.inputTokens(), other.inputTokens(), MEANS)
                && isNear(one.tokensToCompute(), other.tokensToCompute(), MEANS)
                && isNear(one.outputTokens(), other.outputTokens(), MEANS)
                && Math.abs(before.burstSeconds() - now.burstSeconds()) <= BURST_SECONDS
                && areLike(before.prompt(), now.prompt())
                && areLike(before.output(), now.output());
    }

    private static boolean areLike(Lengths one, Lengths other) {
        // Lengths that are all equal are another model, not a small difference.
        boolean alike = one.variation() == 0 == (other.variation() == 0)
                && isNear(one.variation(), other.variation(), QUANTILES);
        for (int i = 0; i < one.overMean().size() && alike; i++) {
            double most = Lengths.PERCENTILES.get(i) < RARE_FROM ? QUANTILES : RARE;
            double scale = Math.max(1, one.overMean().get(i));
            alike = Math.abs(one.overMean().get(i) - other.overMean().get(i)) <= most * scale;
        }
        return alike;
    }

    private static boolean isNear(double one, double other, double most) {
        return Math.abs(one - other) <= most * Math.max(one, other);
    }
}
