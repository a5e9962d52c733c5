// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.grpc;

import dev.headroom.scaler.cycle.Plans;
import dev.headroom.scaler.plan.Answer;
import dev.headroom.scaler.plan.ReplicaPlan;
import dev.headroom.telemetry.WorkloadKey;
import dev.headroom.telemetry.snapshot.TelemetryState;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Plans held in a map. */
final class FakePlans implements Plans {
    private final Map<WorkloadKey, ReplicaPlan> plans = new ConcurrentHashMap<>();

    FakePlans answering(String namespace, String name, Instant madeAt, Answer answer) {
        WorkloadKey workload = new WorkloadKey(namespace, name);
        int desired = answer instanceof Answer.Replicas replicas ? replicas.count() : 1;
        plans.put(
                workload,
                new ReplicaPlan(
                        workload,
                        madeAt,
                        new TelemetryState.Fresh("made for a test", madeAt),
                        desired,
                        true,
                        answer,
                        List.of(),
                        ReplicaPlan.Basis.NOTHING));
        return this;
    }

    @Override
    public Optional<ReplicaPlan> latest(WorkloadKey workload) {
        return Optional.ofNullable(plans.get(workload));
    }

    @Override
    public Optional<Instant> knownSince(WorkloadKey workload) {
        return latest(workload).map(ReplicaPlan::madeAt);
    }

    @Override
    public Collection<ReplicaPlan> all() {
        return plans.values();
    }
}
