// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.planning;

import dev.headroom.scaler.cycle.Plans;
import dev.headroom.scaler.cycle.RoundListener;
import dev.headroom.scaler.plan.ReplicaPlan;
import dev.headroom.telemetry.WorkloadKey;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Plans a workload without replicas as soon as a request is admitted for it. Notifies the open streams as soon as an answer rises from 0. A
 * client that waits at a gateway must not wait for the next round as well. Safe from any thread.
 */
public final class WakeUp {
    private final Plans plans;
    private final RoundLog round;
    private final RoundListener streams;
    private final PlanningLoop loop;
    private final Set<WorkloadKey> waking = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean telling = new AtomicBoolean();

    /**
     * Connects to no source yet.
     *
     * @param plans the latest
     * @param round plans a workload
     * @param streams notifies the open streams
     * @param loop its thread does all of the work
     */
    public WakeUp(Plans plans, RoundLog round, RoundListener streams, PlanningLoop loop) {
        this.plans = plans;
        this.round = round;
        this.streams = streams;
        this.loop = loop;
    }

    /** A request was admitted; returns at once. */
    public void admitted(WorkloadKey workload) {
        boolean asleep = plans.latest(workload).filter(ReplicaPlan::answersNone).isPresent();
        if (asleep && waking.add(workload)) {
            loop.soon(now -> {
                waking.remove(workload);
                round.wake(workload, now);
            });
        }
    }

    /** A workload's answer rose from none; returns at once. */
    public void risen() {
        if (telling.compareAndSet(false, true)) {
            loop.soon(now -> {
                telling.set(false);
                streams.roundOver(now);
            });
        }
    }
}
