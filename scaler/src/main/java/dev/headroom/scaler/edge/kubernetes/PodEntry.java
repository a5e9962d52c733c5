// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.kubernetes;

import dev.headroom.scaler.supply.StatedLimits;
import dev.headroom.telemetry.ScaleTarget;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The kept fields of a pod.
 *
 * @param name its name in its namespace
 * @param uid its uid
 * @param target its scale target; null where no scalable object owns it
 * @param replica the replica that it belongs to: its group in a LeaderWorkerSet, else itself
 * @param leads whether the replica is ready when it is
 * @param ips addresses that are its own now; none for a pod that shares its node's, and for a pod that has ended
 * @param node the name of its node; null while it has none
 * @param course how far it has come, and when
 * @param limits the limits that its model server was started with
 */
record PodEntry(
        SlimStore.Name name,
        String uid,
        @Nullable ScaleTarget target,
        String replica,
        boolean leads,
        List<String> ips,
        @Nullable String node,
        Course course,
        StatedLimits limits) {
    /**
     * How far a pod has come, and when.
     *
     * @param created when it came into being
     * @param started since when it may have had its addresses
     * @param scheduled when it was bound to its node; empty where that is not said
     * @param running since when its containers run, their images in place; empty while one does not
     * @param ready since when it is Ready; empty while it is not, and where that is not said
     * @param stage how far it has come
     */
    record Course(
            Instant created,
            Instant started,
            Optional<Instant> scheduled,
            Optional<Instant> running,
            Optional<Instant> ready,
            Stage stage) {}

    /** How far a pod has come. */
    enum Stage {
        STARTING,
        READY,
        /** Being deleted, or ended. */
        LEAVING
    }

    PodEntry {
        ips = List.copyOf(ips);
    }

    Instant created() {
        return course.created();
    }

    Instant started() {
        return course.started();
    }

    Stage stage() {
        return course.stage();
    }

    /** Since when it is Ready. */
    Optional<Instant> ready() {
        return course.stage() == Stage.READY ? course.ready() : Optional.empty();
    }

    /** The same, Ready since {@code when}. */
    PodEntry readySince(Instant when) {
        Course same = new Course(
                course.created(),
                course.started(),
                course.scheduled(),
                course.running(),
                Optional.of(when),
                course.stage());
        return new PodEntry(name, uid, target, replica, leads, ips, node, same, limits);
    }
}
