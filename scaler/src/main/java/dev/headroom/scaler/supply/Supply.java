// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.supply;

import dev.headroom.scaler.supply.Surroundings.Leaving;
import dev.headroom.scaler.supply.Surroundings.Room;
import dev.headroom.scaler.supply.Surroundings.Scaling;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Present and future replicas of a workload.
 *
 * @param wanted replicas of the scale target, as the cluster counts them; empty where that is not known
 * @param ready replicas that take requests; empty where pods cannot be seen
 * @param starting replicas that exist and do not take requests yet
 * @param hardware how many of the ready ones run on each hardware class that is known, the commonest first
 * @param around actions and limits of the cluster around them; empty where that cannot be seen, and in decisions from before it was
 *     recorded
 */
public record Supply(
        OptionalInt wanted,
        OptionalInt ready,
        List<Starting> starting,
        List<OnHardware> hardware,
        Optional<Surroundings> around) {
    /** Nothing can be seen. */
    public static final Supply UNKNOWN = new Supply(OptionalInt.empty(), OptionalInt.empty(), List.of(), List.of());

    public Supply {
        starting = List.copyOf(starting);
        hardware = List.copyOf(hardware);
    }

    /** The same where nothing is seen around the replicas. */
    public Supply(OptionalInt wanted, OptionalInt ready, List<Starting> starting, List<OnHardware> hardware) {
        this(wanted, ready, starting, hardware, Optional.empty());
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
     * @param age since its creation
     * @param expectedIn until it will probably serve; 0 or more
     * @param credit how far it may be counted on, 0 to 1; a stuck replica has less, a replica without a node on its way 0
     * @param awaits the reason for its wait; empty where that cannot be seen, and for a replica that loads
     */
    public record Starting(
            String name,
            Optional<String> hardware,
            Duration age,
            Duration expectedIn,
            double credit,
            Optional<Wait> awaits) {
        /** A replica without a visible wait. */
        public Starting(String name, Optional<String> hardware, Duration age, Duration expectedIn, double credit) {
            this(name, hardware, age, expectedIn, credit, Optional.empty());
        }

        /** Whether it waits for a node that is not being made. */
        public boolean isUnclaimed() {
            return awaits.filter(one -> !one.claimed()).isPresent();
        }
    }

    /**
     * A wait of a replica without a node.
     *
     * @param claimed whether a node is on its way to it
     * @param sentence the reason, in people's words
     */
    public record Wait(boolean claimed, String sentence) {}

    /**
     * Ready replicas on one class of hardware.
     *
     * @param hardware the class
     * @param ready how many; above 0
     */
    public record OnHardware(String hardware, int ready) {}

    /** Replicas whose nodes go within about a lead time. */
    public List<Leaving> leaving() {
        return around.map(Surroundings::leaving).orElse(List.of());
    }

    /** Most replicas that can ever run; empty where that is not certain. */
    public Optional<Room> room() {
        return around.flatMap(Surroundings::room);
    }

    /** KEDA's settings; empty where they cannot be seen. */
    public Optional<Scaling> scaling() {
        return around.flatMap(Surroundings::scaling);
    }

    /** How long the shared plans have been out of reach; empty while they are within reach, or not shared. */
    public Optional<Duration> plansUnreachableFor() {
        return around.flatMap(Surroundings::plansUnreachableFor);
    }

    /** The same in a cluster with this room, and with these settings of KEDA. */
    public Supply within(Optional<Room> room, Optional<Scaling> scaling) {
        return within(new Surroundings(leaving(), room, scaling, plansUnreachableFor()));
    }

    /** The same with the shared plans out of reach for so long. */
    public Supply withPlansUnreachableFor(Optional<Duration> away) {
        return within(around.orElse(Surroundings.UNKNOWN).withPlansUnreachableFor(away));
    }

    private Supply within(Surroundings all) {
        return new Supply(
                wanted,
                ready,
                starting,
                hardware,
                all.equals(Surroundings.UNKNOWN) ? Optional.empty() : Optional.of(all));
    }
}
