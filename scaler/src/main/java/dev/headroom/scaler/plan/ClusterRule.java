// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.plan;

import dev.headroom.scaler.plan.Reason.Stage;
import dev.headroom.scaler.supply.Supply;
import dev.headroom.scaler.supply.Supply.Starting;
import dev.headroom.scaler.supply.Surroundings.Room;
import dev.headroom.scaler.supply.Surroundings.Scaling;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** What the cluster can give of a number, and what KEDA was told to do with it. */
final class ClusterRule {
    private ClusterRule() {}

    /**
     * The number within what those who make nodes may make; never fewer than have a node already, for a limit takes none away.
     *
     * @param desired within the policy's limits
     * @param least below which nothing is taken: the policy's lower limit, or the last plan where telemetry forbids to go down
     */
    static Optional<Reason> roomed(Supply supply, int desired, int least) {
        Optional<Room> room = supply.room().filter(known -> known.replicas() < desired);
        if (room.isEmpty() || supply.ready().isEmpty()) {
            return Optional.empty();
        }
        long loading = supply.starting().stream().filter(ClusterRule::hasNode).count();
        int placed = supply.ready().getAsInt() + (int) loading;
        int held = Math.min(desired, Math.max(room.get().replicas(), Math.max(placed, least)));
        return held == desired
                ? Optional.empty()
                : Optional.of(new Reason(
                        Stage.ROOM, held, "held at " + held + ": " + room.get().sentence()));
    }

    /** What keeps KEDA from the number; it moves nothing here, for the one who wrote it may lift it at any time. */
    static void said(Supply supply, int desired, List<Reason> reasons) {
        supply.scaling().ifPresent(scaling -> {
            if (desired > scaling.max()) {
                reasons.add(new Reason(
                        Stage.LIMITS,
                        desired,
                        name(scaling) + " allows no more than maxReplicaCount " + scaling.max()
                                + ": KEDA stays there"));
            } else if (desired < scaling.min()) {
                reasons.add(new Reason(
                        Stage.LIMITS,
                        desired,
                        name(scaling) + " allows no fewer than minReplicaCount " + scaling.min()
                                + ": KEDA stays there"));
            }
            scaling.pause()
                    .ifPresent(pause -> reasons.add(new Reason(
                            Stage.PAUSED,
                            desired,
                            name(scaling) + " is paused by " + pause.annotation() + ": "
                                    + (pause.all() ? "nothing of this is done" : "KEDA goes the other way only"))));
        });
    }

    /** The tolerance that a ScaledObject sets, else the cluster's. */
    static HpaStep stepOf(Supply supply, HpaStep usual) {
        return supply.scaling()
                .map(scaling -> new HpaStep(
                        new HpaTolerance(
                                within(scaling.toleranceUp(), usual.tolerance().up()),
                                within(
                                        scaling.toleranceDown(),
                                        usual.tolerance().down())),
                        usual.roundOutward()))
                .orElse(usual);
    }

    private static double within(OptionalDouble tolerance, double usual) {
        return tolerance.isPresent() && tolerance.getAsDouble() >= 0 && tolerance.getAsDouble() < 1
                ? tolerance.getAsDouble()
                : usual;
    }

    /** A class of hardware is known of one that waits for its node, too. */
    private static boolean hasNode(Starting replica) {
        return replica.awaits().isEmpty() && replica.hardware().isPresent();
    }

    private static String name(Scaling scaling) {
        return "ScaledObject " + scaling.scaledObject();
    }
}
