// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.plan;

import dev.headroom.scaler.supply.Supply;
import dev.headroom.scaler.supply.Supply.Starting;
import dev.headroom.scaler.supply.Surroundings.Pause;
import dev.headroom.scaler.supply.Surroundings.Room;
import dev.headroom.scaler.supply.Surroundings.Scaling;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/** Limits of the cluster on the number, and KEDA's settings for it. */
final class ClusterRules {
    private ClusterRules() {}

    /**
     * The number within the limits of node provisioners. It is never fewer than have a node already, because a limit takes none away. It is
     * never fewer than the last plan where telemetry forbids to go down.
     */
    static Draft clusterRoom(Draft draft, PlanFacts facts) {
        Supply supply = facts.input().supply();
        Optional<Room> room = supply.room().filter(known -> known.replicas() < draft.replicas());
        if (room.isEmpty() || supply.ready().isEmpty()) {
            return draft;
        }
        boolean free = facts.mayPlan() || facts.permission().permission() == TelemetryRule.Permission.REST;
        int least = Math.max(
                facts.input().policy().replicas().min(),
                free ? 0 : facts.before().orElse(0));
        long loading = supply.starting().stream().filter(ClusterRules::hasNode).count();
        int placed = supply.ready().getAsInt() + (int) loading;
        int held = Math.min(draft.replicas(), Math.max(room.get().replicas(), Math.max(placed, least)));
        return held == draft.replicas()
                ? draft
                : draft.moved(
                        held,
                        ReasonCode.CLUSTER_ROOM,
                        "held at " + held + ": " + room.get().sentence());
    }

    /** A step that the horizontal pod autoscaler's tolerance swallows. */
    static PlanRule hpaTolerance(HpaStep usual) {
        return (draft, facts) -> {
            OptionalInt current = facts.input().supply().wanted();
            if (current.isEmpty()) {
                return draft;
            }
            return stepOf(facts.input().supply(), usual)
                    .of(current.getAsInt(), draft.replicas(), most(facts.input()))
                    .map(step -> draft.moved(step.replicas(), ReasonCode.HPA_TOLERANCE, step.sentence()))
                    .orElse(draft);
        };
    }

    /** A step is limited to the number that may ever run. */
    private static int most(PlanInput input) {
        int max = input.policy().replicas().max();
        return input.supply().room().map(room -> Math.min(max, room.replicas())).orElse(max);
    }

    /** Settings that keep KEDA from the number. They change nothing here, because their author may remove them at any time. */
    static Draft scaledObject(Draft draft, PlanFacts facts) {
        Optional<Scaling> told = facts.input().supply().scaling();
        if (told.isEmpty()) {
            return draft;
        }
        Scaling scaling = told.get();
        Draft said = draft;
        if (draft.replicas() > scaling.max()) {
            said = said.noting(
                    ReasonCode.SCALED_OBJECT_LIMIT,
                    name(scaling) + " allows at most maxReplicaCount " + scaling.max() + ": KEDA stays there");
        } else if (draft.replicas() < scaling.min()) {
            said = said.noting(
                    ReasonCode.SCALED_OBJECT_LIMIT,
                    name(scaling) + " allows at least minReplicaCount " + scaling.min() + ": KEDA stays there");
        }
        if (scaling.pause().isPresent()) {
            Pause pause = scaling.pause().get();
            said = said.noting(
                    ReasonCode.PAUSED,
                    name(scaling) + " is paused by " + pause.annotation() + ": "
                            + (pause.all() ? "KEDA changes nothing" : "KEDA scales the other way only"));
        }
        return said;
    }

    /** The tolerance that a ScaledObject sets, else the cluster's. */
    private static HpaStep stepOf(Supply supply, HpaStep usual) {
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

    /** A replica that waits for its node may have a known class of hardware, too. */
    private static boolean hasNode(Starting replica) {
        return replica.awaits().isEmpty() && replica.hardware().isPresent();
    }

    private static String name(Scaling scaling) {
        return "ScaledObject " + scaling.scaledObject();
    }
}
