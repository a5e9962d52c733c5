// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.cycle;

import dev.headroom.scaler.plan.ReplicaPlan;
import dev.headroom.telemetry.WorkloadKey;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Selects plans that are worth writing down: those that say anything new, and an unchanged one at intervals. One thread. */
public final class Noteworthy {
    private final Duration every;
    private final Map<WorkloadKey, ReplicaPlan> noted = new HashMap<>();

    /**
     * Nothing is noted yet.
     *
     * @param every a workload's plan is noted at least so often; above 0
     */
    public Noteworthy(Duration every) {
        this.every = every;
    }

    /** Whether it differs from the last noted plan, or that one is long ago. */
    public boolean isNoteworthy(ReplicaPlan plan) {
        Optional<ReplicaPlan> before = Optional.ofNullable(noted.get(plan.workload()));
        return TurnOutcome.Planned.after(before, plan).changed()
                || before.map(last -> Duration.between(last.madeAt(), plan.madeAt()))
                        .filter(since -> since.compareTo(every) >= 0)
                        .isPresent();
    }

    /** It has been written down. */
    public void noted(ReplicaPlan plan) {
        noted.put(plan.workload(), plan);
    }
}
