// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.kafka;

/** Told what happens to shared plans; for meters. Called from several threads; must not block. */
public interface PlansFacts {
    /** A plan was written, and the broker has it. */
    void planWritten();

    /** A record does not count. */
    void recordRefused(Refusal reason);
}
