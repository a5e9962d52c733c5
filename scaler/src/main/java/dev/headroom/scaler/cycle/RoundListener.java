// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.cycle;

import java.time.Instant;

/** Wants to know when a round of planning is over. Called on the planning thread; must not block. */
public interface RoundListener {
    /**
     * Every workload has had its turn.
     *
     * @param now the instant of the round
     */
    void roundOver(Instant now);
}
