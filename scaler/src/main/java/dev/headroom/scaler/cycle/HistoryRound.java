// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.cycle;

import dev.headroom.scaler.history.Histories;
import dev.headroom.scaler.history.HistoryKeeper;
import dev.headroom.scaler.slo.PolicyStatus;
import dev.headroom.scaler.slo.SloSource;
import dev.headroom.telemetry.WorkloadKey;
import dev.headroom.telemetry.snapshot.Snapshots;
import java.time.Duration;
import java.time.Instant;

/**
 * Keeps the rates of arrivals, minute by minute, of every workload that a policy steers. Every replica does so: a successor must
 * know the minutes that had not been written down yet. One thread at a time.
 */
public final class HistoryRound implements RoundListener {
    /** Within the slack of a minute's end at which a rate still counts as that minute's, twice. */
    private static final Duration EVERY = Duration.ofSeconds(5);

    private final SloSource policies;
    private final Snapshots snapshots;
    private final HistoryKeeper keeper;
    private Instant next = Instant.MIN;

    /** Reads {@code snapshots} of all workloads into {@code histories}. */
    public HistoryRound(SloSource policies, Snapshots snapshots, Histories histories) {
        this.policies = policies;
        this.snapshots = snapshots;
        this.keeper = new HistoryKeeper(snapshots, histories);
    }

    @Override
    public void roundOver(Instant now) {
        if (now.isBefore(next)) {
            return;
        }
        next = now.plus(EVERY);
        for (PolicyStatus status : policies.all()) {
            if (status.inForce().isPresent()) {
                WorkloadKey workload = PolicyClaims.workloadOf(status.name());
                keeper.note(workload, snapshots.readAt(workload, now).arrivals(), now);
            }
        }
    }
}
