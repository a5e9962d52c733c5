// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.policy;

import dev.headroom.lab.fleet.FleetSight;
import java.util.OptionalInt;
import java.util.function.DoubleUnaryOperator;

/**
 * {@code ceil(λ(t)/μ)}: the true rate over what a replica carries, the reference that llm-d's autoscaling issue #1499 asks for. It knows
 * the rate but looks no lead time ahead.
 */
public final class FluidReference implements ScalingPolicy {
    private final DoubleUnaryOperator requestsPerSecond;
    private final double ratePerReplica;
    private final Bounds bounds;

    /**
     * With the truth about the load.
     *
     * @param requestsPerSecond true rate at a second of the episode
     * @param setUp bounds, and the rate that a replica carries
     */
    public FluidReference(DoubleUnaryOperator requestsPerSecond, SetUp setUp) {
        this.requestsPerSecond = requestsPerSecond;
        this.ratePerReplica = setUp.replica().ratePerSecond();
        this.bounds = Bounds.of(setUp);
    }

    @Override
    public OptionalInt advanceTo(double now, FleetSight fleet) {
        return OptionalInt.of(bounds.of(requestsPerSecond.applyAsDouble(now) / ratePerReplica));
    }

    @Override
    public String because() {
        return "the true rate over a replica's";
    }
}
