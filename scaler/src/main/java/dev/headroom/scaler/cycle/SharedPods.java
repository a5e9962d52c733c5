// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.cycle;

import dev.headroom.telemetry.ScaleTarget;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Whose a pod was, shared by the replicas of the service: telemetry names pods that were deleted before a process started. Knows what the
 * shared topic has, so that only what differs is written. Safe from any thread.
 */
public final class SharedPods {
    private final PodRegister register;
    private final Predicate<ScaleTarget> claimed;
    private final Map<ScaleTarget, List<KnownPod>> shared = new HashMap<>();
    private boolean readToTheEnd;

    /**
     * Nothing is shared yet.
     *
     * @param register the pods that this replica knows
     * @param claimed whether telemetry of a target's pods belongs to any workload
     */
    public SharedPods(PodRegister register, Predicate<ScaleTarget> claimed) {
        this.register = register;
        this.claimed = claimed;
    }

    /**
     * Something to write.
     *
     * @param target whose pods
     * @param pods that are known now; none where the target's record ends
     */
    public record Change(ScaleTarget target, List<KnownPod> pods) {}

    /** Pods that are known here and not shared; from here on they count as shared. */
    public synchronized List<Change> toWrite() {
        Map<ScaleTarget, List<KnownPod>> known = register.known();
        List<Change> changes = new ArrayList<>();
        known.forEach((target, pods) -> {
            if (claimed.test(target) && !pods.equals(shared.put(target, pods))) {
                changes.add(new Change(target, pods));
            }
        });
        for (ScaleTarget target : Set.copyOf(shared.keySet())) {
            if (!claimed.test(target) || !known.containsKey(target)) {
                shared.remove(target);
                changes.add(new Change(target, List.of()));
            }
        }
        return changes;
    }

    /** It could not be written; it must be written again. */
    public synchronized void lost(ScaleTarget target) {
        shared.put(target, List.of());
    }

    /** Takes a record of the shared topic, which may be this replica's own. */
    public synchronized void told(ScaleTarget target, List<KnownPod> pods) {
        shared.put(target, pods);
        if (readToTheEnd) {
            register.learn(target, pods);
        }
    }

    /** The shared topic has been read to its end: until then a record may be of pods that are forgotten since. */
    public synchronized void readToTheEnd() {
        if (!readToTheEnd) {
            readToTheEnd = true;
            shared.forEach(register::learn);
        }
    }

    /** A record of the shared topic has ended. */
    public synchronized void forget(ScaleTarget target) {
        shared.remove(target);
    }
}
