// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.supply;

import dev.headroom.telemetry.snapshot.WorkloadSnapshot;
import java.util.List;
import java.util.Optional;

/**
 * The limits that a workload's servers state, known before anything is learned. Metrics of running servers count before their start
 * arguments, and those before the template of new replicas. Where replicas differ, as during a rollout, the least counts.
 */
public final class StatedByServers {
    private StatedByServers() {}

    /**
     * Reads it from telemetry and the cluster.
     *
     * @param snapshot of telemetry
     * @param replicas all there are; empty where pods cannot be seen
     */
    public static StatedLimits of(WorkloadSnapshot snapshot, Optional<List<Replica>> replicas) {
        return of(snapshot, replicas, StatedLimits.UNKNOWN);
    }

    /**
     * The same with the template of new replicas, which gives the limits of future ones.
     *
     * @param template limits that it states
     */
    public static StatedLimits of(WorkloadSnapshot snapshot, Optional<List<Replica>> replicas, StatedLimits template) {
        StatedLimits metrics = StatedLimits.ofKvTokens(snapshot.servers().kvTokensPerReplica());
        return metrics.elseAs(byArguments(replicas.orElse(List.of()))).elseAs(template);
    }

    /** Of those that serve; while none does, of those that start. */
    private static StatedLimits byArguments(List<Replica> replicas) {
        List<Replica> ready =
                replicas.stream().filter(replica -> replica.ready().isPresent()).toList();
        return (ready.isEmpty() ? replicas : ready)
                .stream().map(Replica::limits).reduce(StatedLimits::least).orElse(StatedLimits.UNKNOWN);
    }
}
