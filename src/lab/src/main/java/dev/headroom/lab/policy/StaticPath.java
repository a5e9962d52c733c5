// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.policy;

import dev.headroom.lab.fleet.FleetSight;
import java.util.Map;
import java.util.NavigableMap;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Follows a path of replicas that was laid out before: what a clairvoyant would do. */
public final class StaticPath implements ScalingPolicy {
    private final NavigableMap<Double, Integer> replicasFrom;

    /**
     * With its steps.
     *
     * @param replicasFrom replicas to set, by the second of the episode from which on they hold; before the first nothing is set
     */
    public StaticPath(Map<Double, Integer> replicasFrom) {
        this.replicasFrom = new TreeMap<>(replicasFrom);
        this.replicasFrom.forEach((from, replicas) -> {
            if (!(from >= 0) || replicas < 0) {
                throw new IllegalArgumentException(
                        "a path needs replicas of 0 or more from second 0 or later, had " + replicas + " from " + from);
            }
        });
    }

    /** Steps of equal length, the first from second 0. */
    public static StaticPath ofBlocks(double blockSeconds, int... replicas) {
        NavigableMap<Double, Integer> steps = new TreeMap<>();
        for (int block = 0; block < replicas.length; block++) {
            steps.put(block * blockSeconds, replicas[block]);
        }
        return new StaticPath(steps);
    }

    @Override
    public OptionalInt advanceTo(double now, FleetSight fleet) {
        Map.@Nullable Entry<Double, Integer> step = replicasFrom.floorEntry(now);
        return step == null ? OptionalInt.empty() : OptionalInt.of(step.getValue());
    }

    @Override
    public String because() {
        return "laid out before";
    }
}
