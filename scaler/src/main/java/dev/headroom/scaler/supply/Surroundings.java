// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.supply;

import dev.headroom.telemetry.ScaleTarget;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Influences on a workload's number beside its demand: the cluster, its limits, and the loss of the plans that all replicas of Headroom share.
 *
 * @param leaving replicas whose nodes go within about a lead time, the soonest first
 * @param room most replicas that can ever run; empty where that is not certain
 * @param scaling KEDA's settings for the workload; empty where they cannot be seen
 * @param plansUnreachableFor how long the shared plans have been out of reach; empty while they are within reach, or not shared
 */
public record Surroundings(
        List<Leaving> leaving, Optional<Room> room, Optional<Scaling> scaling, Optional<Duration> plansUnreachableFor) {
    /** Nothing can be seen. */
    public static final Surroundings UNKNOWN = new Surroundings(List.of(), Optional.empty(), Optional.empty());

    public Surroundings {
        leaving = List.copyOf(leaving);
    }

    /** The same where the shared plans are within reach. */
    public Surroundings(List<Leaving> leaving, Optional<Room> room, Optional<Scaling> scaling) {
        this(leaving, room, scaling, Optional.empty());
    }

    /** The same with the shared plans out of reach for so long. */
    public Surroundings withPlansUnreachableFor(Optional<Duration> away) {
        return new Surroundings(leaving, room, scaling, away);
    }

    /**
     * A replica that its node takes with it.
     *
     * @param name as the cluster names it
     * @param in until then; 0 or more
     * @param cause the reason, in people's words
     */
    public record Leaving(String name, Duration in, String cause) {}

    /**
     * The most replicas that node provisioners may make room for.
     *
     * @param replicas how many fit; 0 or more
     * @param pools names of the provisioners of nodes that could host one
     * @param resource accelerator that is limited
     * @param each how many of it a replica takes; above 0
     */
    public record Room(int replicas, List<String> pools, String resource, int each) {
        public Room {
            pools = List.copyOf(pools);
        }

        /** The bound, and its exclusions. */
        public String sentence() {
            String who = pools.isEmpty()
                    ? "no NodePool can host a replica (" + each + " " + resource + ")"
                    : (pools.size() == 1 ? "NodePool " : "NodePools ") + String.join(", ", pools)
                            + (pools.size() == 1 ? " allows " : " allow ") + replicas + " replicas of " + each + " "
                            + resource;
            return who + "; use by other workloads is not subtracted";
        }
    }

    /**
     * Settings of a ScaledObject.
     *
     * @param scaledObject its name, in the workload's namespace
     * @param target its scale target
     * @param min fewest replicas that KEDA allows; 0 or more
     * @param max most that KEDA allows; 0 or more
     * @param pause its pause; empty where it does not pause
     * @param toleranceUp share of the replicas below which the HPA takes no step up; empty where the cluster's own counts
     * @param toleranceDown the same downwards
     */
    public record Scaling(
            String scaledObject,
            Optional<ScaleTarget> target,
            int min,
            int max,
            Optional<Pause> pause,
            OptionalDouble toleranceUp,
            OptionalDouble toleranceDown) {
        /** Whether nothing of a plan is carried out. */
        public boolean isPaused() {
            return pause.filter(Pause::all).isPresent();
        }
    }

    /**
     * An operator paused KEDA.
     *
     * @param all whether in both directions
     * @param annotation the annotation that does so, with its value
     */
    public record Pause(boolean all, String annotation) {}
}
