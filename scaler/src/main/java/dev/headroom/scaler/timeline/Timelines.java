// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.timeline;

import dev.headroom.scaler.cycle.Plans;
import dev.headroom.scaler.cycle.RoundListener;
import dev.headroom.scaler.cycle.RunningReplicas.Running;
import dev.headroom.scaler.plan.ReplicaPlan;
import dev.headroom.telemetry.WorkloadKey;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** The timeline of each workload that has a plan, made here or by another replica. Notes on one thread; safe to read from any. */
public final class Timelines implements RoundListener {
    /** Twice in the shortest span. */
    private static final Duration EVERY = Duration.ofSeconds(5);

    private final Plans plans;
    private final Function<WorkloadKey, Optional<Running>> replicas;
    private final ConcurrentHashMap<WorkloadKey, WorkloadTimeline> timelines = new ConcurrentHashMap<>();
    private Instant next = Instant.MIN;

    /**
     * Notes the plans of {@code plans}.
     *
     * @param replicas the replicas of a workload that run; empty where that is not known
     */
    public Timelines(Plans plans, Function<WorkloadKey, Optional<Running>> replicas) {
        this.plans = plans;
        this.replicas = replicas;
    }

    @Override
    public void roundOver(Instant now) {
        // A clock that was set back by more than a pause must not end the timeline.
        boolean early = now.isBefore(next) && !now.isBefore(next.minus(EVERY));
        if (early) {
            return;
        }
        next = now.plus(EVERY);
        Set<WorkloadKey> planned = new HashSet<>();
        for (ReplicaPlan plan : plans.all()) {
            planned.add(plan.workload());
            timelines
                    .computeIfAbsent(plan.workload(), key -> new WorkloadTimeline())
                    .note(plan, replicas.apply(plan.workload()), now);
        }
        timelines.keySet().retainAll(planned);
    }

    /** The timeline of a workload; empty before its first plan. */
    public Optional<WorkloadTimeline> of(WorkloadKey workload) {
        return Optional.ofNullable(timelines.get(workload));
    }
}
