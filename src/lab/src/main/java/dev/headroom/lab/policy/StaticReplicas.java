// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.policy;

import dev.headroom.lab.fleet.FleetSight;
import java.util.OptionalInt;

/**
 * The same number from beginning to end.
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
