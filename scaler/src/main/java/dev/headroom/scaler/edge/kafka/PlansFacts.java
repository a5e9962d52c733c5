// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.kafka;

import dev.headroom.telemetry.WorkloadKey;

/** Notified of events of shared plans; for meters. Called from several threads; must not block. */
public interface PlansFacts {
    /** A plan was written, and the broker has it. */
    void planWritten();

    /**
     * A plan that counts was read.
     *
     * @param policyHash fingerprint of the policy it was made under
     */
    void planRead(WorkloadKey workload, String policyHash);

    /** A record does not count. */
    void recordRefused(Refusal reason);
}
