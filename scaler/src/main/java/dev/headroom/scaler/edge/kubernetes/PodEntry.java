// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.kubernetes;

import dev.headroom.telemetry.ScaleTarget;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of a pod.
 *
 * @param name its name in its namespace
 * @param uid its uid
 * @param target what it is a pod of; null where nobody that can be scaled owns it
 * @param replica the replica that it belongs to: its group in a LeaderWorkerSet, else itself
 * @param leads whether the replica is ready when it is
 * @param ips addresses that are its own now; none for a pod that shares its node's, and for one that has ended
 * @param created when it came into being
 * @param started since when it may have had its addresses
 * @param stage how far it has come
 */
record PodEntry(
        SlimStore.Name name,
        String uid,
        @Nullable ScaleTarget target,
        String replica,
        boolean leads,
        List<String> ips,
        Instant created,
        Instant started,
        Stage stage) {
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
}
