// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.cycle;

import dev.headroom.telemetry.WorkloadKey;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;

/** What was learnt of every workload. Used by the thread that plans, alone. */
public final class Minds {
    private final Map<WorkloadKey, Mind> minds = new HashMap<>();
    private final Duration usualLeadTime;

    /**
     * Nothing was learnt yet.
     *
     * @param usualLeadTime how long a start takes as long as none was seen; longer than the HPA's sync
     */
    public Minds(Duration usualLeadTime) {
        this.usualLeadTime = usualLeadTime;
    }

    /**
     * Forgets workloads that nobody claims any more.
     *
     * @param isClaimed asked for each
     */
    public void keepOnly(Predicate<WorkloadKey> isClaimed) {
        minds.keySet().removeIf(isClaimed.negate());
    }

    Mind of(WorkloadKey workload) {
        return minds.computeIfAbsent(workload, unknown -> new Mind(usualLeadTime));
    }
}
