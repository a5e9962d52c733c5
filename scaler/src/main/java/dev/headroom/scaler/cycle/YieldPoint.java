// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.cycle;

/** Decides when a round of many turns rests, so that it leaves the processor to those who answer. */
@FunctionalInterface
public interface YieldPoint {
    /** Never rests. */
    YieldPoint NONE = () -> {};

    /** A turn is over; the next one begins when this returns. Called on the planning thread. */
    void afterTurn();
}
