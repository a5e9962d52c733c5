// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.supply;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What serves a workload now, and what will.
 *
 * @param wanted replicas of the scale target, as the cluster counts them; empty where that is not known
 * @param ready replicas that take requests; empty where pods cannot be seen
 * @param starting replicas that exist and do not take requests yet
 * @param hardware how many of the ready ones run on each hardware class that is known, the commonest first
 */
public record Supply(OptionalInt wanted, OptionalInt ready, List<Starting> starting, List<OnHardware> hardware) {
    /** Nobody can see. */
    public static final Supply UNKNOWN = new Supply(OptionalInt.empty(), OptionalInt.empty(), List.of(), List.of());

    public Supply {
        starting = List.copyOf(starting);
        hardware = List.copyOf(hardware);
    }

    /** Only the number of wanted replicas is known. */
    public static Supply wanted(OptionalInt replicas) {
        return new Supply(replicas, OptionalInt.empty(), List.of(), List.of());
    }

    /**
     * A replica on its way.
     *
     * @param name as the cluster names it
     * @param hardware class of its node; empty while it has none
     * @param age since it came into being
     * @param expectedIn until it will probably serve; 0 or more
     * @param credit how far it may be counted on, 0 to 1; one that is stuck has less
     */
    public record Starting(String name, Optional<String> hardware, Duration age, Duration expectedIn, double credit) {}

    /**
     * Ready replicas on one class of hardware.
     *
     * @param hardware the class
     * @param ready how many; above 0
     */
    public record OnHardware(String hardware, int ready) {}

    /**
     * Replicas that will serve, as far as they may be counted on; empty where pods cannot be seen.
     *
     * @param ahead from now on
     */
    public Optional<Double> servingWithin(Duration ahead) {
        if (ready.isEmpty()) {
            return Optional.empty();
        }
        double coming = starting.stream()
                .filter(replica -> replica.expectedIn().compareTo(ahead) <= 0)
                .mapToDouble(Starting::credit)
                .sum();
        return Optional.of(ready.getAsInt() + coming);
    }
}
