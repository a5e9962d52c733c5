// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.cycle;

/** Decides when a round of many turns pauses, so that the processor is free for answers. */
@FunctionalInterface
public interface YieldPoint {
    /** Never rests. */
    YieldPoint NONE = () -> {};

    /** A turn is over; the next one begins when this returns. Called on the planning thread. */
    void afterTurn();
}
