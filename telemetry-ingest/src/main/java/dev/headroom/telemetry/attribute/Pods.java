// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.attribute;

import dev.headroom.telemetry.PodReference;
import dev.headroom.telemetry.ScaleTarget;
import java.time.Instant;
import java.util.Optional;

/** The pods of the cluster, and those that recently left it. Safe to call from any thread; answers from memory. */
public interface Pods {
    /** Without a cluster no pod is known. */
    Pods NONE = (reference, namespace, when) -> Optional.empty();

    /**
     * Finds the pod that a reference meant at an instant: by uid, else by name in its namespace, else by the address that it
     * had then.
     *
     * @param reference the pod as telemetry names it
     * @param namespace its namespace where that is known
     * @param when when the event happened, because addresses pass from pod to pod
     */
    Optional<Pod> find(PodReference reference, Optional<String> namespace, Instant when);

    /**
     * A pod.
     *
     * @param namespace its namespace
     * @param target its scale target; empty where no scalable object owns it
     * @param replica key that distinguishes its replica: the group of a LeaderWorkerSet, else the pod's uid
     */
    record Pod(String namespace, Optional<ScaleTarget> target, String replica) {}
}
