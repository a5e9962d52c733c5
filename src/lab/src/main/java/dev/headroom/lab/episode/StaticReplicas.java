// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.episode;

import dev.headroom.lab.fleet.FleetSight;
import dev.headroom.lab.policy.ScalingPolicy;
import java.util.OptionalInt;

/**
 * Always the same number.
 *
 * @param replicas 0 or more
 */
public record StaticReplicas(int replicas) implements ScalingPolicy {
    @Override
    public OptionalInt advanceTo(double now, FleetSight fleet) {
        return OptionalInt.of(replicas);
    }

    @Override
    public String because() {
        return "always " + replicas;
    }
}
