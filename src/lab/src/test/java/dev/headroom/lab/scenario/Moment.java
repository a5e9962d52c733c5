// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.scenario;

import dev.headroom.scaler.plan.Answer;
import dev.headroom.scaler.plan.ReplicaPlan;
import dev.headroom.telemetry.snapshot.WorkloadSnapshot;
import java.time.Instant;

/** What was known and planned at one instant of a story. */
record Moment(Instant at, WorkloadSnapshot snapshot, ReplicaPlan plan) {
    String state() {
        return snapshot.state().word();
    }

    double rate() {
        return snapshot.arrivals().orElseThrow().perSecond();
    }

    /** The number that KEDA is told; -1 where it is told that nothing is known. */
    int answer() {
        return plan.answer() instanceof Answer.Replicas replicas ? replicas.count() : -1;
    }

    @Override
    public String toString() {
        return at + " " + state() + " rate=" + snapshot.arrivals() + " answer=" + answer() + " because "
                + plan.because();
    }
}
