// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.cycle;

import dev.headroom.scaler.plan.ReplicaPlan;
import dev.headroom.scaler.slo.SloSource;
import dev.headroom.scaler.supply.ReplicaSource;
import dev.headroom.telemetry.ScaleTarget;
import dev.headroom.telemetry.WorkloadKey;
import dev.headroom.telemetry.snapshot.ReplicaWatch;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How many replicas there shall be: as the cluster says, else as the last plan does. Remembers since when there shall be none, or
 * some. Safe from any thread.
 */
public final class WantedReplicas implements ReplicaWatch {
    private final SloSource policies;
    private final CurrentReplicas cluster;
    private final Plans plans;
    private final RunningReplicas running;
    private final ReplicaSource replicas;
    private final Map<WorkloadKey, Change> changes = new ConcurrentHashMap<>();

    /**
     * Asks these.
     *
     * @param policies name the scale target of a workload
     * @param cluster how many replicas it shall have
     * @param running how many of them are ready
     * @param replicas since when each of them exists and is ready
     * @param plans how many there shall be where the cluster does not say
     */
    public WantedReplicas(
            SloSource policies, CurrentReplicas cluster, RunningReplicas running, ReplicaSource replicas, Plans plans) {
        this.running = running;
        this.replicas = replicas;
        this.policies = policies;
        this.cluster = cluster;
        this.plans = plans;
    }

    private record Change(boolean some, Optional<Instant> since) {
        Change at(boolean someNow, Instant now) {
            return someNow == some ? this : new Change(someNow, Optional.of(now));
        }
    }

    @Override
    public Optional<Wanted> wantedOf(WorkloadKey workload, Instant now) {
        Optional<ScaleTarget> target = targetOf(workload);
        OptionalInt count = target.map(cluster::of).orElse(OptionalInt.empty());
        if (count.isEmpty()) {
            count = planned(workload);
        }
        if (count.isEmpty()) {
            changes.remove(workload);
            return Optional.empty();
        }
        boolean some = count.getAsInt() > 0;
        Change change = changes.compute(
                workload, (key, known) -> known == null ? new Change(some, Optional.empty()) : known.at(some, now));
        OptionalInt ready = target.flatMap(running::of)
                .map(known -> OptionalInt.of(known.ready()))
                .orElse(OptionalInt.empty());
        Wake wake = target.flatMap(replicas::of).map(Waking::of).orElse(Wake.UNSEEN);
        return Optional.of(new Wanted(count.getAsInt(), change.since(), ready, wake));
    }

    private Optional<ScaleTarget> targetOf(WorkloadKey workload) {
        return policies.policyInForce(workload)
                .flatMap(policy -> policy.workload().scaleTarget());
    }

    private OptionalInt planned(WorkloadKey workload) {
        return plans.latest(workload)
                .filter(ReplicaPlan::grounded)
                .map(plan -> OptionalInt.of(plan.desired()))
                .orElse(OptionalInt.empty());
    }
}
